"""Documents and initiatives; https://linear.app/docs/initiatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid

from ..changes import archive, change, create, payload, remove, report, reword, unarchive
from ..lookups import find
from ..records.plans import Document, Initiative, InitiativeToProject, InitiativeUpdate, Project

if TYPE_CHECKING:
    from clonery.server.call import Call

ABOUT = ("projectId", "issueId", "initiativeId", "teamId", "cycleId", "releaseId", "parentDocumentId")


def write(call: Call, given: dict[str, Any]) -> Document:
    """A new document, which belongs to one thing at most. Raises Invalid, NotFound."""
    if not given["title"].strip():
        raise Invalid("title should not be empty")
    actor = call.actor.id if call.actor is not None else None
    id = given.get("id") or call.new_uuid()
    more: dict[str, Any] = {
        **dict.fromkeys(ABOUT), "content": None, "icon": None, "color": None, "trashed": None, "hiddenAt": None,
        "slugId": call.new_id(size=12).lower(), "creatorId": actor, "updatedById": actor, "documentContentId": id,
        "sortOrder": 0, "subscriberIds": [actor] if actor else [],
    }  # fmt: skip
    return create(call, Document, {**given, "id": id}, **more)


@operation("documentCreate")
def create_document(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, write(call, input))


def change_document(call: Call, document: Document, given: dict[str, Any]) -> Document:
    sent = dict(given)
    if "title" in sent and not (sent["title"] or "").strip():
        raise Invalid("title should not be empty")
    if "trashed" in sent:
        sent["archivedAt"] = call.now if sent["trashed"] else None
    return change(call, document, sent, updatedById=call.actor.id if call.actor is not None else None)


@operation("documentUpdate")
def update_document(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change_document(call, find(call, Document, id), input))


@operation("documentDelete")
def delete_document(call: Call, id: str) -> dict[str, Any]:
    """Into the trash."""
    return payload(call, archive(call, find(call, Document, id), trashed=True))


@operation("documentUnarchive")
def restore_document(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, Document, id), trashed=None))


@operation("initiativeCreate")
def create_initiative(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    if not input["name"].strip():
        raise Invalid("name should not be empty")
    actor = call.actor.id if call.actor is not None else None
    more: dict[str, Any] = {
        "description": None, "content": None, "status": "Planned", "color": "#bec2c8", "icon": None, "ownerId": actor,
        "creatorId": actor, "slugId": call.new_id(size=12).lower(),
        "sortOrder": -1000.0 * call.next("initiative/order"),
        "targetDate": None, "trashed": None, "startedAt": None, "completedAt": None, "labelIds": [],
    }  # fmt: skip
    more |= _times(call, input.get("status"))
    return payload(call, create(call, Initiative, input, **more))


def _times(call: Call, status: str | None) -> dict[str, Any]:
    field = {"Active": "startedAt", "Completed": "completedAt"}.get(status or "")
    return {field: call.now} if field else {}


@operation("initiativeUpdate")
def update_initiative(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    initiative = find(call, Initiative, id)
    more = _times(call, input.get("status")) if input.get("status") != initiative.status else {}
    return payload(call, change(call, initiative, input, **more))


@operation("initiativeArchive")
def archive_initiative(call: Call, id: str) -> dict[str, Any]:
    return payload(call, archive(call, find(call, Initiative, id)))


@operation("initiativeUnarchive")
def restore_initiative(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, Initiative, id), trashed=None))


@operation("initiativeDelete")
def delete_initiative(call: Call, id: str) -> dict[str, Any]:
    """Into the trash."""
    return payload(call, archive(call, find(call, Initiative, id), trashed=True))


@operation("initiativeAddLabel")
def add_label(call: Call, id: str, labelId: str) -> dict[str, Any]:
    initiative = find(call, Initiative, id)
    ids = list(dict.fromkeys([*(initiative.get("labelIds") or []), labelId]))
    return payload(call, change(call, initiative, {}, labelIds=ids))


@operation("initiativeRemoveLabel")
def remove_label(call: Call, id: str, labelId: str) -> dict[str, Any]:
    initiative = find(call, Initiative, id)
    ids = [held for held in initiative.get("labelIds") or [] if held != labelId]
    return payload(call, change(call, initiative, {}, labelIds=ids))


@operation("initiativeToProjectCreate")
def add_project(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """A project more in an initiative, once."""
    initiative, project = find(call, Initiative, input["initiativeId"]), find(call, Project, input["projectId"])
    if call.find(InitiativeToProject, initiativeId=initiative.id, projectId=project.id) is not None:
        raise Invalid("The project is in the initiative already")
    sent = {**input, "sortOrder": str(input.get("sortOrder") or 0)}
    return payload(call, create(call, InitiativeToProject, sent))


@operation("initiativeToProjectDelete")
def drop_project(call: Call, id: str) -> dict[str, Any]:
    joined = find(call, InitiativeToProject, id)
    remove(call, joined)
    return payload(call, joined)


@operation("initiativeUpdateCreate")
def report_on(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, report(call, InitiativeUpdate, input, Initiative, "initiativeId"))


@operation("initiativeUpdateUpdate")
def rewrite(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, reword(call, find(call, InitiativeUpdate, id), input, Initiative, "initiativeId"))


@operation("initiativeUpdateArchive")
def archive_update(call: Call, id: str) -> dict[str, Any]:
    return payload(call, archive(call, find(call, InitiativeUpdate, id)))


@operation("initiativeUpdateUnarchive")
def restore_update(call: Call, id: str) -> dict[str, Any]:
    return payload(call, unarchive(call, find(call, InitiativeUpdate, id)))

"""Tools for documents and status updates; https://linear.app/docs/mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import tool
from clonery.server.problems import Invalid
from clonery.server.state.record import Record

from ..changes import change, remove
from ..lookups import find
from ..operations import documents, projects
from ..records.plans import Document, InitiativeUpdate, ProjectUpdate
from ..records.work import Issue
from . import naming, shapes

if TYPE_CHECKING:
    from clonery.server.call import Call


@tool("list_documents")
def list_documents(
    call: Call, query: str | None = None, projectId: str | None = None, initiativeId: str | None = None,
    teamId: str | None = None, creatorId: str | None = None, createdAt: str | None = None, updatedAt: str | None = None,
    limit: float | None = None, cursor: str | None = None, orderBy: str | None = None,
    includeArchived: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Documents that meet all that is given."""
    parts = naming.since(createdAt, updatedAt)
    named = (("projectId", projectId), ("initiativeId", initiativeId), ("teamId", teamId), ("creatorId", creatorId))
    parts += [{field: {"eq": value}} for field, value in named if value]
    if query:
        parts.append({"or": [{"title": {"containsIgnoreCase": query}}, {"content": {"containsIgnoreCase": query}}]})
    return shapes.page(
        call, "Document", shapes.document, "documents", {"and": parts}, limit, cursor, orderBy, includeArchived
    )


@tool("get_document")
def get_document(call: Call, id: str) -> dict[str, Any]:
    return shapes.document(call, find(call, Document, id))


@tool("save_document")
def save_document(call: Call, id: str | None = None, **given: Any) -> dict[str, Any]:
    """Write a document (a title is needed), or change the one whose id is given."""
    naming.writing(call)
    sent: dict[str, Any] = {name: given[name] for name in ("title", "content", "icon", "color") if name in given}
    if given.get("project"):
        sent["projectId"] = naming.project(call, given["project"]).id
    if given.get("initiative"):
        sent["initiativeId"] = naming.initiative(call, given["initiative"]).id
    if given.get("issue"):
        sent["issueId"] = find(call, Issue, given["issue"]).id
    if given.get("team"):
        sent["teamId"] = naming.team(call, given["team"]).id
    if id:
        return shapes.document(call, documents.change_document(call, find(call, Document, id), sent))
    if not sent.get("title"):
        raise Invalid("title must be given to write a document")
    return shapes.document(call, documents.write(call, sent))


@tool("get_status_updates")
def list_updates(
    call: Call, type: str, id: str | None = None, project: str | None = None, initiative: str | None = None,
    user: str | None = None, createdAt: str | None = None, updatedAt: str | None = None, limit: float | None = None,
    cursor: str | None = None, orderBy: str | None = None, includeArchived: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Updates of projects or of initiatives."""
    parts = naming.since(createdAt, updatedAt)
    if id:
        parts.append({"id": {"eq": id}})
    if project:
        parts.append({"projectId": {"eq": naming.project(call, project).id}})
    if initiative:
        parts.append({"initiativeId": {"eq": naming.initiative(call, initiative).id}})
    if user:
        parts.append({"userId": {"eq": naming.user(call, user).id}})
    kind = "InitiativeUpdate" if type == "initiative" else "ProjectUpdate"
    return shapes.page(
        call, kind, shapes.update, "statusUpdates", {"and": parts}, limit, cursor, orderBy, includeArchived
    )


@tool("save_status_update")
def save_update(
    call: Call, type: str, id: str | None = None, project: str | None = None, initiative: str | None = None,
    **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """Say how a project or an initiative goes, or change what was said."""
    naming.writing(call)
    sent: dict[str, Any] = {name: given[name] for name in ("body", "health", "isDiffHidden") if name in given}
    about = naming.initiative(call, initiative or "").id if type == "initiative" and not id else ""
    if type == "initiative":
        made = (
            change(call, find(call, InitiativeUpdate, id), sent) if id
            else documents.report_on(call, {**sent, "initiativeId": about})["entity"]
        )  # fmt: skip
    elif id:
        made = projects.rewrite(call, id, sent)["entity"]
    else:
        made = projects.report_on(call, {**sent, "projectId": naming.project(call, project or "").id})["entity"]
    return shapes.update(call, made)


@tool("delete_status_update")
def delete_update(call: Call, id: str, type: str) -> dict[str, Any]:
    naming.writing(call)
    if type == "initiative":
        gone: Record = find(call, InitiativeUpdate, id)
        remove(call, gone)
    else:
        projects.delete_update(call, find(call, ProjectUpdate, id).id)
    return {"id": id, "deleted": True}

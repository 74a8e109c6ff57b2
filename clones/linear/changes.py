"""Writing entities: references checked, times kept, payloads with the state of synchronization; https://linear.app/developers/graphql#mutations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from clonery.server.graphql.graph import Ids, One, api
from clonery.server.problems import Invalid
from clonery.server.state.record import Record

from .lookups import find

if TYPE_CHECKING:
    from clonery.server.call import Call

R = TypeVar("R", bound=Record)
_SHORT = {"customer_need": "need", "customer_status": "status", "customer_tier": "tier", "project_status": "status"}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def create(call: Call, kind: type[R], given: dict[str, Any], **more: Any) -> R:
    """A new entity from an input; `more` is what the input leaves open. Raises Invalid, NotFound."""
    sent = {name: value for name, value in given.items() if value is not None}
    id = sent.pop("id", None) or call.new_uuid()
    if not _UUID.fullmatch(id):
        raise Invalid("id must be a UUID")
    if call.peek(kind, id) is not None:
        raise Invalid(f"An entity with the id {id} exists already")
    sent = referring(call, kind, sent)
    times = {"createdAt": call.now, "updatedAt": call.now, "archivedAt": None}
    record = call.create(kind, **{"id": id, **times, **more, **sent})
    call.emit("create", record=record)
    return record


def change(call: Call, record: R, given: dict[str, Any], **more: Any) -> R:
    """The entity with what an input changes; an explicit null empties a field. Raises NotFound."""
    before = record.doc
    sent = {**referring(call, type(record), given), **more}
    if all(before.get(name) == value for name, value in sent.items()):
        return record
    record = call.update(record, **{**sent, "updatedAt": call.now})
    call.emit("update", record=record, before=before)
    return record


def report(call: Call, kind: type[R], given: dict[str, Any], about: type[Record], field: str) -> R:
    """A new update on how something goes: what its `field` names takes the update's health."""
    actor = call.actor.id if call.actor is not None else None
    more = {
        "health": "onTrack",
        "body": "",
        "isDiffHidden": False,
        "slugId": call.new_id(size=12).lower(),
        "userId": actor,
    }
    made = create(call, kind, given, **more)
    subject = find(call, about, made.get(field))
    change(call, subject, {}, health=made.get("health"), healthUpdatedAt=call.now, lastUpdateId=made.id)
    return made


def reword(call: Call, made: R, given: dict[str, Any], about: type[Record], field: str) -> R:
    """An update changed: what it is the last one of takes its health."""
    made = change(call, made, given, editedAt=call.now)
    subject = find(call, about, made.get(field))
    if subject.get("lastUpdateId") == made.id:
        change(call, subject, {}, health=made.get("health"))
    return made


def remove(call: Call, record: Record) -> None:
    """Delete an entity for good."""
    call.delete(record)
    call.emit("remove", record=record)


def archive(call: Call, record: R, **more: Any) -> R:
    """Take an entity out of lists that don't ask for archived ones."""
    return change(call, record, {}, archivedAt=record.get("archivedAt") or call.now, **more)


def unarchive(call: Call, record: R, **more: Any) -> R:
    return change(call, record, {}, archivedAt=None, **more)


def referring(call: Call, kind: type[Record], given: dict[str, Any]) -> dict[str, Any]:
    """An input whose references were looked up: other names became ids. Raises Invalid, NotFound."""
    made = api(call.clone)
    type_name, found = made.types[kind.KIND.name], dict(given)
    made.check(type_name, given)
    for name, value in given.items():
        if value is None or not name.endswith(("Id", "Ids")):
            continue
        one = made.link(type_name, name.removesuffix("Id"))
        if isinstance(one, One) and one.at == name and isinstance(value, str):
            found[name] = find(call, call.clone.kind(one.kind), value).id
            continue
        many = made.link(type_name, f"{name.removesuffix('Ids')}s")
        if isinstance(many, Ids) and many.at == name and isinstance(value, list):
            found[name] = list(dict.fromkeys(find(call, call.clone.kind(many.kind), id).id for id in value))
    return found


def payload(call: Call, record: Record | None = None, **more: Any) -> dict[str, Any]:
    """A mutation's answer: success, how far the state is, and the entity under each name that answers have for it."""
    answer: dict[str, Any] = {"success": True, "lastSyncId": synced(call)}
    if record is not None:
        kind = record.KIND.name
        first, *others = kind.split("_")
        answer |= {"entityId": record.id, "entity": record, first + "".join(map(str.title, others)): record}
        if kind in _SHORT:
            answer[_SHORT[kind]] = record
    return {**answer, **more}


def synced(call: Call) -> int:
    """The number of this change: it rises with each."""
    return call.next("sync")

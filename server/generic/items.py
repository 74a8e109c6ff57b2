"""One item, generically: made, read, changed, deleted, acted on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from ..problems import Conflict, NotFound, Refused
from ..state.record import Record
from . import homes, many
from .making import make
from .naming import answer_schema, field, properties
from .showing import fitting, shown

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]
KEPT = 1000
"""How many answers a session keeps until something is written."""


def body(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> dict[str, Any]:
    """What the caller sent of the item: the arguments of the body, or the one that holds them all.

    Where no body was sent, those of the query that name a field of it.
    """
    held = arguments.get(effect["body_at"]) if effect.get("body_at") else None
    if isinstance(held, dict):
        return dict(held)
    names = effect.get("fields", {})
    known = operation.arguments
    sent = {n: v for n, v in arguments.items() if n in known and known[n].place == "body"}
    if not sent and operation.writes and call.request.query:
        fields = properties(call.clone, effect["kind"]) - set(effect.get("identity", ()))
        sent = {n: v for n, v in arguments.items() if n in fields and n in known and known[n].place == "query"}
    whole = next((v for n, v in sent.items() if known[n].whole), None)
    if isinstance(whole, dict):
        return dict(whole)
    return {names.get(name, name): value for name, value in sent.items() if not known[name].whole}


def item(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any], above: list[Record]) -> Record:
    """The item that the operation names. Raises NotFound."""
    if effect.get("self"):
        if call.actor is None:
            raise NotFound(kind=effect["kind"])
        own: Record = call.actor
        if own.KIND.name == effect["kind"] or effect["verb"] == "read":
            return own
        return call.first(call.clone.kind(effect["kind"])) or make(call, operation, effect, {}, above)
    kind = call.clone.kind(effect["kind"])
    if effect.get("pick"):
        found = call.first(kind, homes.home(kind, above), "-rid")
        if found is None:
            raise NotFound(kind=effect["kind"])
        return found
    values = {name: _dotted(arguments, name) for name in effect.get("identity", ())}
    return homes.locate(call, effect["kind"], values, effect.get("fields", {}), above, own=True)


def _dotted(arguments: dict[str, Any], name: str) -> Any:
    value: Any = arguments
    for part in [name] if name in arguments else name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def create(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Store what was sent, completed to an item that the published schema takes."""
    above = homes.parents(call, operation, arguments)
    if effect.get("many") and not effect.get("identity"):
        parts = [make(call, operation, effect, part, above) for part in many.elements(effect, arguments, "name")]
        return many.listed(call, operation, effect, parts)
    sent = body(call, operation, effect, arguments)
    if effect.get("copies") and above:
        sent = {**{k: v for k, v in above[-1].doc.items() if k not in ("id", homes.PARENT)}, **sent}
    for name in effect.get("identity", ()):
        if name in arguments:
            sent.setdefault(field(call.clone, operation, name), arguments[name])
    return shown(call, operation, make(call, operation, effect, sent, above))


def read(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The item, or those of many that are there; of one that is only checked, nothing."""
    if many.asked(effect):
        above = homes.parents(call, operation, arguments)
        return many.listed(call, operation, effect, many.present(call, effect, arguments, above))
    kept, token = call.session.store.shown, call.credential.token if call.credential else ""
    key = ("generic", operation.name, call.request.path, repr(arguments), call.base, token)
    text = None if call.session.store.changes else kept.get(key)
    if text is not None:
        return orjson.loads(text)
    found = item(call, operation, effect, arguments, homes.parents(call, operation, arguments))
    made = shown(call, operation, found)
    if found.OPEN and isinstance(made, dict) and not call.session.store.changes and len(kept) < KEPT:
        kept[key] = orjson.dumps(made)
    return made


def update(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The item with what was sent changed; each of many, or all."""
    above = homes.parents(call, operation, arguments)
    sent = body(call, operation, effect, arguments)
    if many.asked(effect):
        records = many.changed(call, operation, effect, arguments, above, change, sent)
        return many.listed(call, operation, effect, records)
    try:
        found = item(call, operation, effect, arguments, above)
    except NotFound:
        if not effect.get("upsert"):
            raise
        return create(call, operation, effect, arguments)
    sent.pop(effect.get("many", ""), None)
    if effect.get("whole") and found.OPEN:
        sent = {**_left_out(operation, found, sent), **sent}
    return shown(call, operation, change(call, operation, homes.enter(call, found, above), sent))


def change(call: Call, operation: Operation, record: Record, sent: dict[str, Any]) -> Record:
    """Store changed fields of a record; what names it stays."""
    fixed = {"id", homes.PARENT}
    fields = {key: value for key, value in sent.items() if key not in fixed and not key.startswith("_")}
    if not record.OPEN:
        fields = {key: value for key, value in fields.items() if key in record.FIELDS}
    if not fields:
        return record
    for name in ("updated_at", "updatedAt", "updated", "lastUpdated", "modified_at", "modifiedAt"):
        if name in record.doc and name not in fields and isinstance(record.doc[name], type(call.now)):
            fields[name] = call.now
    return call.update(record, **fields)


def replace(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The item with everything changed that was sent; made where the caller may choose its name."""
    return update(call, operation, effect, arguments)


def _left_out(operation: Operation, record: Record, sent: dict[str, Any]) -> dict[str, None]:
    """The fields that a caller who puts the whole item could have sent, and did not."""
    given = (each.name for each in operation.at("body"))
    return {name: None for name in given if name not in sent and name in record.doc}


def delete(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Remove the item, or the singleton, or each of many, and all below."""
    above = homes.parents(call, operation, arguments)
    kind = call.clone.kind(effect["kind"])
    if many.asked(effect):
        gone = many.present(call, effect, arguments, above)
    elif effect.get("singleton"):
        single = call.first(kind, homes.home(kind, above))
        if single is None:
            raise NotFound(kind=effect["kind"])
        gone = [single]
    else:
        gone = [item(call, operation, effect, one, above) for one in many.in_identity(operation, arguments)]
    if many.asked(effect) and effect.get("list_at"):
        answer = many.listed(call, operation, effect, gone)
    else:
        schema = fitting(call).resolved(answer_schema(operation))
        bare = schema.get("type") == "object" and not schema.get("properties")
        answer = {} if bare else shown(call, operation, gone[0] if gone else None, {"deleted": True})
    for record in gone:
        if not homes.leave(call, record, above):
            call.delete(record)
    return answer


def act(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Set the fields that the action plainly sets. Raises Refused for an action that names none."""
    above = homes.parents(call, operation, arguments)
    if effect.get("identity") or effect.get("self") or effect.get("pick"):
        found = item(call, operation, effect, arguments, above)
    elif above:
        found = above[-1]
    else:
        raise Refused(f"{operation.name}: what {effect.get('action')!r} does can't be derived from the description")
    if "sets" not in effect:
        raise Refused(f"{operation.name}: what {effect.get('action')!r} does can't be derived from the description")
    fields = {name: call.now if isinstance(v, dict) and v.get("$now") else v for name, v in effect["sets"].items()}
    if all(found.doc.get(name) == value for name, value in fields.items()) and effect.get("once"):
        raise Conflict(f"it is {effect['action']} already")
    sent = body(call, operation, effect, arguments)
    return shown(call, operation, change(call, operation, found, {**sent, **fields}))


def reckon(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """An answer that keeps nothing: the smallest that the schema takes, with what was sent where it has a place."""
    homes.parents(call, operation, arguments)
    schema = answer_schema(operation)
    return fitting(call).fit(schema, body(call, operation, effect, arguments), True) if schema else None

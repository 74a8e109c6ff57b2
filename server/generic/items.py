"""One item, generically: made, read, changed, deleted, acted on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import Conflict, NotFound, Refused
from ..state.record import Record
from . import homes
from .making import make
from .naming import answer_schema, field, identity
from .showing import fitting, plain, shown

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]


def body(operation: Operation, effect: Effect, arguments: dict[str, Any]) -> dict[str, Any]:
    """What the caller sent of the item: the arguments of the body, or the one that holds them all."""
    held = arguments.get(effect["body_at"]) if effect.get("body_at") else None
    if isinstance(held, dict):
        return dict(held)
    names = effect.get("fields", {})
    known = operation.arguments
    sent = {n: v for n, v in arguments.items() if n in known and known[n].place == "body"}
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
        return own
    kind = call.clone.kind(effect["kind"])
    if effect.get("pick"):
        found = call.first(kind, homes.home(kind, above), "-rid")
        if found is None:
            raise NotFound(kind=effect["kind"])
        return found
    values = {name: _dotted(arguments, name) for name in effect.get("identity", ())}
    return homes.locate(call, effect["kind"], values, effect.get("fields", {}), above)


def _dotted(arguments: dict[str, Any], name: str) -> Any:
    value: Any = arguments
    for part in [name] if name in arguments else name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def create(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Store what was sent, completed to an item that the published schema takes."""
    above = homes.parents(call, operation, arguments)
    if effect.get("many") and isinstance(arguments.get(effect["many"]), list):
        made = [make(call, operation, effect, _as_item(part), above) for part in arguments[effect["many"]]]
        return _listed(call, operation, effect, made)
    sent = body(operation, effect, arguments)
    if effect.get("copies") and above:
        sent = {**{k: v for k, v in above[-1].doc.items() if k not in ("id", homes.PARENT)}, **sent}
    for name in effect.get("identity", ()):
        if name in arguments:
            sent.setdefault(field(call.clone, operation, name), arguments[name])
    return shown(call, operation, make(call, operation, effect, sent, above))


def _as_item(part: Any) -> dict[str, Any]:
    return part if isinstance(part, dict) else {"name": part}


def _listed(call: Call, operation: Operation, effect: Effect, records: list[Record]) -> Any:
    value: Any = [plain(call, record) for record in records]
    for name in reversed([part for part in effect.get("list_at", "").split(".") if part]):
        value = {name: value}
    schema = answer_schema(operation)
    return fitting(call).fit(schema, value, True) if schema else None


def read(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The item; of one that is only checked, nothing."""
    above = homes.parents(call, operation, arguments)
    return shown(call, operation, item(call, operation, effect, arguments, above))


def update(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The item with what was sent changed, or each of many."""
    above = homes.parents(call, operation, arguments)
    parts = arguments.get(effect["many"]) if effect.get("many") else None
    if isinstance(parts, list):
        return _listed(call, operation, effect, [_one_of_many(call, operation, effect, _as_item(p), above) for p in parts])
    try:
        found = item(call, operation, effect, arguments, above)
    except NotFound:
        if not effect.get("upsert"):
            raise
        return create(call, operation, effect, arguments)
    return shown(call, operation, change(call, operation, found, body(operation, effect, arguments)))


def _one_of_many(
    call: Call, operation: Operation, effect: Effect, sent: dict[str, Any], above: list[Record]
) -> Record:
    """The item that an element names, with the rest of the element changed. Raises NotFound."""
    names = [name for name, _ in identity(call.clone, effect["kind"]).fields if name in sent]
    where = {name: sent[name] for name in names or ["id"] if name in sent}
    found = homes.search(call, call.clone.kind(effect["kind"]), where, above)
    if found is not None:
        return change(call, operation, found, sent)
    if not effect.get("upsert"):
        raise NotFound(kind=effect["kind"], id=next(iter(where.values()), None))
    return make(call, operation, effect, sent, above)


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


def delete(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Remove the item, or the singleton, or each of many, and all below."""
    above = homes.parents(call, operation, arguments)
    kind = call.clone.kind(effect["kind"])
    if effect.get("all"):
        gone = call.all(kind, homes.home(kind, above))
    elif effect.get("singleton"):
        single = call.first(kind, homes.home(kind, above))
        if single is None:
            raise NotFound(kind=effect["kind"])
        gone = [single]
    elif effect.get("many") and isinstance(arguments.get(effect["many"]), list):
        ids = [part.get("id") if isinstance(part, dict) else part for part in arguments[effect["many"]]]
        gone = [found for id in ids if (found := call.peek(kind, id)) is not None]
    else:
        gone = [item(call, operation, effect, arguments, above)]
    answer = shown(call, operation, gone[0] if gone else None, {"deleted": True})
    for record in gone:
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
    return shown(call, operation, change(call, operation, found, {**body(operation, effect, arguments), **fields}))


def reckon(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """An answer that keeps nothing: the smallest that the schema takes, with what was sent where it has a place."""
    homes.parents(call, operation, arguments)
    schema = answer_schema(operation)
    return fitting(call).fit(schema, body(operation, effect, arguments), True) if schema else None

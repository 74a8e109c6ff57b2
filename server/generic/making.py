"""A new item, generically: what was sent, what names it, times and actor, as the published schema takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import NotFound, Taken
from ..state.record import Record
from . import homes
from .naming import Identity, identity, item_schema
from .showing import fitting, plain

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]


def make(call: Call, operation: Operation, effect: Effect, sent: dict[str, Any], above: list[Record]) -> Record:
    """Store a new record. Raises Taken for an identity that the caller chose and that is in use."""
    name = effect["kind"]
    kind = call.clone.kind(name)
    known = identity(call.clone, name)
    schema = item_schema(operation) or known.item
    fit = fitting(call)
    doc = {key: value for key, value in sent.items() if not key.startswith("_")}
    _identify(call, kind, known, doc, above, fit.resolved(schema))
    if kind.OPEN:
        whole = fit.fit(schema, doc, True) if schema else dict(doc)
        whole = {**_plainly(whole), **doc} if isinstance(whole, dict) else dict(doc)
        _stamp(call, fit.resolved(schema).get("properties", {}), whole, doc)
        return call.create(kind, **{**whole, "id": doc["id"], **homes.home(kind, above)})
    fields = {key: value for key, value in doc.items() if key in kind.FIELDS}
    below = homes.home(kind, above)
    for field in sorted(kind.FIELDS - set(fields) - set(kind.DEFAULTS) - set(below) - {"id"}):
        fields[field] = call.now if field.endswith("_at") else _blank(kind, field, call)
    parent = kind.KIND.parent
    if parent and parent[0] not in below and not fields.get(parent[0]):
        raise NotFound(kind=parent[1])
    return call.create(kind, **{**fields, **below})


def _plainly(whole: dict[str, Any]) -> dict[str, Any]:
    """What of a completed item is worth keeping: links and nested wholes are made again for each answer."""
    return {
        name: value for name, value in whole.items()
        if value is not None and not isinstance(value, dict | list) and not name.lower().endswith(("url", "href"))
    }  # fmt: skip


def _blank(kind: type[Record], field: str, call: Call) -> Any:
    """A field that a written kind needs and nobody sent: its own number, the actor, or nothing."""
    if field == "number":
        return call.next(f"generic/{kind.KIND.name}/number")
    if field in ("user", "creator", "author", "owner") and call.actor is not None:
        return call.actor.id
    text = str(kind.__annotations__.get(field, ""))
    return [] if text.startswith("list") else {} if text.startswith("dict") else 0 if text == "int" else ""


def _identify(
    call: Call, kind: type[Record], known: Identity, doc: dict[str, Any], above: list[Record], schema: Any
) -> None:
    """Give the item what names it: as the caller chose, or new in the form that the schemas suggest."""
    below = schema.get("properties", {}) if isinstance(schema, dict) else {}
    fit = fitting(call)
    for field, argument in known.fields:
        if doc.get(field) is not None and field != "id":
            if homes.search(call, kind, {field: doc[field]}, above) is not None:
                raise Taken(kind=kind.KIND.name, fields=(field,))
            continue
        doc[field] = _free_name(call, kind, field, fit.resolved(below.get(field, argument)) or argument, above)
    if doc.get("id") is None or not isinstance(doc["id"], str | int):
        doc["id"] = _free_name(call, kind, "id", fit.resolved(below.get("id", {})), [])
    if call.peek(kind, doc["id"]) is not None:
        raise Taken(kind=kind.KIND.name, fields=("id",))


def _free_name(call: Call, kind: type[Record], field: str, schema: dict[str, Any], above: list[Record]) -> Any:
    """A new name that none has below these parents: seeds bring names of their own."""
    while True:
        made = new_name(call, kind.KIND.name, field, schema)
        if homes.search(call, kind, {field: made}, above) is None:
            return made


def new_name(call: Call, kind: str, field: str, schema: dict[str, Any]) -> Any:
    """A new id of the type and format that the schema asks for."""
    types = fitting(call).types(schema)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        types = [*types, *fitting(call).types(part)]
    if "integer" in types or "number" in types:
        return call.next(f"generic/{kind}/{field}")
    if schema.get("format") == "uuid":
        return call.new_uuid()
    if field in ("name", "slug", "key"):
        return f"{kind.replace('_', '-')}-{call.next(f'generic/{kind}/{field}')}"
    made: str = call.clone.dialect.new_id(call, kind)
    low, high = schema.get("minLength", 0), schema.get("maxLength", 10**6)
    return made[:high].ljust(low, "0")


def _stamp(call: Call, properties: dict[str, Any], whole: dict[str, Any], sent: dict[str, Any]) -> None:
    """Times and the actor, where the schema has a place for them and the caller said nothing."""
    fit = fitting(call)
    for name, schema in properties.items():
        if name in sent or name in ("deleted_at", "deletedAt"):
            continue
        below = fit.resolved(schema)
        if name in ("created_at", "updated_at", "createdAt", "updatedAt", "created", "createdOn", "lastUpdated"):
            if fit.takes(below, fit.types(below), call.now):
                whole[name] = call.now
        elif name in ("user", "creator", "author", "owner", "created_by", "createdBy") and call.actor is not None:
            if "object" in fit.types(below) or "properties" in below:
                whole[name] = fit.fit(below, plain(call, call.actor), True)

"""A new item, generically: what was sent, what names it, times and actor, as the published schema takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import NotFound, Taken
from ..state.record import Record
from . import homes
from .fitting import Fitting
from .naming import Identity, identity, item_schema
from .patterns import varied
from .showing import fitting, plain

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]
_TIMES = (
    "created_at", "updated_at", "createdAt", "updatedAt", "created", "createdOn", "lastUpdated", "date_created",
    "date_updated",
)  # fmt: skip
_TRIES = 100_000
"""How many names are tried for a new item: as many as seeds may have brought."""


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
        return _placed(call, kind, {**whole, "id": doc["id"], **homes.home(kind, above)})
    fields = {key: value for key, value in doc.items() if key in kind.FIELDS}
    below = homes.home(kind, above)
    for field in sorted(kind.FIELDS - set(fields) - set(kind.DEFAULTS) - set(below) - {"id"}):
        fields[field] = call.now if field.endswith("_at") else _blank(kind, field, call)
    return _placed(call, kind, {**fields, **below})


def _placed(call: Call, kind: type[Record], fields: dict[str, Any]) -> Record:
    """Store it. Raises NotFound where a declared kind's parent is not there."""
    parent = kind.KIND.parent
    if parent and homes.PARENT not in fields and fields.get(parent[0]) is not None:
        above = homes.by_id(call, call.clone.kind(parent[1]), fields[parent[0]])
        if above is None:
            raise NotFound(kind=parent[1], id=fields[parent[0]], param=parent[0])
    return call.create(kind, **fields)


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
        around = [] if field == "id" else above
        doc[field] = _free_name(call, kind, field, _agreed(fit, below.get(field), argument), around)
    if doc.get("id") is None or not isinstance(doc["id"], str | int):
        doc["id"] = _free_name(call, kind, "id", fit.resolved(below.get("id", {})), [])
    if call.peek(kind, doc["id"]) is not None:
        raise Taken(kind=kind.KIND.name, fields=("id",))


def _agreed(fit: Fitting, item: Any, argument: dict[str, Any]) -> dict[str, Any]:
    """What a name has to be: as the item's schema says, and a number where only a number gets through the path."""
    said = fit.resolved(item) if item else {}
    if "integer" in fit.types(fit.resolved(argument)) and "integer" not in fit.types(said):
        return {**said, "type": said.get("type", "integer"), "x-number": True}
    asked = fit.resolved(argument)
    if not said or "enum" in asked:
        return asked
    return {**{name: asked[name] for name in ("pattern", "minLength", "maxLength") if name in asked}, **said}


def _free_name(call: Call, kind: type[Record], field: str, schema: dict[str, Any], above: list[Record]) -> Any:
    """A new name that none has below these parents: seeds bring names of their own."""
    if "enum" in schema:
        return next(
            (name for name in schema["enum"] if not homes.search(call, kind, {field: name}, above)), schema["enum"][0]
        )
    for _ in range(_TRIES):
        made = new_name(call, kind.KIND.name, field, schema, above)
        if isinstance(made, str) and not fitting(call).takes(schema, fitting(call).types(schema), made):
            made = varied(schema.get("pattern", ""), call.random) or made
        if homes.search(call, kind, {field: made}, above) is None:
            return made
    raise Taken(kind=kind.KIND.name, fields=(field,))


def new_name(call: Call, kind: str, field: str, schema: dict[str, Any], above: list[Record]) -> Any:
    """A new id of the type and format that the schema asks for; numbers count below the nearest parent."""
    if field in ("iid", "number"):
        number = call.next(f"generic/{kind}/{field}" + "".join(f"/{record.id}" for record in above[-1:]))
        return str(number) if fitting(call).types(schema) == ["string"] else number
    types = fitting(call).types(schema)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        types = [*types, *fitting(call).types(part)]
    if "integer" in types or "number" in types:
        return call.next(f"generic/{kind}/{field}")
    if schema.get("x-number"):
        return str(call.next(f"generic/{kind}/{field}"))
    if schema.get("format") == "uuid":
        return call.new_uuid()
    if field in ("name", "slug", "key"):
        return f"{kind.replace('_', '-')}-{call.next(f'generic/{kind}/{field}')}"
    made = call.clone.dialect.new_id(call, kind)
    if not isinstance(made, str):
        return made
    low, high = schema.get("minLength", 0), schema.get("maxLength", 10**6)
    return made[:high].ljust(low, "0")


def _stamp(call: Call, properties: dict[str, Any], whole: dict[str, Any], sent: dict[str, Any]) -> None:
    """Times and the actor, where the schema has a place for them and the caller said nothing."""
    fit = fitting(call)
    for name, schema in properties.items():
        if name in sent or name in ("deleted_at", "deletedAt"):
            continue
        below = fit.resolved(schema)
        if name in _TIMES:
            if fit.takes(below, fit.types(below), call.now):
                whole[name] = call.now
        elif name in ("user", "creator", "author", "owner", "created_by", "createdBy") and call.actor is not None:
            if "object" in fit.types(below) or "properties" in below:
                whole[name] = fit.fit(below, plain(call, call.actor), True)

"""A new item, generically: what was sent, what names it, times and actor, as the published schema takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import NotFound, Taken
from ..state.query import gt
from ..state.record import Record
from . import homes
from .fitting import Fitting
from .naming import Identity, identity
from .patterns import varied
from .showing import fitting, place_of, plain

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]
_TIMES = (
    "created_at", "updated_at", "createdAt", "updatedAt", "created", "createdOn", "lastUpdated", "date_created",
    "date_updated",
)  # fmt: skip
_COUNTED = ("iid", "number")
_STAMPED = frozenset((*_TIMES, "user", "creator", "author", "owner", "created_by", "createdBy"))
_SOME = 20
"""How many records with higher numbers are looked at: those of other parents don't matter."""
_TRIES = 100_000
"""How many names are tried for a new item: as many as seeds may have brought."""


def make(call: Call, operation: Operation, effect: Effect, sent: dict[str, Any], above: list[Record]) -> Record:
    """Store a new record. Raises Taken for an identity that the caller chose and that is in use."""
    name = effect["kind"]
    kind = call.clone.kind(name)
    known = identity(call.clone, name)
    fit = fitting(call)
    place = place_of(call, operation)
    schema = place.item if name == place.kind else known.item
    properties = fit.resolved(schema).get("properties", {})
    doc = {key: value for key, value in sent.items() if not key.startswith("_")}
    _imply(call, place.implied, doc, above if place.linked or name != place.kind else [], properties)
    _identify(call, kind, known, doc, above, fit.resolved(schema))
    if kind.OPEN:
        whole = {**fit.lacking(schema, doc), **doc}  # links and nested wholes are made again for each answer
        _stamp(call, properties, whole, doc)
        return _stored(call, kind, {**whole, "id": doc["id"], **homes.home(kind, above)}, sent)
    fields = {key: value for key, value in doc.items() if key in kind.FIELDS}
    below = homes.home(kind, above)
    for field in sorted(kind.FIELDS - set(fields) - set(kind.DEFAULTS) - set(below) - {"id"}):
        fields[field] = call.now if field.endswith("_at") else _blank(kind, field, call)
    return _stored(call, kind, {**fields, **below}, sent)


def _stored(call: Call, kind: type[Record], fields: dict[str, Any], sent: dict[str, Any]) -> Record:
    """Store it; an id that is a new UUID was not looked up before, and one that a seed has is made again."""
    while True:
        try:
            return _placed(call, kind, fields)
        except Taken as taken:
            if sent.get("id") is not None or taken.details.get("fields") != ("id",) or not _is_uuid(fields["id"]):
                raise
            fields = {**fields, "id": call.new_uuid()}


def _is_uuid(id: Any) -> bool:
    return isinstance(id, str) and len(id) == 36 and id.count("-") == 4


def _imply(call: Call, implied: dict[str, Any], doc: dict[str, Any], above: list[Record], properties: Any) -> None:
    """What nobody sent and the description tells: defaults, the parent that the path names, the first of the states."""
    for parent in above:
        name = parent.KIND.name
        for own in (f"{name}_id", f"{_camel(name)}Id"):
            if own in properties and own not in doc and fitting(call).takes(properties[own], parent.id):
                doc[own] = parent.id
    for name, value in implied.items():
        if name in properties and name not in doc:
            doc[name] = value


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def _placed(call: Call, kind: type[Record], fields: dict[str, Any]) -> Record:
    """Store it. Raises NotFound where a declared kind's parent is not there."""
    parent = kind.KIND.parent
    if parent and homes.PARENT not in fields and fields.get(parent[0]) is not None:
        above = homes.by_id(call, call.clone.kind(parent[1]), fields[parent[0]])
        if above is None:
            raise NotFound(kind=parent[1], id=fields[parent[0]], param=parent[0])
    return call.create(kind, **fields)


def _blank(kind: type[Record], field: str, call: Call) -> Any:
    """A field that a written kind needs and nobody sent: its own number, the actor, or nothing."""
    if field == "number":
        return call.next(f"generic/{kind.KIND.name}/number")
    if field in ("user", "creator", "author", "owner") and call.actor is not None:
        return call.actor.id
    wanted = kind.__annotations__.get(field)
    text = str(wanted)
    return [] if text.startswith("list") else {} if text.startswith("dict") else 0 if wanted is int else ""


def _identify(
    call: Call, kind: type[Record], known: Identity, doc: dict[str, Any], above: list[Record], schema: Any
) -> None:
    """Give the item what names it: as the caller chose, or new in the form that the schemas suggest."""
    below = schema.get("properties", {}) if isinstance(schema, dict) else {}
    fit = fitting(call)
    if not kind.OPEN and kind.__annotations__.get("id") is int and doc.get("id") is None:
        doc["id"] = call.next(f"id/{kind.KIND.name}")  # the counter that written operations use
    for field, argument in known.fields:
        around = [] if field == "id" else above
        if doc.get(field) is not None:
            if homes.search(call, kind, {field: doc[field]}, around) is not None:
                raise Taken(kind=kind.KIND.name, fields=(field,))
            continue
        doc[field] = _free_name(call, kind, field, _agreed(fit, below.get(field), argument), around)
    if doc.get("id") is None or not isinstance(doc["id"], str | int):
        doc["id"] = _free_name(call, kind, "id", fit.resolved(below.get("id", {})), [])
    elif not _is_uuid(doc["id"]) and call.peek(kind, doc["id"]) is not None:
        raise Taken(kind=kind.KIND.name, fields=("id",))


def _agreed(fit: Fitting, item: Any, argument: dict[str, Any]) -> dict[str, Any]:
    """What a name has to be: as the item's schema says, and a number where only a number gets through the path."""
    key = (id(item), id(argument))
    if key not in fit.agreed:
        fit.agreed[key] = _agreement(fit, item, argument)
    return fit.agreed[key]


def _agreement(fit: Fitting, item: Any, argument: dict[str, Any]) -> dict[str, Any]:
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
    fit = fitting(call)
    if field == "id" and schema.get("format") == "uuid":
        return call.new_uuid()
    for _ in range(_TRIES):
        made = new_name(call, kind.KIND.name, field, schema, above)
        if isinstance(made, str) and not fit.takes(schema, made):
            made = varied(schema.get("pattern", ""), call.random) or made
        if not _taken(call, kind, field, made, above):
            return made
    raise Taken(kind=kind.KIND.name, fields=(field,))


def _taken(call: Call, kind: type[Record], field: str, name: Any, above: list[Record]) -> bool:
    """Whether the name is in use; a number above all others is known not to be until somebody else writes."""
    store, key = call.session.store, (kind.KIND.number, f"{field}/{above[-1].id if above else ''}")
    if field == "id":
        return call.peek(kind, name) is not None
    if not kind.OPEN and field not in kind.FIELDS:
        return False
    touched, (then, high) = store.touched.get(kind.KIND.number, 0), store.highest.get(key, (0, 0))
    counted = isinstance(name, int)
    if counted and then == touched - 1 and 0 < high < name:
        store.highest[key] = (touched, name)
        return False
    if store.any(kind, {field: name}):
        return any(homes.is_below(call, record, above) for record in call.all(kind, {field: name}))
    if counted:
        higher = list(store.select(kind, {field: gt(name)}, limit=_SOME))
        if len(higher) < _SOME and not any(homes.is_below(call, record, above) for record in higher):
            store.highest[key] = (touched, name)
    return False


def new_name(call: Call, kind: str, field: str, schema: dict[str, Any], above: list[Record]) -> Any:
    """A new id of the type and format that the schema asks for; numbers count below the nearest parent."""
    fit = fitting(call)
    types = fit.types(schema)
    if field in _COUNTED:
        number = call.next(f"generic/{kind}/{field}" + "".join(f"/{record.id}" for record in above[-1:]))
        return str(number) if types == ["string"] else number
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        types = [*types, *fit.types(part)]
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
        if name in sent or name not in _STAMPED:
            continue
        below = fit.resolved(schema)
        if name in _TIMES:
            if fit.takes(below, fit.now):
                whole[name] = fit.now
        elif call.actor is not None and ("object" in fit.types(below) or "properties" in below):
            whole[name] = fit.kept(below, call.actor, lambda: plain(call, call.actor))

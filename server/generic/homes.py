"""Where a generic operation's records are at home: the parents that its path names, the fields that name an item."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..problems import NotFound
from ..state.record import Record

if TYPE_CHECKING:
    from ..call import Call
    from ..clone import Clone
    from ..operation import Operation

PARENT = "_parent"
"""The field of an undeclared kind that names its parent, as `kind/id`."""


class Identity(NamedTuple):
    """What names an item of a kind: its fields with the schemas of the arguments that carry them."""

    fields: tuple[tuple[str, dict[str, Any]], ...]
    item: Any


@lru_cache(maxsize=256)
def _identities(clone: Clone) -> dict[str, Identity]:
    """For each kind how its reading, changing or deleting operations name an item, and the schema of the item."""
    found: dict[str, Identity] = {}
    order = ("read", "update", "replace", "delete", "act", "create", "list")
    made = [op for op in clone.operations.values() if op.entry.get("effect", {}).get("verb") in order]
    for operation in sorted(made, key=lambda op: order.index(op.entry["effect"]["verb"])):
        effect = operation.entry["effect"]
        if effect["kind"] in found or (not effect.get("identity") and effect["verb"] != "create"):
            continue
        schemas = operation.entry.get("inputSchema", {}).get("properties", {})
        fields = tuple((field(operation, name), schemas.get(name, {})) for name in effect.get("identity", ()))
        found[effect["kind"]] = Identity(fields, item_schema(operation))
    return found


def field(operation: Operation, name: str) -> str:
    """The field that an argument speaks of: as the effect says, else by its name on the wire."""
    named = operation.entry["effect"].get("fields", {}).get(name)
    if named is not None:
        return str(named)
    return operation.arguments[name].wire if name in operation.arguments else name.rpartition(".")[2]


def identity(clone: Clone, kind: str) -> Identity:
    return _identities(clone).get(kind) or Identity((), None)


def item_schema(operation: Operation) -> Any:
    """The schema of the item in the operation's answer; None where the answer has none."""
    schema = answer_schema(operation)
    for name in [part for part in operation.entry["effect"].get("item_at", "").split(".") if part]:
        schema = (schema or {}).get("properties", {}).get(name)
    return schema or None


def answer_schema(operation: Operation) -> Any:
    """The schema of the operation's answer; {} for one without a body."""
    results = operation.entry.get("results", {})
    return results.get(str(operation.status), results.get("default", {}))


def parents(call: Call, effect: dict[str, Any], arguments: dict[str, Any]) -> list[Record]:
    """The parents that the arguments name, outermost first. Raises NotFound for one that is not there."""
    found: list[Record] = []
    for parent in effect.get("parents", ()):
        if parent.get("implied") or any(name not in arguments for name in parent["params"]):
            continue
        values = {parent.get("fields", {}).get(name, name): arguments[name] for name in parent["params"]}
        found.append(locate(call, parent["kind"], values, found))
    return found


def locate(call: Call, kind: str, values: dict[str, Any], above: list[Record]) -> Record:
    """The record of `kind` with these values below its parents. Raises NotFound."""
    made = call.clone.dialect.locate(call, kind, values)
    if made is None:
        made = search(call, call.clone.kind(kind), values, above)
    if made is None:
        raise NotFound(kind=kind)
    return made


def search(call: Call, kind: type[Record], values: dict[str, Any], above: list[Record]) -> Record | None:
    """The first record of `kind` with these values below its parents."""
    where: dict[str, Any] = {}
    for name, value in values.items():
        if kind.OPEN or name in kind.FIELDS:
            where[name] = value
    if not where:
        return None
    if set(where) == {"id"}:
        record = call.peek(kind, where["id"])
        records = [record] if record else []
    else:
        records = call.all(kind, where)
    return next((record for record in records if is_below(call, record, above)), None)


def is_below(call: Call, record: Record, above: list[Record]) -> bool:
    """Whether all of `above` that lie on the record's way up are the ones on it."""
    chain = {parent.KIND.name: parent for parent in ancestors(call, record)}
    return all(chain.get(parent.KIND.name, parent).id == parent.id for parent in above)


def ancestors(call: Call, record: Record) -> list[Record]:
    """The record's parents, nearest first."""
    found: list[Record] = []
    while True:
        parent = _parent(call, record)
        if parent is None or len(found) > 20:
            return found
        found.append(parent)
        record = parent


def _parent(call: Call, record: Record) -> Record | None:
    named = record.doc.get(PARENT)
    if named is not None:
        kind, _, id = named.partition("/")
        found = call.clone.kind(kind)
        return call.peek(found, id) or (call.peek(found, int(id)) if id.isdecimal() else None)
    parent = record.KIND.parent
    return call.peek(call.clone.kind(parent[1]), record.get(parent[0])) if parent else None


def home(kind: type[Record], above: list[Record]) -> dict[str, Any]:
    """The fields that put a new record of `kind` below its parents, or find those that are there."""
    if not above:
        return {}
    nearest = above[-1]
    if kind.OPEN:
        return {PARENT: f"{nearest.KIND.name}/{nearest.id}"}
    parent = kind.KIND.parent
    return {parent[0]: nearest.id} if parent and parent[1] == nearest.KIND.name else {}

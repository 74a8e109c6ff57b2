"""By which fields a kind's records are named: what the arguments of its operations stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .fitting import Fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..clone import Clone
    from ..operation import Operation

_ORDER = ("read", "create", "update", "replace", "act", "upload", "list", "search", "delete")
WORDS = ("slug", "key", "name", "handle", "login", "email", "username", "path")
"""Fields that hold a word; vendors take the id in their place."""


class Identity(NamedTuple):
    """What names an item of a kind: its fields with the schemas of the arguments that carry them."""

    fields: tuple[tuple[str, dict[str, Any]], ...]
    item: Any


@lru_cache(maxsize=64)
def identities(clone: Clone) -> dict[str, Identity]:
    """For each kind all fields by which operations name an item of it, and the schema of an item."""
    items = _items(clone)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for operation in sorted(_placed(clone), key=lambda made: _ORDER.index(made.entry["effect"]["verb"])):
        effect = operation.entry["effect"]
        schemas = operation.entry.get("inputSchema", {}).get("properties", {})
        named = [(effect["kind"], effect.get("identity", ()), effect.get("fields", {}), True)]
        above = (parent for parent in effect.get("parents", ()) if not parent.get("implied"))
        named += [(parent["kind"], parent["params"], parent.get("fields", {}), False) for parent in above]
        for kind, names, fields, own in named:
            for name, field in fields_of(clone, kind, names, fields, own).items():
                if field is not None:
                    known = found.setdefault(kind, {}).setdefault(field, {})
                    known.update({} if known else schemas.get(name, {}))
    kinds = {**dict.fromkeys(items), **dict.fromkeys(found)}
    return {kind: Identity(tuple(found.get(kind, {}).items()), items.get(kind)) for kind in kinds}


def identity(clone: Clone, kind: str) -> Identity:
    return identities(clone).get(kind) or Identity((), None)


def names(clone: Clone, kind: str) -> tuple[str, ...]:
    """The fields other than its id by which a kind's items are looked for."""
    return tuple(field for field, _ in identity(clone, kind).fields if field != "id" and field.isidentifier())


def _placed(clone: Clone) -> Iterator[Operation]:
    return (made for made in clone.operations.values() if made.entry.get("effect", {}).get("verb") in _ORDER)


@lru_cache(maxsize=64)
def _items(clone: Clone) -> dict[str, Any]:
    """For each kind the schema of an item, by the operation that says most of it."""
    found: dict[str, Any] = {}
    fit = Fitting(clone.specs.schema)
    for operation in sorted(_placed(clone), key=lambda made: _ORDER.index(made.entry["effect"]["verb"])):
        kind = operation.entry["effect"]["kind"]
        if kind not in found and (schema := item_schema(operation, fit)):
            found[kind] = schema
    return found


def item_schema(operation: Operation, fit: Fitting | None = None) -> Any:
    """The schema of the item in the operation's answer; None where the answer has none."""
    effect, fit = operation.entry["effect"], fit or Fitting(operation.schemas)
    schema = answer_schema(operation)
    listed = effect["verb"] in ("list", "search") or bool(effect.get("many"))
    for name in [part for part in effect.get("list_at" if listed else "item_at", "").split(".") if part]:
        schema = fit.resolved(schema).get("properties", {}).get(name)
    if schema and (listed or fit.types(fit.resolved(schema)) == ["array"]):
        schema = fit.resolved(schema).get("items")
    return schema or None


def answer_schema(operation: Operation) -> Any:
    """The schema of the operation's answer; {} for one without a body."""
    results = operation.entry.get("results", {})
    return results.get(str(operation.status), results.get("default", {}))


@lru_cache(maxsize=4096)
def properties(clone: Clone, kind: str) -> frozenset[str]:
    """The fields that an item of the kind may have."""
    if kind in clone.kinds and not clone.kinds[kind].OPEN:
        return clone.kinds[kind].FIELDS
    return frozenset(_names(Fitting(clone.specs.schema), _items(clone).get(kind)))


def _names(fit: Fitting, schema: Any) -> set[str]:
    """The properties of an object, those of its alternatives included."""
    found = fit.resolved(schema)
    names = set(found.get("properties", {}))
    for part in (*found.get("anyOf", ()), *found.get("oneOf", ())):
        names |= _names(fit, part)
    return names


@lru_cache(maxsize=64)
def implied(clone: Clone) -> frozenset[str]:
    """The kinds of parents that exist by their name alone."""
    effects = (made.entry.get("effect", {}) for made in clone.operations.values())
    parents = (parent for effect in effects for parent in effect.get("parents", ()))
    return frozenset(parent["kind"] for parent in parents if parent.get("implied"))


@lru_cache(maxsize=64)
def free(clone: Clone) -> frozenset[str]:
    """The kinds whose items some operation makes or names without a parent: below others they are only shown."""
    effects = (made.entry["effect"] for made in _placed(clone))
    bare = (effect for effect in effects if not any(effect.get(word) for word in ("parents", "self", "view")))
    return frozenset(effect["kind"] for effect in bare if effect["verb"] in ("create", "read", "delete", "list"))


@lru_cache(maxsize=64)
def _placeholders(clone: Clone) -> list[tuple[tuple[str, ...], str, str]]:
    """Where paths have a placeholder for an implied parent: what comes before it, the item's kind, the parent's."""
    found: dict[tuple[tuple[str, ...], str, str], None] = {}
    for operation in _placed(clone):
        segments, effect = _segments(operation), operation.entry["effect"]
        for parent in effect.get("parents", ()):
            held = f"{{{parent['params'][0]}}}"
            if parent.get("implied") and len(parent["params"]) == 1 and held in segments:
                found[segments[: segments.index(held)], effect["kind"], parent["kind"]] = None
    return list(found)


@lru_cache(maxsize=64)
def _spelled(clone: Clone) -> tuple[dict[str, tuple[str, str]], dict[tuple[str, str, str], str]]:
    partitions: dict[str, tuple[str, str]] = {}
    kinds: dict[tuple[str, str, str], str] = {}
    for operation in _placed(clone):
        segments, kind = _segments(operation), operation.entry["effect"]["kind"]
        for prefix, general, parent in _placeholders(clone):
            at = len(prefix)
            if segments[:at] != prefix or len(segments) <= at or "{" in segments[at]:
                continue
            if kind == general:
                partitions.setdefault(operation.name, (parent, segments[at]))
            elif len(segments) == at + 1 or segments[at + 1].startswith("{") or segments[at + 1] == "batch":
                kinds.setdefault((general, parent, segments[at]), kind)
    return partitions, kinds


def partitions(clone: Clone) -> dict[str, tuple[str, str]]:
    """Operation → kind and name of the implied parent that its path spells out, where others have a placeholder."""
    return _spelled(clone)[0]


def kind_of(clone: Clone, operation: Operation, arguments: dict[str, Any]) -> str:
    """The kind that a call is about: of a general path, the kind of those that spell its implied parent out."""
    effect, kinds = operation.entry["effect"], _spelled(clone)[1]
    for parent in effect.get("parents", ()) if kinds else ():
        named = kinds.get((effect["kind"], parent["kind"], str(arguments.get(parent["params"][0]))))
        if named is not None:
            return named
    return str(effect["kind"])


def _segments(operation: Operation) -> tuple[str, ...]:
    return tuple(operation.entry.get("http", {}).get("path", "").strip("/").split("/"))


def fields_of(clone: Clone, kind: str, names: Any, fields: dict[str, str], own: bool = False) -> dict[str, str | None]:
    """Which field of `kind` each argument names; None for one that only says below what it lies.

    With `own`, several names that stand for nothing known name the item together.
    """
    return _fields_of(clone, kind, tuple(names), tuple(fields.items()), own)


@lru_cache(maxsize=4096)
def _fields_of(
    clone: Clone, kind: str, names: tuple[str, ...], said: tuple[tuple[str, str], ...], own: bool
) -> dict[str, str | None]:
    known, fields = properties(clone, kind), dict(said)
    made: dict[str, str | None] = {}
    for name in names:
        wire = name.rpartition(".")[2]
        made[name] = fields.get(name) or (wire if wire in known else None)
    left = [name for name, field in made.items() if field is None]
    if own and len(left) == len(made) > 1:
        return {name: name.rpartition(".")[2] for name in made}
    if left and len(left) == len(made):
        last = left[-1].rpartition(".")[2]
        made[left[-1]] = "id" if "id" in known or last.lower().endswith("id") else last
    return made


def field(clone: Clone, operation: Operation, name: str) -> str:
    """The field that an argument of the operation names its item by."""
    effect = operation.entry["effect"]
    named = fields_of(clone, effect["kind"], effect.get("identity", ()), effect.get("fields", {}), True).get(name)
    return named or effect.get("fields", {}).get(name) or name.rpartition(".")[2]

"""Which of a list's items an operation's arguments ask for: by a field's value, by its bounds, by words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ..state.record import Record
from .fitting import Fitting
from .naming import WORDS, identity, properties

if TYPE_CHECKING:
    from ..clone import Clone
    from ..operation import Operation

SORTS = ("sort", "order_by", "orderby", "sort_by", "sortby", "orderBy", "sortBy", "ordering")
WAYS = ("direction", "order", "sort_order", "sort_dir", "sortOrder", "desc")
_TEXTS = ("q", "query", "search", "filter[search]", "text", "term", "searchTerm")
_LOW = frozenset(("after", "since", "from", "min", "gte", "gt", "start", "newer"))
_HIGH = frozenset(("before", "until", "to", "max", "lte", "lt", "end", "older"))
_OPEN = frozenset(("after", "gt", "before", "lt"))
"""Bounds that a value may not equal."""


class Filter(NamedTuple):
    """One argument that narrows a list: to `field` by `test` (equal, words, fields, or a bound's name)."""

    argument: str
    field: str
    test: str
    known: bool
    default: Any


def filtered(
    clone: Clone, operation: Operation, kind: str, arguments: dict[str, Any], found: list[Record]
) -> list[Record]:
    """Those of `found` that every argument lets through which names a field of theirs."""
    for each in _filters(clone, operation.name, kind):
        value = arguments.get(each.argument)
        if value is None or value == "" or (each.default is not None and each.default == value):
            continue
        if each.test == "words":
            if isinstance(value, str):
                words = value.lower()
                found = [record for record in found if words in str(record.doc).lower()]
        elif each.test == "fields":
            for name, wanted in value.items() if isinstance(value, dict) else ():
                found = _narrowed(found, name, wanted)
        elif each.test != "equal":
            found = [record for record in found if _within(record.doc.get(each.field), each.test, value)]
        elif each.known or any(each.field in record.doc for record in found):
            found = _narrowed(found, each.field, value)
    return found


def _narrowed(found: list[Record], field: str, value: Any) -> list[Record]:
    if isinstance(value, dict):
        if not value or not value.keys() <= _LOW | _HIGH:
            return found
        tests = value.items()
        return [record for record in found if all(_within(record.doc.get(field), test, it) for test, it in tests)]
    return [record for record in found if equals(record.doc.get(field), value)]


@lru_cache(maxsize=4096)
def _filters(clone: Clone, name: str, kind: str) -> tuple[Filter, ...]:
    """What the arguments of the operation ask of its items, found once."""
    operation = clone.operations[name]
    effect = operation.entry["effect"]
    paging = effect.get("paging", {})
    away = {paging.get("page"), paging.get("size"), *SORTS, *WAYS}
    away |= {name for parent in effect.get("parents", ()) for name in parent["params"]}
    there = {_snake(field): field for field in properties(clone, kind)}
    fit = Fitting(operation.schemas)
    shapes = fit.resolved(identity(clone, kind).item or {}).get("properties", {})
    made = []
    for argument in operation.arguments.values():
        if argument.name in away or argument.place == "header":
            continue
        field, test = _meaning(effect.get("fields", {}).get(argument.name, argument.name), there)
        shape = fit.resolved(shapes.get(field, {}))
        if "object" in fit.types(shape) and not {"id", *WORDS} & shape.get("properties", {}).keys():
            continue  # which parts of it to show, as `properties=name,email`
        default = argument.schema.get("default")
        if default is not None and default in _values(fit, shape):
            default = None  # the field itself may hold it, so that it says which items are meant
        made.append(Filter(argument.name, field, test, field in there.values(), default))
    return tuple(made)


def _values(fit: Fitting, schema: Any) -> list[Any]:
    """The values that a field is limited to."""
    parts = (fit.resolved(part) for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())))
    return [*schema.get("enum", ()), *(value for part in parts for value in part.get("enum", ()))]


def _meaning(name: str, there: dict[str, str]) -> tuple[str, str]:
    """Field and test of an argument's name: `status`, `ids[]`, `created_after`, `minPrice`, `filter`."""
    bare = _snake(name.removesuffix("[]"))
    if bare in there:
        return there[bare], "equal"
    if name in _TEXTS:
        return "", "words"
    if bare in ("filter", "filters", "where"):
        return "", "fields"
    for plural in ("es", "s"):
        if bare.endswith(plural) and bare.removesuffix(plural) in there:
            return there[bare.removesuffix(plural)], "equal"
    words = bare.split("_")
    for bound, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        if bound in _LOW | _HIGH and rest:
            stem = "_".join(rest)
            likely = (stem, f"{stem}_at", f"{stem}_on", f"{stem}_date", f"date_{stem}", f"{stem}_time")
            field = next((there[each] for each in likely if each in there), "")
            if field:
                return field, bound
    return name, "equal"


@lru_cache(maxsize=4096)
def _snake(name: str) -> str:
    """The words of a name, small and joined: createdAt[gte] → created_at_gte."""
    return "_".join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()))


def _within(held: Any, bound: str, wanted: Any) -> bool:
    """Whether a number, or a time as text, is on the right side of a bound; what can't be compared is not."""
    if isinstance(held, int | float) and isinstance(wanted, str):
        try:
            wanted = float(wanted)
        except ValueError:
            return False
    alike = isinstance(held, str) is isinstance(wanted, str)
    if not alike or not isinstance(held, str | int | float) or not isinstance(wanted, str | int | float):
        return False
    if held == wanted:
        return bound not in _OPEN
    above: bool = held > wanted  # type: ignore[operator] # both are texts, or both are numbers
    return above is (bound in _LOW)


def equals(held: Any, wanted: Any) -> bool:
    """Whether a field's value is the wanted one, or one of those; a thing is meant by any of its names."""
    if isinstance(held, list):
        wants = wanted if isinstance(wanted, list) else [wanted]
        return all(any(equals(each, want) for each in held) for want in wants)
    if isinstance(wanted, list):
        return any(equals(held, want) for want in wanted)
    if isinstance(held, dict):
        return any(str(held[name]) == str(wanted) for name in ("id", *WORDS) if name in held)
    if isinstance(held, bool) or isinstance(wanted, bool):
        return bool(held) is (wanted if isinstance(wanted, bool) else str(wanted).lower() in ("true", "1"))
    return bool(held == wanted) or str(held) == str(wanted)

"""The rows that a document has in the shared tables of indexes and unique keys."""

from typing import Any

from .query import cell
from .record import COLUMNS, Key


def same(key: Key, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a key's fields are what they were."""
    return all(before.get(field) == after.get(field) for field in key.fields)


def cells(key: Key, values: list[Any]) -> tuple[Any, ...]:
    """The three columns of one row of a key, for the values of its fields."""
    made = [cell(value, key.fold) for value in values]
    return (*made, *_UNUSED[len(made) :])


_UNUSED = (0,) * COLUMNS
_WHOLES = (list, dict)
"""What no index can hold: a name of an open kind may be anything."""


def entries(key: Key, doc: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of `key` for a document: one, or one per element where the key has a list field; none without one."""
    if not doc:
        return []
    if key.many < 0 and not key.fold:
        made = [b"" if (held := doc.get(field)) is None or held.__class__ in _WHOLES else held for field in key.fields]
        return [(*made, *_UNUSED[len(made) :])]
    values = [doc.get(field) for field in key.fields]
    if key.many < 0:
        return [cells(key, values)]
    rows = []
    for element in dict.fromkeys(values[key.many] or ()):
        values[key.many] = element
        rows.append(cells(key, values))
    return rows

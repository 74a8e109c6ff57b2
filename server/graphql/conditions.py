"""Conditions of SQL over records and indexes, as filters and lists put them together."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..state.record import Key, Record


class Condition(NamedTuple):
    """One condition. `rows` selects, by an index, all records that can meet it, where one says that."""

    sql: str
    values: tuple[Any, ...] = ()
    rows: str = ""
    wanted: tuple[Any, ...] = ()
    """What is bound in `rows`."""


NEVER = Condition("0")


def column(alias: str, field: str) -> str:
    """The SQL expression for a field of the records called `alias`."""
    return f"{alias}.id" if field == "id" else f"json_extract({alias}.doc, '$.{field}')"


def index_of(kind: type[Record], field: str) -> Key | None:
    """The index over this one field, whole values or elements of a list."""
    return next((key for key in kind.KIND.indexes if key.fields == (field,) and not key.fold), None)


def indexed(key: Key, alias: str, among: str, wanted: tuple[Any, ...]) -> Condition:
    """A condition on the first column of an index."""
    rows = f"SELECT x.rid FROM entries x WHERE x.ix = ? AND x.{among}"
    here = f"x.ix = ? AND x.{among} AND x.b = 0 AND x.c = 0 AND x.rid = {alias}.rid"
    sql = f"EXISTS (SELECT 1 FROM entries x WHERE {here})"
    return Condition(sql, (key.number, *wanted), rows, (key.number, *wanted))


def marks(values: Any) -> str:
    return ",".join("?" * len(values))


def exists(inner: str, condition: str, number: int, where: list[Condition]) -> Condition:
    made = joined(where)
    sql = f"EXISTS (SELECT 1 FROM records {inner} WHERE {inner}.kind = ? AND {condition} AND {made.sql})"
    return Condition(sql, (number, *made.values))


def joined(tests: list[Condition]) -> Condition:
    """All of them, as one condition."""
    if not tests:
        return Condition("1")
    return Condition(" AND ".join(f"({test.sql})" for test in tests), tuple(v for test in tests for v in test.values))


def either(groups: list[list[Condition]]) -> Condition:
    """Any one of the groups; of none nothing is asked."""
    if not groups:
        return Condition("1")
    made = [joined(group) for group in groups]
    sql, values = "(" + " OR ".join(test.sql for test in made) + ")", tuple(v for test in made for v in test.values)
    found = [next((test for test in group if test.rows), None) for group in groups]
    named = [test for test in found if test is not None]
    if len(named) < len(groups):
        return Condition(sql, values)
    return Condition(sql, values, " UNION ".join(t.rows for t in named), tuple(v for t in named for v in t.wanted))

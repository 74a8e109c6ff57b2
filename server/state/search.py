"""Full-text search: one FTS5 table over the `text` and `facets` of the kinds that somebody has searched for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import orjson

from .query import ROW, Op, Where, plan
from .record import Kind, Record

if TYPE_CHECKING:
    from .store import Store

R = TypeVar("R", bound=Record)
RANKED = 2000
"""Matches up to which the best come first; a word that more have says nothing, so the newest come first."""
WEIGHTS = "0, 4, 1, 1"
"""What a match counts: in the facets, in the first, second and third text field."""
_COLUMNS = "abc"
_CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(facets, a, b, c, content='', tokenize='porter unicode61')"
)
_INSERT = "INSERT INTO search (rowid, facets, a, b, c) VALUES (?, ?, ?, ?, ?)"
_DELETE = "INSERT INTO search (search, rowid, facets, a, b, c) VALUES ('delete', ?, ?, ?, ?, ?)"
_MATCH = "{0} IN (SELECT rowid FROM search WHERE search MATCH ?)"
_BELOW = "{0} IN (SELECT parent FROM records WHERE rid IN (SELECT rowid FROM search WHERE search MATCH ?))"


Order = Callable[[list[int]], list[int]]


class Found(NamedTuple):
    """One part of what matches, and how many match in all."""

    items: list[Any]
    total: int


# What is looked for: an FTS5 expression, put together from these.


def all_of(*parts: str) -> str:
    return " AND ".join(f"({part})" for part in parts if part)


def any_of(*parts: str) -> str:
    return " OR ".join(f"({part})" for part in parts if part)


def but(part: str, *without: str) -> str:
    """What `part` finds and none of the others."""
    return f"({part}) NOT ({any_of(*without)})" if without else part


def every(kind: type[Record]) -> str:
    """All records of the kind."""
    return f"facets : {_token(kind.KIND.number, '', '')}"


def facet(kind: type[Record], field: str, *values: Any) -> str:
    """Records that have one of these values in a declared facet; None stands for no value or an empty list."""
    assert field in {name.removesuffix("[]") for name in kind.KIND.facets}, f"{kind.KIND.name} has no facet {field}"
    return f"facets : ({' OR '.join(_token(kind.KIND.number, field, str(value)) for value in values)})"


def text(kind: type[Record], words: str, fields: Iterable[str] = (), prefix: bool = False) -> str:
    """Records with these words in a row in a text field, of `fields` or of any; "" where no word is left."""
    if not any(letter.isalnum() for letter in words):
        return ""
    columns = " ".join(_COLUMNS[kind.KIND.text.index(name)] for name in fields) or _COLUMNS.replace("", " ").strip()
    quoted = words.replace('"', '""')
    return f'{{{columns}}} : "{quoted}"{" *" if prefix else ""}'


def matching(expression: str) -> Op:
    """The condition, on the row, that an expression finds the record."""
    return Op(_MATCH, (expression,))


def below(expression: str) -> Op:
    """The condition, on the row, that an expression finds a record below it."""
    return Op(_BELOW, (expression,))


# Looking


def find(
    store: Store, kind: type[R], expression: str, where: Where | None = None, order: str | Order = "",
    limit: int = 30, offset: int = 0,
) -> Found:  # fmt: skip
    """The records that an expression finds and that meet `where`, in `order`, else the best first.

    The order is a field as in a list, or a function that puts the rows, which it gets by age, in order.
    """
    ensure(store, kind)
    execute, here, rows = store.execute, matching(expression), None
    if where:
        rows = sorted(_meeting(store, kind.KIND, here, where))
        total, here = len(rows), _among(rows)
    else:
        total = execute("SELECT count(*) FROM search WHERE search MATCH ?", (expression,)).fetchone()[0]
    if total <= offset or not limit:
        return Found([], total)
    if isinstance(order, str) and order:
        return Found(list(store.select(kind, {ROW: here}, order, limit, offset)), total)
    if callable(order):
        if rows is None:
            rows = [row for (row,) in execute("SELECT rowid FROM search WHERE search MATCH ?", (expression,))]
        page = order(rows)[offset:][:limit]
    elif rows is not None:
        page = _best(store, expression, rows)[offset:][:limit]
    else:
        by = f"bm25(search, {WEIGHTS}), rowid DESC" if total <= RANKED else "rowid DESC"
        sql = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY {by} LIMIT ? OFFSET ?"
        page = [row for (row,) in execute(sql, (expression, limit, offset))]
    return Found([store.at(kind, row) for row in page], total)


def _meeting(store: Store, kind: Kind, here: Op, where: Where) -> list[int]:
    """The rows that meet both conditions, along an index where one has what is compared."""
    further = where.get(ROW)
    both = Op(f"{here.sql} AND {further.sql}", (*here.values, *further.values)) if further else here
    compared = next((name for name in where if _indexed(kind, name)), "")
    made = plan(kind, {**where, ROW: both}, compared)
    return [row for (row,) in store.execute(made.rows(), made.values)]


def _best(store: Store, expression: str, rows: list[int]) -> list[int]:
    """The rows, which come by age, the best first; where too many match, the newest first."""
    if len(rows) > RANKED:
        return rows[::-1]
    sql = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {WEIGHTS}), rowid DESC"
    there = set(rows)
    return [row for (row,) in store.execute(sql, (expression,)) if row in there]


def _indexed(kind: Kind, field: str) -> bool:
    return any(key.fields == (field,) and key.many < 0 for key in kind.indexes)


def _among(rows: list[int]) -> Op:
    return Op("{0} IN (SELECT value FROM json_each(?))", (orjson.dumps(rows).decode(),))


# Keeping


def ensure(store: Store, kind: type[Record]) -> None:
    """Take the kind's records in, at the first search for them; from then on each write keeps them up to date."""
    what = kind.KIND
    if what.number in store.searched:
        return
    store.execute(_CREATE)
    sql = "SELECT rid, doc FROM records WHERE kind = ?"
    rows = ((rid, *_row(what, orjson.loads(doc))) for rid, doc in store.execute(sql, (what.number,)))
    store.db.executemany(_INSERT, rows)
    store.searched.add(what.number)
    text = orjson.dumps(sorted(store.searched)).decode()
    store.execute("INSERT OR REPLACE INTO settings VALUES ('searched', ?)", (text,))


def searched(db: sqlite3.Connection) -> set[int]:
    """The numbers of the kinds that are in the table."""
    row = db.execute("SELECT value FROM settings WHERE name = 'searched'").fetchone()
    return set(orjson.loads(row[0])) if row else set()


def move(db: sqlite3.Connection, kind: Kind, rid: int, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Follow a record from one document to another, {} where there was or is none."""
    old, new = before and _row(kind, before), after and _row(kind, after)
    if old != new:
        if old:
            db.execute(_DELETE, (rid, *old))
        if new:
            db.execute(_INSERT, (rid, *new))


def drop(db: sqlite3.Connection) -> None:
    """Forget all: rows were moved past the store."""
    db.execute("DROP TABLE IF EXISTS search")
    db.execute("DELETE FROM settings WHERE name = 'searched'")


def _row(kind: Kind, doc: dict[str, Any]) -> tuple[str, str, str, str]:
    tokens = [_token(kind.number, "", "")]
    for name in kind.facets:
        field = name.removesuffix("[]")
        value = doc.get(field)
        values = (value or (None,)) if field != name else (value,)
        tokens += [_token(kind.number, field, str(each)) for each in values]
    texts = [_plain(doc.get(name)) for name in kind.text]
    a, b, c = texts + [""] * (len(_COLUMNS) - len(texts))
    return " ".join(tokens), a, b, c


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


@lru_cache(maxsize=50_000)
def _token(number: int, field: str, value: str) -> str:
    """One word for a kind, a field and its value; of digits, since no stemmer touches them."""
    digest = blake2b(f"{number}/{field}/{value}".encode(), digest_size=8).digest()
    return f"x{int.from_bytes(digest, 'big')}"

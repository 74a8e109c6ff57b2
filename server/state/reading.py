"""Reading the records of one session: by id, by key, in lists, each read kept until it may be out of date."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import orjson

from . import search
from .keys import cells
from .query import Where, plan
from .record import Kind, Record
from .substrings import Texts

R = TypeVar("R", bound=Record)
KEPT_ROWS = 101
"""How long a list may be that is kept until the next write."""
KEPT_RECORDS = 1000
"""Records, and look-ups by each unique key, that a session keeps of earlier reads."""


MANY = 500
"""How many ids one statement looks for."""


class Change(NamedTuple):
    """One record that a call changed; the documents are JSON text, None where it did not exist."""

    kind: Kind
    id: Any
    before: str | None
    after: str | None


class Reads:
    """Reads records from one SQLite connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.execute = db.execute
        self.changes: dict[tuple[int, Any], Change] = {}
        self._known: set[int] = set()
        self._records: dict[tuple[int, Any], Any] = {}
        self._found: dict[int, dict[tuple[Any, ...], Any]] = {}
        self.searched: set[int] = set()
        """The kinds that full-text search knows, by number."""
        self.texts: dict[int, dict[str, Texts]] = {}
        """Texts that somebody looked into for parts of words, by the kind's number and the field."""
        self.shown: dict[Any, Any] = {}
        """Short lists, counts, and what the dialect made of records, for as long as nothing is written."""
        self.touched: dict[int, int] = {}
        """How often records of a kind were written, by its number, since the tables were last looked at anew."""
        self.highest: dict[tuple[int, str], tuple[int, int]] = {}
        """How often a kind had been written when a field of it was seen to hold no higher number, and that number."""
        self.forget()

    def forget(self) -> None:
        """Drop what was kept of earlier reads: the tables were changed past this store, or rolled back."""
        self._known = {number for (number,) in self.execute("SELECT number FROM kinds")}
        self.searched = search.searched(self.db)
        self.texts.clear()
        self._records.clear()
        self._found.clear()
        self.shown.clear()
        self.touched.clear()
        self.highest.clear()

    def get(self, kind: type[R], id: Any) -> R | None:
        """The record of that id."""
        number = kind.KIND.number
        kept = self._records.get((number, id))
        if kept is None:
            sql = "SELECT rid, doc FROM records WHERE kind = ? AND id = ?"
            row = self.execute(sql, (number, id)).fetchone()
            if row is None:
                return None
            kept = self._keep(number, kind.load(row[0], orjson.loads(row[1])))
        return kept  # type: ignore[no-any-return] # the number stands for the type

    def _keep(self, number: int, record: Any) -> Any:
        """Keep a record that was read, so that the next read of it needs no statement."""
        if len(self._records) >= KEPT_RECORDS:
            self._records.clear()
        self._records[number, record.id] = record
        return record

    def many(self, kind: type[R], ids: Iterable[Any]) -> dict[Any, R]:
        """The records of these ids, by id, read with one statement; ids of none are left out."""
        number, records, found, missing = kind.KIND.number, self._records, {}, []
        for id in ids:
            kept = records.get((number, id))
            if kept is None:
                missing.append(id)
            else:
                found[id] = kept
        for part in (missing[at : at + MANY] for at in range(0, len(missing), MANY)):
            marks = ",".join("?" * len(part))
            sql = f"SELECT rid, id, doc FROM records WHERE kind = ? AND id IN ({marks})"
            for rid, id, doc in self.execute(sql, (number, *part)).fetchall():
                found[id] = self._keep(number, kind.load(rid, orjson.loads(doc)))
        return found

    def at(self, kind: type[R], rid: int) -> R | None:
        """The record in that row."""
        row = self.execute("SELECT rid, doc FROM records WHERE rid = ?", (rid,)).fetchone()
        return kind.load(row[0], orjson.loads(row[1])) if row else None

    def find(self, kind: type[R], /, **fields: Any) -> R | None:
        """The record with these values in a unique key of its kind (or, failing that, the first that has them)."""
        key = kind.KIND.keys.get(tuple(fields))
        if key is None:
            return next(self.select(kind, fields, limit=1), None)
        values = tuple(fields.values())
        kept = self._found.get(key.number)
        if kept is None:
            kept = self._found[key.number] = {}
        if values in kept:
            id = kept[values]
            return self.get(kind, id) if id is not None else None
        sql = (
            "SELECT r.rid, r.doc FROM uniques u JOIN records r ON r.rid = u.rid"
            " WHERE u.ux = ? AND u.a = ? AND u.b = ? AND u.c = ?"
        )
        row = self.execute(sql, (key.number, *cells(key, list(values)))).fetchone()
        record = self._keep(kind.KIND.number, kind.load(row[0], orjson.loads(row[1]))) if row else None
        if len(kept) >= KEPT_RECORDS:
            kept.clear()
        kept[values] = record.id if record else None
        return record

    def select(
        self, kind: type[R], where: Where | None = None, order: str = "", limit: int = -1, offset: int = 0,
        after: int = 0,
    ) -> Iterator[R]:  # fmt: skip
        """Records that match, in `order` (a field, `-field` descending, default oldest first), equal ones by age.

        `after` is the row of the record to start behind (cursors).
        """
        made = plan(kind.KIND, where or {}, order)
        values = made.values
        tail = ""
        if after:
            sign = "<" if order.startswith("-") else ">"
            sort = made.order.replace(" DESC", "").split(", ")
            row = f"({', '.join(sort)})"
            tail = f" AND {row} {sign} (SELECT {', '.join(sort)} FROM {made.sql} AND r.rid = ?)"
            values = (*values, *values, after)
        sql = made.select("r.rid, r.id, r.doc", f"{tail} ORDER BY {made.order} LIMIT ? OFFSET ?")
        return iter(self._once(sql, (*values, limit, offset), kind, limit))

    def _once(self, sql: str, values: tuple[Any, ...], kind: type[R], limit: int) -> list[R]:
        """The records of a statement; those of a short list are kept until something is written."""
        found: list[R] | None = self.shown.get((sql, values))
        if found is not None and not self.changes:
            return found
        number, records, found = kind.KIND.number, self._records, []
        for rid, id, doc in self.execute(sql, values).fetchall():
            record = records.get((number, id))
            if record is None:
                record = kind.load(rid, orjson.loads(doc))
                if limit > 0:
                    self._keep(number, record)
            found.append(record)
        if 0 < limit <= KEPT_ROWS and not self.changes and len(self.shown) < KEPT_RECORDS:
            self.shown[sql, values] = found
        return found

    def holds(self, kind: type[Record]) -> bool:
        """Whether there ever was a record of this kind: a cheap no before a look that would find nothing."""
        return kind.KIND.number in self._known

    def any(self, kind: type[Record], where: Where) -> bool:
        """Whether there is a record that matches, read from an index alone where one can tell."""
        made = plan(kind.KIND, where, "")
        return self.execute(f"{made.rows()} LIMIT 1", made.values).fetchone() is not None

    def count(self, kind: type[Record], where: Where | None = None) -> int:
        made = plan(kind.KIND, where or {}, "")
        key = ("count", made.sql, made.values)
        number: int | None = None if self.changes else self.shown.get(key)
        if number is None:
            number = int(self.execute(made.count(), made.values).fetchone()[0])
            if not self.changes and len(self.shown) < KEPT_RECORDS:
                self.shown[key] = number
        return number

    def values(
        self, kind: type[Record], field: str, where: Where | None = None, order: str = "", limit: int = -1
    ) -> list[Any]:
        """One field of the records that match, read without their documents being parsed."""
        made = plan(kind.KIND, where or {}, order)
        sql = f"{made.field(field)} ORDER BY {made.order} LIMIT ?"
        return [value for (value,) in self.execute(sql, (*made.values, limit)).fetchall()]

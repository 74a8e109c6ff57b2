"""The records of one session: typed reads and writes on one SQLite connection, with no ORM and no thread between."""

import sqlite3
from typing import Any
from zlib import crc32

import orjson

from ..problems import Taken
from . import search, substrings
from .keys import entries, same
from .reading import Change, R, Reads
from .record import Kind, Record

__all__ = ["Change", "Store"]


class Store(Reads):
    """Reads and writes records; what is written is kept by `commit` or undone by `rollback`."""

    # transactions

    # The connection begins a transaction by itself, before the first statement that writes (isolation_level DEFERRED):
    # a call that only reads pays for none.

    def commit(self) -> None:
        """Keep what was written since the last commit."""
        if self.changes:
            self.db.executemany("INSERT OR IGNORE INTO log.touched VALUES (?, ?)", list(self.changes))
            self.changes = {}
            self.shown.clear()
        self.db.commit()

    def rollback(self) -> None:
        self.db.rollback()
        self.changes = {}
        self.forget()

    def changed(self) -> list[Change]:
        """The records changed since the last commit, each once; those that ended as they began left out."""
        return [change for change in self.changes.values() if change.before != change.after]

    # writing

    def insert(self, kind: type[R], doc: dict[str, Any]) -> R:
        """Store a new document. Raises `Taken` for a used id or unique key."""
        what = kind.KIND
        if what.number not in self._known:
            self.execute("INSERT OR IGNORE INTO kinds VALUES (?, ?, ?)", (what.number, what.clone, what.name))
            self._known.add(what.number)
        text = orjson.dumps(doc, default=reference).decode()
        doc = orjson.loads(text)
        sql = "INSERT INTO records (kind, id, parent, doc) VALUES (?, ?, ?, ?)"
        try:
            rid = self.execute(sql, (what.number, doc["id"], self._parent(what, doc), text)).lastrowid
        except sqlite3.IntegrityError:
            raise Taken(kind=what.name, fields=("id",)) from None
        assert rid is not None
        self._index(what, rid, {}, doc)
        self._note(what, doc["id"], None, text)
        return kind.load(rid, doc)

    def update(self, record: R, changes: dict[str, Any]) -> R:
        """Store `record` with `changes`; the same values change nothing. Raises `Taken`."""
        what = record.KIND
        was, before = self._before(record)
        text = orjson.dumps({**before, **changes}, default=reference).decode()
        if text == was:
            return record
        doc = orjson.loads(text)
        assert doc["id"] == before["id"], f"{record!r}: an id does not change"
        parent = what.parent and what.parent[0]
        if parent and doc.get(parent) != before.get(parent):
            sql = "UPDATE records SET doc = ?, parent = ? WHERE rid = ?"
            self.execute(sql, (text, self._parent(what, doc), record.rid))
        else:
            self.execute("UPDATE records SET doc = ? WHERE rid = ?", (text, record.rid))
        self._index(what, record.rid, before, doc)
        self._note(what, doc["id"], was, text)
        return type(record).load(record.rid, doc)

    def _before(self, record: Record) -> tuple[str, dict[str, Any]]:
        """The stored document of a record, as text and parsed; a record that was read long ago may be behind it."""
        kept = self._records.get((record.KIND.number, record.id))
        if kept is record:
            return orjson.dumps(record.doc).decode(), record.doc
        row = self.execute("SELECT doc FROM records WHERE rid = ?", (record.rid,)).fetchone()
        assert row, f"{record!r} is gone"
        return row[0], orjson.loads(row[0])

    def delete(self, record: Record, kinds: dict[int, type[Record]]) -> None:
        """Remove the record and all below it; `kinds` finds the classes of what lies below."""
        below = self.execute("SELECT rid, kind, doc FROM records WHERE parent = ?", (record.rid,)).fetchall()
        for rid, number, doc in below:
            self.delete(kinds[number].load(rid, orjson.loads(doc)), kinds)
        self.delete_alone(record)

    def delete_alone(self, record: Record) -> None:
        """Remove the record, not what lies below it."""
        row = self.execute("SELECT doc FROM records WHERE rid = ?", (record.rid,)).fetchone()
        if row is None:
            return
        self._index(record.KIND, record.rid, orjson.loads(row[0]), {})
        self.execute("DELETE FROM records WHERE rid = ?", (record.rid,))
        self._note(record.KIND, record.id, row[0], None)

    # bytes

    def put_bytes(self, key: str, data: bytes) -> None:
        self.execute("INSERT OR REPLACE INTO blobs VALUES (?, ?)", (key, data))

    def read_bytes(self, key: str) -> bytes | None:
        row = self.execute("SELECT data FROM blobs WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    # below

    def _note(self, kind: Kind, id: Any, before: str | None, after: str | None) -> None:
        self._records.pop((kind.number, id), None)
        self.touched[kind.number] = self.touched.get(kind.number, 0) + 1
        first = self.changes.get((kind.number, id))
        self.changes[kind.number, id] = Change(kind, id, first.before if first else before, after)

    def _parent(self, kind: Kind, doc: dict[str, Any]) -> int | None:
        if "_parent" in doc:
            return self._open_parent(kind, doc["_parent"])
        if kind.parent is None or doc.get(kind.parent[0]) is None:
            return None
        field, name = kind.parent
        sql = "SELECT rid FROM records WHERE kind = ? AND id = ?"
        row = self.execute(sql, (kind.parent_number, doc[field])).fetchone()
        assert row, f"{kind.name}: no {name} {doc[field]!r} to lie below"
        return int(row[0])

    def _open_parent(self, kind: Kind, named: str) -> int | None:
        """The row that an undeclared kind's record lies below; it names its parent as `kind/id`."""
        name, _, id = named.partition("/")
        above = crc32(f"{kind.clone}/{name}".encode())
        other = int(id) if id.isdecimal() and len(id) < 19 else id
        kept = self._records.get((above, id)) or self._records.get((above, other))
        if kept is not None:
            return int(kept.rid)
        sql = "SELECT rid FROM records WHERE kind = ? AND id IN (?, ?)"
        row = self.execute(sql, (above, id, other)).fetchone()
        return row[0] if row else None

    def _index(self, kind: Kind, rid: int, before: dict[str, Any], after: dict[str, Any]) -> None:
        if kind.number in self.searched:
            search.move(self.db, kind, rid, before, after)
        if kind.number in self.texts:
            substrings.move(self, kind, rid, after)
        gone: list[tuple[Any, ...]] = []
        made: list[tuple[Any, ...]] = []
        for key in kind.indexes:
            if before and after and same(key, before, after):
                continue
            old, new = entries(key, before), entries(key, after)
            gone += [(key.number, *row, rid) for row in old if row not in new]
            made += [(key.number, *row, rid) for row in new if row not in old]
        if gone:
            self.db.executemany(_DELETE_ENTRY, gone)
        self.db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", made)
        for key in kind.unique:
            if before and after and same(key, before, after):
                continue
            self._found.pop(key.number, None)
            for row in entries(key, before):
                self.execute("DELETE FROM uniques WHERE ux = ? AND a = ? AND b = ? AND c = ?", (key.number, *row))
            for row in entries(key, after):
                if b"" in row:
                    continue
                try:
                    self.execute("INSERT INTO uniques VALUES (?, ?, ?, ?, ?)", (key.number, *row, rid))
                except sqlite3.IntegrityError:
                    raise Taken(kind=kind.name, fields=key.fields) from None


_DELETE_ENTRY = "DELETE FROM entries WHERE ix = ? AND a = ? AND b = ? AND c = ? AND rid = ?"


def reference(value: Any) -> Any:
    """A record inside a document is stored as its id."""
    if isinstance(value, Record):
        return value.id
    raise TypeError(f"can't store {type(value).__name__}")

"""One clone's part of a state: taken out, or brought back from another state."""

import sqlite3
from typing import Any

import orjson

from . import search
from .credentials import BESIDE

Rows = list[tuple[Any, ...]]


def clear(db: sqlite3.Connection, clone: str) -> Rows:
    """Remove all that a clone holds: records, credentials, jobs, counters. The (kind, id) of what was removed."""
    search.drop(db)
    kinds = _kinds(db, clone)
    gone = db.execute(f"SELECT kind, id FROM records WHERE kind IN ({kinds})").fetchall()
    for table in ("entries", "uniques"):
        db.execute(f"DELETE FROM {table} WHERE rid IN (SELECT rid FROM records WHERE kind IN ({kinds}))")
    db.execute(f"DELETE FROM records WHERE kind IN ({kinds})")
    for table, name in (("credentials", clone), ("credentials", clone + BESIDE), ("jobs", clone)):
        db.execute(f"DELETE FROM {table} WHERE clone = ?", (name,))
    _count(db, {name: value for name, value in _counters(db).items() if not name.startswith(f"{clone}/")})
    return gone


def bring(source: sqlite3.Connection, db: sqlite3.Connection, clone: str) -> None:
    """Put what a clone holds in `source` into `db`, which holds nothing of it."""
    kinds = _kinds(source, clone)
    sql = f"SELECT rid, kind, id, parent, doc FROM records WHERE kind IN ({kinds})"
    records = source.execute(sql).fetchall()
    move = _room(db, {row[0] for row in records})
    _copy(db, "records", [(rid + move, *what, parent and parent + move, doc) for rid, *what, parent, doc in records])
    for table in ("entries", "uniques"):
        sql = f"SELECT * FROM {table} WHERE rid IN (SELECT rid FROM records WHERE kind IN ({kinds}))"
        _copy(db, table, [(*key, rid + move) for *key, rid in source.execute(sql)])
    for table, name in (("kinds", clone), ("credentials", clone), ("credentials", clone + BESIDE)):
        _copy(db, table, source.execute(f"SELECT * FROM {table} WHERE clone = ?", (name,)).fetchall())
    _copy(db, "blobs", source.execute("SELECT * FROM blobs").fetchall())
    for id, *job in source.execute("SELECT * FROM jobs WHERE clone = ? ORDER BY id", (clone,)):
        taken = db.execute("SELECT 1 FROM jobs WHERE id = ?", (id,)).fetchone()
        _copy(db, "jobs", [(None if taken else id, *job)])
    brought = {name: value for name, value in _counters(source).items() if name.startswith(f"{clone}/")}
    _count(db, {**_counters(db), **brought})


def _kinds(db: sqlite3.Connection, clone: str) -> str:
    found = db.execute("SELECT number FROM kinds WHERE clone = ? ORDER BY number", (clone,))
    return ",".join(str(number) for (number,) in found)


def _room(db: sqlite3.Connection, rids: set[int]) -> int:
    """How far rows must move so that none takes the place of another clone's; their order, which is age, stays."""
    held = {rid for (rid,) in db.execute("SELECT rid FROM records")}
    return max(held) if held & rids else 0


def _copy(db: sqlite3.Connection, table: str, rows: Rows) -> None:
    if rows:
        db.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


def _counters(db: sqlite3.Connection) -> dict[str, int]:
    row = db.execute("SELECT value FROM settings WHERE name = 'counters'").fetchone()
    found: dict[str, int] = orjson.loads(row[0]) if row else {}
    return found


def _count(db: sqlite3.Connection, counters: dict[str, int]) -> None:
    text = orjson.dumps(counters, option=orjson.OPT_SORT_KEYS).decode()
    db.execute("INSERT OR REPLACE INTO settings VALUES ('counters', ?)", (text,))

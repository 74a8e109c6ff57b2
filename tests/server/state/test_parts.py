"""One clone's part of a state, taken out and brought back beside what another clone holds."""

import sqlite3
from typing import Any

from clonery.server.state import parts
from clonery.server.state.image import Image

KINDS = [(1, "a", "box"), (2, "a", "item"), (3, "b", "thing")]


def made(records: list[tuple[Any, ...]], **counters: int) -> sqlite3.Connection:
    """A state with these records (rid, kind, id, parent), an index entry each, and counters (`a_box` is a/box)."""
    db = Image.empty().open()
    db.executemany("INSERT INTO kinds VALUES (?, ?, ?)", KINDS)
    db.executemany("INSERT INTO records VALUES (?, ?, ?, ?, '{}')", records)
    db.executemany("INSERT INTO entries VALUES (9, ?, '', '', ?)", [(id, rid) for rid, _, id, _ in records])
    db.executemany("INSERT INTO uniques VALUES (8, ?, ?, '', ?)", [(kind, id, rid) for rid, kind, id, _ in records])
    db.execute("INSERT INTO settings VALUES ('counters', ?)", (_json(counters),))
    for clone in "ab":
        db.execute("INSERT INTO credentials VALUES (?, ?, '{}')", (clone, f"{clone}-token"))
        db.execute("INSERT INTO jobs (at, clone, job, doc) VALUES (5, ?, 'go', '{}')", (clone,))
    return db


def _json(counters: dict[str, int]) -> str:
    inner = ",".join(f'"{name.replace("_", "/")}":{value}' for name, value in sorted(counters.items()))
    return f"{{{inner}}}"


def rows(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def test_clear_takes_one_clone_and_leaves_the_other() -> None:
    db = made([(1, 1, "x", None), (2, 2, "y", 1), (3, 3, "z", None)], a_box=1, b_thing=4)
    assert sorted(parts.clear(db, "a")) == [(1, "x"), (2, "y")]
    assert [row[:3] for row in rows(db, "records")] == [(3, 3, "z")]
    assert (rows(db, "entries"), rows(db, "uniques")) == ([(9, "z", "", "", 3)], [(8, 3, "z", "", 3)])
    assert (rows(db, "credentials"), [row[2] for row in rows(db, "jobs")]) == ([("b", "b-token", "{}")], ["b"])
    assert rows(db, "settings") == [("counters", '{"b/thing":4}')]


def test_bring_puts_it_back_as_it_was() -> None:
    source = made([(1, 1, "x", None), (2, 2, "y", 1), (3, 3, "z", None)], a_box=1, b_thing=1)
    db = made([(1, 1, "w", None), (3, 3, "z", None)], a_box=7, b_thing=4)
    parts.clear(db, "a")
    parts.bring(source, db, "a")
    for table in ("records", "entries", "uniques", "credentials", "jobs"):
        assert rows(db, table) == rows(source, table)
    assert rows(db, "settings") == [("counters", '{"a/box":1,"b/thing":4}')]


def test_rows_move_where_another_clone_took_their_place() -> None:
    source = made([(1, 1, "x", None), (2, 2, "y", 1)])
    db = made([(2, 3, "z", None), (5, 3, "zz", None)])
    parts.clear(db, "a")
    db.execute("UPDATE jobs SET id = 1")
    parts.bring(source, db, "a")
    assert [row[:4] for row in rows(db, "records")] == [
        (2, 3, "z", None), (5, 3, "zz", None), (6, 1, "x", None), (7, 2, "y", 6),
    ]  # fmt: skip
    assert {row[4] for row in rows(db, "entries")} == {2, 5, 6, 7}
    assert [(row[0], row[2]) for row in rows(db, "jobs")] == [(1, "b"), (2, "a")]

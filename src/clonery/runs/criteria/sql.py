"""Criteria as SQL over what a run left: a table for each kind, and the session's own database beside them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from .checks import Outcome
from .conditions import quoted
from .world import Key, World

STATEMENT_STEPS = 50_000_000
"""How many steps of SQLite's a statement may take."""
_WORD = re.compile(r"[A-Za-z_]\w*")
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


@dataclass(frozen=True)
class Query:
    """A statement that yields one value: it holds if that is the expected one or, with none given, neither 0 nor null.

    `github_issue` is what there is after the run, `before_github_issue` what there was, `calls` and `changes` are the
    log and the diff; fields are columns, lists and objects JSON. `session.records` and its like are the session's own.
    """

    statement: str
    expected: Any = None

    def decide(self, world: World) -> Outcome:
        db = sqlite3.connect(":memory:", uri=True)
        try:
            self._fill(db, world)
            db.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
            steps = iter(range(STATEMENT_STEPS // 10_000))
            db.set_progress_handler(lambda: next(steps, None) is None, 10_000)
            rows = db.execute(self.statement).fetchmany(20)
        except sqlite3.Error as error:
            return Outcome(None, f"the statement can't be run: {error}")
        finally:
            db.close()
        value = rows[0][0] if rows else None
        if self.expected is not None:
            return Outcome(_same(value, self.expected), f"expected {self.expected!r}, got {value!r}")
        return Outcome(bool(value), f"the statement gave {quoted([list(row) for row in rows[:3]])}")

    def _fill(self, db: sqlite3.Connection, world: World) -> None:
        if world.evidence.database is not None:
            db.execute("ATTACH ? AS session", (f"file:{world.evidence.database}?mode=ro",))
        words = {made.lower() for made in _WORD.findall(self.statement)}
        for moment, prefix in (("after", ""), ("before", "before_")):
            state = getattr(world.evidence, moment)
            for clone in state:
                for kind in state[clone]:
                    name = f"{prefix}{clone}_{kind}".replace("-", "_").lower()
                    if name in words:
                        docs = [item.doc for item in world.items("before" if prefix else "after", clone, kind)]
                        _table(db, name, docs)
        if "calls" in words:
            _table(db, "calls", world.calls)
        if "changes" in words:
            diff = world.evidence.diff
            _table(db, "changes", [{"type": sort, **made} for sort in diff for made in diff[sort]])

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        wanted = f" = {self.expected!r}" if self.expected is not None else ""
        return f"sql: {' '.join(self.statement.split())}{wanted}"


def _table(db: sqlite3.Connection, name: str, docs: Iterable[Mapping[str, Any]]) -> None:
    """A table with a column for each field that any document has."""
    docs = list(docs)
    names = list(dict.fromkeys(field for doc in docs for field in doc)) or ["id"]
    columns = ", ".join('"' + field.replace('"', '""') + '"' for field in names)
    db.execute(f'CREATE TABLE "{name}" ({columns})')
    marks = ", ".join("?" * len(names))
    rows = [[_cell(doc.get(field)) for field in names] for doc in docs]
    db.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)


def _cell(value: Any) -> Any:
    return orjson.dumps(value, default=str).decode() if isinstance(value, dict | list) else value


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, int | float) and not isinstance(wanted, int | float):
        try:
            return value == float(wanted)
        except ValueError:
            return False
    return str(value) == str(wanted)

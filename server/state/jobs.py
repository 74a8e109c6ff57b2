"""What happens later on a session's clock: rows of the jobs table, run in (time, id) order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from .record import Record
from .session import Session

if TYPE_CHECKING:
    from ..call import Call


class Job(NamedTuple):
    """One thing to do at a moment (microseconds since 1970)."""

    id: int
    at: int
    clone: str
    name: str
    details: dict[str, Any]


def schedule(call: Call, at: int, name: str, details: dict[str, Any]) -> int:
    """Add a job inside the call's transaction."""
    assert name in call.clone.jobs, f"{call.clone.name} has no job {name!r}"
    opened = call.session.opened
    doc = orjson.dumps(details, default=_id).decode()
    sql = "INSERT INTO jobs (at, clone, job, doc) VALUES (?, ?, ?, ?)"
    made = opened.store.execute(sql, (at, call.clone.name, name, doc)).lastrowid
    if opened.next_due is None or at < opened.next_due:
        opened.next_due = at
    assert made is not None
    return made


def unschedule(call: Call, id: int) -> None:
    call.session.store.execute("DELETE FROM jobs WHERE id = ? AND clone = ?", (id, call.clone.name))


def due(session: Session, moment: int) -> Job | None:
    """The first job whose time has come, or None."""
    opened = session.opened
    if opened.next_due is None or opened.next_due > moment:
        return None
    sql = "SELECT id, at, clone, job, doc FROM jobs ORDER BY at, id LIMIT 1"
    row = opened.store.execute(sql).fetchone()
    opened.next_due = row[1] if row else None
    if row is None or row[1] > moment:
        return None
    return Job(row[0], row[1], row[2], row[3], orjson.loads(row[4]))


def done(session: Session, job: Job) -> None:
    """Take the job off the table, inside the transaction that ran it."""
    opened = session.opened
    opened.store.execute("DELETE FROM jobs WHERE id = ?", (job.id,))
    opened.next_due = opened.store.execute("SELECT min(at) FROM jobs").fetchone()[0]


def _id(value: Any) -> Any:
    if isinstance(value, Record):
        return value.id
    raise TypeError(f"a job can't hold {type(value).__name__}")

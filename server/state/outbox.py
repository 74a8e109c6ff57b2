"""Webhooks on their way out: rows written inside the call's transaction, sent after its commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from .session import Session

if TYPE_CHECKING:
    from ..call import Call


@dataclass(slots=True)
class Delivery:
    """One request to make. `hook` is the id of the record it is for; `retries` are the waits before each new try.

    `attempts` fills up with `{"at", "status", "headers", "body", "error", "duration_ms"}`.
    """

    url: str
    event: str
    body: str
    headers: dict[str, str]
    hook: Any = None
    method: str = "POST"
    retries: list[int] = field(default_factory=list)
    """Microseconds to wait after each failed try."""
    details: dict[str, Any] = field(default_factory=dict)
    id: int = 0
    clone: str = ""
    status: str = "pending"
    created_at: str = ""
    attempts: list[dict[str, Any]] = field(default_factory=list)
    redelivery_of: int | None = None

    @property
    def state(self) -> dict[str, Any]:
        return {
            "id": self.id, "clone": self.clone, "event": self.event, "hook": self.hook, "url": self.url,
            "method": self.method, "headers": self.headers, "body": self.body, "status": self.status,
            "created_at": self.created_at, "attempts": self.attempts, "retries": self.retries,
            "redelivery_of": self.redelivery_of, "details": self.details,
        }  # fmt: skip


def emit(call: Call, event: str, payload: dict[str, Any]) -> None:
    """Let the clone's `events.deliveries(call, event, payload)` say who is told, and put that in the outbox."""
    events = call.clone.module("events")
    if events is None:
        return
    for delivery in events.deliveries(call, event, payload):
        put(call, delivery)


def put(call: Call, delivery: Delivery) -> Delivery:
    """Add a delivery, due at once."""
    delivery.clone = call.clone.name
    delivery.created_at = str(call.now)
    store = call.session.store
    sql = "INSERT INTO log.deliveries (clone, hook, due, doc) VALUES (?, ?, ?, '')"
    made = store.execute(sql, (delivery.clone, delivery.hook, call.moment)).lastrowid
    assert made is not None
    delivery.id = made
    _write(call.session, delivery, call.moment)
    call.deliveries += 1
    return delivery


def _write(session: Session, delivery: Delivery, due: int | None) -> None:
    sql = "UPDATE log.deliveries SET due = ?, doc = ? WHERE id = ?"
    session.store.execute(sql, (due, orjson.dumps(delivery.state).decode(), delivery.id))
    session.opened.next_delivery = session.store.execute("SELECT min(due) FROM log.deliveries").fetchone()[0]


def pending(session: Session, moment: int) -> list[Delivery]:
    """Those that are due, oldest first."""
    sql = "SELECT doc FROM log.deliveries WHERE due <= ? ORDER BY due, id LIMIT 100"
    return [Delivery(**orjson.loads(doc)) for (doc,) in session.store.execute(sql, (moment,)).fetchall()]


def settle(session: Session, delivery: Delivery, attempt: dict[str, Any], moment: int, last: bool = False) -> None:
    """Record one try: done when the target took it, to be tried again while the vendor would, else failed.

    `last` says that no other try can end differently. The caller holds the transaction.
    """
    delivery.attempts.append(attempt)
    good = attempt["status"] is not None and 200 <= attempt["status"] < 300
    waits = [] if last else delivery.retries[len(delivery.attempts) - 1 :]
    delivery.status = "delivered" if good else "pending" if waits else "failed"
    _write(session, delivery, moment + waits[0] if waits and not good else None)


def all_of(session: Session, clone: str = "", hook: Any = None) -> list[Delivery]:
    """The deliveries of a session, oldest first; of one clone or one hook where named."""
    sql = "SELECT doc FROM log.deliveries WHERE (? = '' OR clone = ?) AND (? IS NULL OR hook = ?) ORDER BY id"
    rows = session.store.execute(sql, (clone, clone, hook, hook)).fetchall()
    return [Delivery(**orjson.loads(doc)) for (doc,) in rows]


def again(session: Session, delivery: Delivery, moment: int, created_at: str) -> Delivery:
    """A new delivery of the same request, due at once. The caller holds the transaction."""
    fresh = Delivery(**{**delivery.state, "id": 0, "attempts": [], "status": "pending"})
    fresh.redelivery_of, fresh.created_at = delivery.id, created_at
    sql = "INSERT INTO log.deliveries (clone, hook, due, doc) VALUES (?, ?, ?, '')"
    made = session.store.execute(sql, (fresh.clone, fresh.hook, moment)).lastrowid
    assert made is not None
    fresh.id = made
    _write(session, fresh, moment)
    return fresh


def newest(session: Session, clone: str, hook: Any, limit: int, before: int | None = None) -> list[Delivery]:
    """The last deliveries of one hook, newest first; those older than the delivery `before` where given."""
    older = "(? IS NULL OR id < ?)"
    sql = f"SELECT doc FROM log.deliveries WHERE clone = ? AND hook = ? AND {older} ORDER BY id DESC LIMIT ?"
    rows = session.store.execute(sql, (clone, hook, before, before, limit)).fetchall()
    return [Delivery(**orjson.loads(doc)) for (doc,) in rows]


def find(session: Session, clone: str, id: int) -> Delivery | None:
    """The delivery of that id, if it is one of the clone's."""
    row = session.store.execute("SELECT doc FROM log.deliveries WHERE id = ? AND clone = ?", (id, clone)).fetchone()
    return Delivery(**orjson.loads(row[0])) if row else None

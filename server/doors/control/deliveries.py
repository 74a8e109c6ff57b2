"""Webhooks that a session sent or will send: listed with every try, and sent again."""

from __future__ import annotations

from typing import Any

from ...farm import FarmError
from ...state import outbox
from . import bodies
from .table import Asked, Table

table = Table("deliveries")

DELIVERY = bodies.fields(
    "id", "clone", "event", "url", "method", "headers", "body", "status", "created_at", "attempts",
    id=bodies.COUNT, clone=bodies.TEXT, event=bodies.TEXT, hook=bodies.ANY, url=bodies.TEXT, method=bodies.TEXT,
    headers=bodies.each(bodies.TEXT), body=bodies.TEXT, status=bodies.one_of("pending", "delivered", "failed"),
    created_at=bodies.TEXT, attempts=bodies.many(bodies.OBJECT), retries=bodies.many(bodies.COUNT),
    redelivery_of=bodies.COUNT, details=bodies.OBJECT,
)  # fmt: skip


@table.route("GET", "sessions/{id}/deliveries", answer=bodies.many(DELIVERY))
def listed(asked: Asked) -> list[dict[str, Any]]:
    """The deliveries of a session, oldest first, each with its tries."""
    return [made.state for made in outbox.all_of(asked.session)]


@table.route("POST", "sessions/{id}/deliveries/{delivery}/redeliver", body=bodies.fields(), answer=DELIVERY, status=201)
def again(asked: Asked) -> dict[str, Any]:
    """Send a delivery once more, as a new one."""
    session, id = asked.session, asked.path["delivery"]
    found = next((made for made in outbox.all_of(session) if str(made.id) == id), None)
    if found is None:
        raise FarmError(f"no delivery {id!r}", "delivery", "not_found", 404)
    now = session.clock.now()
    with session.transaction():
        made = outbox.again(session, found, now, str(asked.farm.clone(found.clone).dialect.now(now)))
    asked.farm.on_deliveries(session)
    return made.state

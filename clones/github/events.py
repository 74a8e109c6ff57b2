"""Who is told what happened: webhooks and their payloads; https://docs.github.com/webhooks/webhook-events-and-payloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clonery.server.state.outbox import Delivery

if TYPE_CHECKING:
    from clonery.server.call import Call


def deliveries(call: Call, event: str, payload: dict[str, Any]) -> Iterator[Delivery]:
    """The requests that an event causes."""
    return iter(())

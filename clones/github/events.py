"""What follows from an event: the stream of news, notifications, webhooks, workflows; https://docs.github.com/webhooks/webhook-events-and-payloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clonery.server.state.outbox import Delivery

from . import news, notices
from .actions import starting
from .hooks import addressed, listening
from .payloads import payload_of
from .pulls import auto

if TYPE_CHECKING:
    from clonery.server.call import Call


def deliveries(call: Call, event: str, payload: dict[str, Any]) -> Iterator[Delivery]:
    """Remember and announce an event inside GitHub; the requests that it causes outside."""
    news.record(call, event, payload)
    notices.notify(call, event, payload)
    hooks = listening(call, event, payload)
    if hooks:
        body = payload_of(call, event, payload)
        for hook in hooks:
            yield addressed(call, hook, event, body)
    starting.told(call, event, payload)
    auto.told(call, event, payload)

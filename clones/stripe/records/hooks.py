"""What happened and who is told, and answers kept for retries; https://docs.stripe.com/api/events."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Event(Thing, kind="event", indexes=["type"]):
    type: str = ""
    data: Document


class WebhookEndpoint(Thing, kind="webhook_endpoint"):
    enabled_events: list[str]
    status: str = "enabled"
    url: str = ""
    _secret: str = ""
    _connect: bool = False


class EventDestination(Thing, kind="v2_core_event_destination"):
    OBJECT: ClassVar[str] = "v2.core.event_destination"
    enabled_events: list[str]
    event_payload: str = "thin"
    events_from: list[str]
    status: str = "enabled"
    _secret: str = ""
    _url: str = ""


class ThinEvent(Thing, kind="v2_core_event", indexes=["type"]):
    """An event that names its object and leaves it to the listener to read it."""

    OBJECT: ClassVar[str] = "v2.core.event"
    related_object: Document | None = None
    type: str = ""


class IdempotentAnswer(Thing, kind="idempotent_answer"):
    """What was answered to an idempotency key: the digest of what was asked, status and body."""

    digest: str = ""
    status: int = 200
    body: str = ""
    at: int = 0

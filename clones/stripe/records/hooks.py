"""What happened and who is told, and answers kept for retries; https://docs.stripe.com/api/events."""

from __future__ import annotations

from .thing import Document, Thing


class Event(Thing, kind="event", indexes=["type"]):
    type: str = ""
    data: Document


class WebhookEndpoint(Thing, kind="webhook_endpoint"):
    enabled_events: list[str]
    status: str = "enabled"
    url: str = ""
    _secret: str = ""


class IdempotentAnswer(Thing, kind="idempotent_answer"):
    """What was answered to an idempotency key: the digest of what was asked, status and body."""

    digest: str = ""
    status: int = 200
    body: str = ""
    at: int = 0

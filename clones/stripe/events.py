"""Events, and the webhooks that they are sent to, signed; https://docs.stripe.com/webhooks."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.state.outbox import Delivery

from . import timing
from .ids import VERSION
from .records.hooks import Event, WebhookEndpoint
from .shapes import shape

if TYPE_CHECKING:
    from clonery.server.call import Call

HOUR = 3_600_000_000
RETRIES = [HOUR, 2 * HOUR, 4 * HOUR]
"""In test mode, three more tries within a few hours."""
_WITH_PREVIOUS = ("charge.refunded", "charge.captured")


def deliveries(call: Call, event: str, payload: dict[str, Any]) -> Iterator[Delivery]:
    """Keep the event, and address it to the endpoints that listen for its type."""
    record = payload["object"]
    data: dict[str, Any] = {"object": payload.get("shown") or shape(call, record, True)}
    before = payload.get("before")
    if before is not None and (event.endswith(".updated") or event in _WITH_PREVIOUS):
        old = shape(call, type(record).load(record.rid, before), True)
        previous = differences(old, data["object"])
        if not previous:
            return
        data["previous_attributes"] = previous
    hooks = [hook for hook in call.all(WebhookEndpoint) if listens(hook, event)]
    inside = call.request.door == "clock"
    key = call.request.header("idempotency-key") or None
    made = call.create(
        Event, id=call.new_id("evt_"), object="event", api_version=VERSION, created=timing.now(call, timing.of(record)),
        data=data, metadata={}, pending_webhooks=len(hooks), type=event,
        request={"id": None if inside else f"req_{call.request_id[:14]}", "idempotency_key": None if inside else key},
    )  # fmt: skip
    for hook in hooks:
        yield delivery(call, hook, made)


def shown(made: Event) -> dict[str, Any]:
    """An event as the API shows it."""
    return {name: value for name, value in made.doc.items() if name != "metadata" and name[0] != "_"}


def delivery(call: Call, hook: WebhookEndpoint, made: Event) -> Delivery:
    """The request that tells one endpoint."""
    body = orjson.dumps(shown(made), option=orjson.OPT_INDENT_2).decode()
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Accept": "*/*; q=0.5, application/xml", "Stripe-Signature": signature(body, hook.get("_secret", ""), call.now),
    }  # fmt: skip
    return Delivery(url=hook.url, event=made.type, body=body, headers=headers, hook=hook.id, retries=RETRIES)


def signature(body: str, secret: str, at: int) -> str:
    """The header by which an endpoint knows the sender."""
    made = hmac.new(secret.encode(), f"{at}.{body}".encode(), sha256).hexdigest()
    return f"t={at},v1={made}"


def listens(hook: WebhookEndpoint, event: str) -> bool:
    return hook.status == "enabled" and ("*" in hook.enabled_events or event in hook.enabled_events)


def differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What changed, as it was before; of objects inside, only the fields that changed."""
    found = {}
    for name in {**old, **new}:
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        nested = isinstance(before, dict) and isinstance(after, dict)
        found[name] = differences(before, after) if nested and before and after else before
    return found

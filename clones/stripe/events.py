"""Events, and the webhooks that they are sent to, signed; https://docs.stripe.com/webhooks."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.state.outbox import Delivery

from . import keys, timing
from .ids import VERSION
from .lookups import make
from .records.hooks import Event, EventDestination, ThinEvent, WebhookEndpoint
from .records.thing import Thing
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
    hooks = [hook for hook in call.all(WebhookEndpoint) if listens(hook, event, keys.of(record))]
    inside = call.request.door == "clock"
    key = call.request.header("idempotency-key") or None
    at = keys.of(record)
    more = {"account": at.account} if at.account else {}
    made = call.create(
        Event, id=call.new_id("evt_"), object="event", api_version=VERSION, data=data, metadata={}, type=event,
        created=timing.seconds(call, timing.of(record)), pending_webhooks=len(hooks),
        request={"id": None if inside else f"req_{call.request_id[:14]}", "idempotency_key": None if inside else key},
        livemode=at.live, _account=at.account, **more,
    )  # fmt: skip
    for hook in hooks:
        yield delivery(call, hook, made)
    yield from _destinations(call, event, record, made)


def _destinations(call: Call, event: str, record: Any, made: Event) -> Iterator[Delivery]:
    """Tell the destinations of the API's second version: whole, or by the object's name alone."""
    at = keys.of(record)
    thin: ThinEvent | None = None
    for one in call.all(EventDestination):
        if one.status != "enabled" or one.livemode != at.live or one._account not in (None, at.account):
            continue
        if ("other_accounts" if at.account and one._account is None else "self") not in one.events_from:
            continue
        name = event if one.event_payload == "snapshot" else f"v1.{event}"
        if name not in one.enabled_events and "*" not in one.enabled_events:
            continue
        if one.event_payload == "snapshot":
            yield _sent(one._url, event, orjson.dumps(shown(made), option=orjson.OPT_INDENT_2).decode(), one, call.now)
            continue
        thin = thin or make(
            call, ThinEvent, id=None, type=name, created=made.created, reason=reason(call), livemode=at.live,
            related_object={"id": record.id, "type": record.object, "url": path_of(call, record)}, _account=at.account,
            **({"context": at.account} if at.account else {}),
        )  # fmt: skip
        yield thin_delivery(call, one, thin)


def path_of(call: Call, record: Thing) -> str:
    """Where the API shows an object; "" for one that is only seen inside others."""
    dialect: Any = call.clone.dialect
    path: str = dialect.paths.get(record.KIND.name, "")
    return re.sub(r"{.*}", record.id, path)


def reason(call: Call) -> dict[str, Any] | None:
    """The request that brought an event about; None where the clock did."""
    if call.request.door == "clock":
        return None
    key = call.request.header("idempotency-key")
    return {"type": "request", "request": {"id": f"req_{call.request_id[:14]}", "idempotency_key": key}}


def thin_delivery(call: Call, one: EventDestination, made: ThinEvent) -> Delivery:
    """The request that tells a destination of a thin event."""
    body = orjson.dumps(shape(call, made, True)).decode()
    return _sent(one._url, made.type, body, one, call.now)


def shown(made: Event) -> dict[str, Any]:
    """An event as the API shows it."""
    return {name: value for name, value in made.doc.items() if name != "metadata" and name[0] != "_"}


def delivery(call: Call, hook: WebhookEndpoint, made: Event) -> Delivery:
    """The request that tells one endpoint."""
    body = orjson.dumps(shown(made), option=orjson.OPT_INDENT_2).decode()
    return _sent(hook.url, made.type, body, hook, call.now)


def _sent(url: str, event: str, body: str, hook: WebhookEndpoint | EventDestination, at: int) -> Delivery:
    headers = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Accept": "*/*; q=0.5, application/xml", "Stripe-Signature": signature(body, hook._secret, at),
    }  # fmt: skip
    return Delivery(url=url, event=event, body=body, headers=headers, hook=hook.id, retries=RETRIES,
                    details={"secret": hook._secret})  # fmt: skip


def signature(body: str, secret: str, at: int) -> str:
    """The header by which an endpoint knows the sender."""
    made = hmac.new(secret.encode(), f"{at}.{body}".encode(), sha256).hexdigest()
    return f"t={at},v1={made}"


def listens(hook: WebhookEndpoint, event: str, at: keys.Scope) -> bool:
    """Whether an endpoint hears of an event there: its own account's, or with `connect` all connected ones'."""
    if hook.status != "enabled" or hook.livemode != at.live:
        return False
    own = hook._account == at.account if not hook._connect else hook._account is None and at.account is not None
    return own and ("*" in hook.enabled_events or event in hook.enabled_events)


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

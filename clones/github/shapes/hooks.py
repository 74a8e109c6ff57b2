"""Webhooks and their deliveries as GitHub shows them; https://docs.github.com/rest/repos/webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import orjson

from clonery.server.state import outbox
from clonery.server.state.outbox import Delivery

from ..records.hooks import Hook
from ..records.people import User
from .repositories import repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

HIDDEN = "********"

# These are functions, no shapes of records: what they show changes with each delivery, which writes no record.


def hook_url(call: Call, record: Hook) -> str:
    """The address of a webhook."""
    if record.repository is not None:
        return f"{repository_url(call, record.repository)}/hooks/{record.id}"
    return f"{call.base}/orgs/{call.get(User, record.owner).login}/hooks/{record.id}"


def config(record: Hook) -> dict[str, Any]:
    """A webhook's configuration, its secret hidden."""
    made = {"content_type": record.content_type, "insecure_ssl": record.insecure_ssl, "url": record.url}
    hidden = {"secret": HIDDEN} if record.secret else {}
    return made | hidden | {name: HIDDEN if name == "password" else value for name, value in record.config.items()}


def hook(call: Call, record: Hook) -> dict[str, Any]:
    """A webhook; that of a repository with what became of its last delivery."""
    url = hook_url(call, record)
    made: dict[str, Any] = {
        "type": "Organization" if record.repository is None else "Repository", "id": record.id, "name": "web",
        "active": record.active, "events": record.events, "config": config(record), "updated_at": record.updated_at,
        "created_at": record.created_at, "url": url, "ping_url": f"{url}/pings", "deliveries_url": f"{url}/deliveries",
    }  # fmt: skip
    if record.repository is not None:
        made |= {"test_url": f"{url}/test", "last_response": _last(call, record)}
    return made


def _last(call: Call, record: Hook) -> dict[str, Any]:
    last = next(iter(outbox.newest(call.session, call.clone.name, record.id, 1)), None)
    if last is None or not last.attempts:
        return {"code": None, "status": "unused", "message": None}
    code, message = outcome(last)
    if last.status == "delivered":
        return {"code": code, "status": "active", "message": message}
    return {"code": code or None, "status": "misconfigured" if code else "connection_error", "message": message}


def outcome(delivery: Delivery) -> tuple[int, str]:
    """Status code and words for what became of a delivery; 0 where nobody answered."""
    if not delivery.attempts:
        return 0, "pending"
    last = delivery.attempts[-1]
    code = last["status"] or 0
    if delivery.status == "delivered":
        return code, "OK"
    if code:
        return code, f"Invalid HTTP Response: {code}"
    return 0, "timed out" if "seconds" in (last.get("error") or "") else "failed to connect to host"


def delivery_item(delivery: Delivery) -> dict[str, Any]:
    """A delivery as it stands in a list."""
    code, words = outcome(delivery)
    last = delivery.attempts[-1] if delivery.attempts else {}
    return {
        "id": delivery.id, "guid": delivery.details["guid"], "delivered_at": last.get("at", delivery.created_at),
        "redelivery": delivery.redelivery_of is not None, "duration": round(last.get("duration_ms", 0) / 1000, 2),
        "status": words, "status_code": code, "event": delivery.event, "action": delivery.details["action"],
        "installation_id": None, "repository_id": delivery.details["repository"], "throttled_at": None,
    }  # fmt: skip


def delivery(record: Delivery) -> dict[str, Any]:
    """A delivery with its request and the answer."""
    text = record.body if record.body.startswith("{") else parse_qs(record.body)["payload"][0]
    last = record.attempts[-1] if record.attempts else {}
    return delivery_item(record) | {
        "url": record.url, "request": {"headers": record.headers, "payload": orjson.loads(text)},
        "response": {
            "headers": {name.title(): value for name, value in (last.get("headers") or {}).items()},
            "payload": last.get("body") or "",
        },
    }  # fmt: skip

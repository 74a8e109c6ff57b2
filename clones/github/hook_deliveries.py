"""What is sent to one webhook, and what was: listed, read, sent again; https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from clonery.server.problems import NotFound
from clonery.server.state import outbox
from clonery.server.state.outbox import Delivery

from .hooks import addressed
from .payloads import payload_of
from .records.hooks import Hook
from .records.people import User
from .records.repositories import Repository
from .refusals import Unprocessable
from .shapes.hooks import delivery_item

if TYPE_CHECKING:
    from clonery.server.call import Call

_STATUSES = {"success": ("delivered",), "failure": ("failed",), "": ("delivered", "failed", "pending")}


def send(call: Call, to: Hook, event: str, **payload: Any) -> None:
    """Tell one webhook, and no other, whatever it asked to hear of."""
    outbox.put(call, addressed(call, to, event, payload_of(call, event, payload)))


def ping(call: Call, hook: Hook) -> None:
    """Tell a webhook that it is there."""
    if hook.repository is None:
        send(call, hook, "ping", hook=hook, organization=call.get(User, hook.owner))
    else:
        send(call, hook, "ping", hook=hook, repository=call.get(Repository, hook.repository))


def listed(call: Call, hook: Hook, cursor: str, status: str) -> list[dict[str, Any]]:
    """A part of a webhook's deliveries, newest first; the Link header has the cursor of the next part."""
    if cursor and not cursor.removeprefix("v1_").isdecimal():
        raise Unprocessable("Invalid cursor")
    before = int(cursor.removeprefix("v1_")) if cursor else None
    size = call.paging.limit
    found: list[Delivery] = []
    while len(found) <= size:
        part = outbox.newest(call.session, call.clone.name, hook.id, size + 1, before)
        found += [made for made in part if made.status in _STATUSES[status]]
        if len(part) <= size:
            break
        before = part[-1].id
    if len(found) > size:
        query = {**dict(parse_qsl(call.request.query)), "cursor": f"v1_{found[size - 1].id}"}
        url = f"{call.base}{call.link_path or call.request.path}"
        call.headers.append(("Link", f'<{url}?{urlencode(query)}>; rel="next"'))
    return [delivery_item(made) for made in found[:size]]


def one(call: Call, hook: Hook, delivery_id: int) -> Delivery:
    """The delivery of that id. Raises NotFound for one to another webhook."""
    found = outbox.find(call.session, call.clone.name, delivery_id)
    if found is None or found.hook != hook.id:
        raise NotFound(kind="delivery")
    return found


def again(call: Call, delivery: Delivery) -> dict[str, Any]:
    """Send the same request once more; the answer says no more than that it will be."""
    outbox.again(call.session, delivery, call.moment, str(call.now))
    call.deliveries += 1
    return {}

"""Event destinations and thin events, of the API's second version; https://docs.stripe.com/api/v2/core/event_destinations."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.state import outbox
from clonery.server.state.clock import iso, parse
from clonery.server.state.query import Op, Where, any_of

from .. import events, ids, keys
from ..ids import VERSION
from ..lookups import find, make, metadata, save
from ..records.hooks import EventDestination, ThinEvent
from ..records.thing import Thing
from ..refusals import Refusal
from ..shapes import Shown, shape, shows

PING = "v2.core.event_destination.ping"


def _shown(call: Call, made: EventDestination, include: list[str] | None, secret: str = "") -> dict[str, Any]:
    """A destination, with what of its endpoint was asked for."""
    told = {"webhook_endpoint.url": made._url, "webhook_endpoint.signing_secret": secret}
    endpoint = {name.rpartition(".")[2]: told[name] for name in include or () if told.get(name)}
    return {**shape(call, made, True), **({"webhook_endpoint": endpoint} if endpoint else {})}


@operation("PostV2CoreEventDestinations")
def create_destination(
    call: Call, name: str, type: str, enabled_events: list[str], event_payload: str, include: list[str] | None = None,
    webhook_endpoint: dict[str, Any] | None = None, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """POST /v2/core/event_destinations"""
    if type != "webhook_endpoint":
        raise Refusal(f"This server sends events to webhook endpoints alone, not to {type}.", "invalid_fields", "type")
    url = (webhook_endpoint or {}).get("url", "")
    if not url.startswith(("http://", "https://")):
        raise Refusal("A webhook endpoint needs a URL.", "url_invalid", "webhook_endpoint.url")
    _known(enabled_events, event_payload)
    secret = call.new_id("whsec_", 32)
    made = make(
        call, EventDestination, id=None, name=name, type=type, enabled_events=enabled_events,
        event_payload=event_payload,
        description=given.get("description") or "", events_from=given.get("events_from") or ["self"], updated=call.now,
        metadata=metadata(given.get("metadata")), _secret=secret, _url=url,
        **({"snapshot_api_version": given.get("snapshot_api_version", VERSION)} if event_payload == "snapshot" else {}),
    )  # fmt: skip
    return _shown(call, made, include, secret)


def _known(wanted: list[str], payload: str) -> None:
    """Thin events have a version before their name, snapshots have none. Raises Refusal."""
    for name in wanted:
        if name != "*" and name.startswith(("v1.", "v2.")) is not (payload == "thin"):
            raise Refusal(f"{name} is no event that is sent as {payload}.", "invalid_fields", "enabled_events")


def _found(call: Call, id: str) -> EventDestination:
    return find(call, EventDestination, id)


@operation("GetV2CoreEventDestinationsId")
def get_destination(call: Call, id: str, include: list[str] | None = None) -> dict[str, Any]:
    """GET /v2/core/event_destinations/{id}"""
    return _shown(call, _found(call, id), include)


@operation("PostV2CoreEventDestinationsId")
def update_destination(call: Call, id: str, include: list[str] | None = None, **given: Any) -> dict[str, Any]:
    """POST /v2/core/event_destinations/{id}"""
    found = _found(call, id)
    changes: dict[str, Any] = {name: given[name] for name in ("description", "enabled_events", "name") if name in given}
    if "enabled_events" in changes:
        _known(changes["enabled_events"], found.event_payload)
    if given.get("webhook_endpoint"):
        changes["_url"] = given["webhook_endpoint"]["url"]
    if "metadata" in given:
        told = {key: "" if value is None else value for key, value in given["metadata"].items()}
        changes["metadata"] = metadata(told, found.metadata)
    return _shown(call, save(call, found, updated=call.now, **changes), include)


@operation("PostV2CoreEventDestinationsIdDisable")
def disable(call: Call, id: str) -> dict[str, Any]:
    """POST /v2/core/event_destinations/{id}/disable"""
    made = save(
        call, _found(call, id), status="disabled", status_details={"disabled": {"reason": "user"}}, updated=call.now
    )
    return _shown(call, made, None)


@operation("PostV2CoreEventDestinationsIdEnable")
def enable(call: Call, id: str) -> dict[str, Any]:
    """POST /v2/core/event_destinations/{id}/enable"""
    return _shown(call, save(call, _found(call, id), status="enabled", status_details=None, updated=call.now), None)


@operation("DeleteV2CoreEventDestinationsId")
def delete(call: Call, id: str) -> dict[str, Any]:
    """DELETE /v2/core/event_destinations/{id}"""
    call.delete(_found(call, id))
    return {"id": id, "object": "v2.core.event_destination"}


@operation("PostV2CoreEventDestinationsIdPing")
def ping(call: Call, id: str) -> ThinEvent:
    """POST /v2/core/event_destinations/{id}/ping: sends an event that says nothing else."""
    found = _found(call, id)
    related = {"id": found.id, "type": "v2.core.event_destination", "url": f"/v2/core/event_destinations/{found.id}"}
    made = make(call, ThinEvent, id=None, type=PING, related_object=related, reason=events.reason(call))
    outbox.put(call, events.thin_delivery(call, found, made))
    return made


@operation("GetV2CoreEventDestinations")
def list_destinations(call: Call, page: str | None = None, include: list[str] | None = None) -> dict[str, Any]:
    """GET /v2/core/event_destinations"""
    rows, urls = pages(call, EventDestination, {}, page)
    return {"data": [_shown(call, one, include) for one in rows], **urls}


@operation("GetV2CoreEventsId")
def get_event(call: Call, id: str) -> ThinEvent:
    """GET /v2/core/events/{id}"""
    return find(call, ThinEvent, id)


@operation("GetV2CoreEvents")
def list_events(
    call: Call, object_id: str | None = None, types: list[str] | None = None, created: dict[str, str] | None = None,
    page: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """GET /v2/core/events: of one object, newest first."""
    where: Where = {"related_object.id": object_id, "type": any_of(types) if types else None}
    signs = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
    if created:
        sql = " AND ".join(f"{{0}} {signs[name]} ?" for name in created)
        where["created"] = Op(sql, tuple(_seconds(text) for text in created.values()))
    rows, urls = pages(call, ThinEvent, {name: value for name, value in where.items() if value is not None}, page)
    return {"data": [shape(call, one, False) for one in rows], **urls}


def _seconds(text: str) -> int:
    try:
        return parse(text) // 1_000_000
    except ValueError:
        raise Refusal(f"Invalid timestamp: {text}", "invalid_fields", "created") from None


def pages(call: Call, kind: type[Thing], where: Where, page: str | None) -> tuple[list[Any], dict[str, str | None]]:
    """One page of a list, and the addresses of those beside it. Raises Refusal for a page that is none."""
    try:
        start = int(urlsafe_b64decode(page or "MA==").decode())
    except ValueError:
        raise Refusal(f"Invalid page: {page}", "invalid_fields", "page") from None
    size = call.paging.limit
    rows = list(call.session.store.select(kind, where | keys.where(call), "-rid", size + 1, start))
    at = ids.address(call)

    def url(offset: int) -> str:
        return f"{at}?page={urlsafe_b64encode(str(offset).encode()).decode()}&limit={size}"

    return rows[:size], {
        "next_page_url": url(start + size) if len(rows) > size else None,
        "previous_page_url": url(max(start - size, 0)) if start else None,
    }  # fmt: skip


@shows(EventDestination)
def _destination(call: Call, record: Any, made: Shown) -> Shown:
    shown = {name: value for name, value in made.items() if value is not None}
    return {
        **shown,
        "created": iso(record.created * 1_000_000, 3),
        "updated": iso(record.get("updated") * 1_000_000, 3),
    }


@shows(ThinEvent)
def _event(call: Call, record: Any, made: Shown) -> Shown:
    shown = {name: value for name, value in made.items() if value is not None and name != "metadata"}
    return {**shown, "created": iso(record.created * 1_000_000, 3)}

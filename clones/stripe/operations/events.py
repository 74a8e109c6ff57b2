"""Events; https://docs.stripe.com/api/events."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, operation
from clonery.server.state.query import Op, any_of

from ..lookups import find, listing
from ..records.hooks import Event
from ..refusals import Refusal
from ..seed import happen
from ..triggers import TRIGGERS

TRIGGER = {
    "type": "object", "additionalProperties": False, "required": ["event"],
    "properties": {"event": {"enum": sorted(TRIGGERS)}},
}  # fmt: skip


@operation("GetEvents")
def list_events(call: Call, type: str | None = None, types: list[str] | None = None, created: Any = None) -> Page:
    """GET /v1/events: by type, also with a star at its end."""
    if type is not None and types is not None:
        raise Refusal("You may only specify one of these parameters: type, types.")
    wanted: Any = any_of(types) if types else type
    if type is not None and type.endswith("*"):
        wanted = Op("substr({}, 1, ?) = ?", (len(type) - 1, type[:-1]))
    return listing(call, Event, {"type": wanted}, created)


@operation("GetEventsId")
def get_event(call: Call, id: str) -> Event:
    """GET /v1/events/{id}"""
    return find(call, Event, id)


@act("trigger", TRIGGER, "Make an event happen, with the objects that it needs, as the vendor's command line does.")
def trigger(call: Call, event: str) -> Event:
    """The event, which listening endpoints are told as well. Raises Refusal for one that can't be triggered."""
    if event not in TRIGGERS:
        raise Refusal(f"Event {event} can't be triggered; these can: {', '.join(sorted(TRIGGERS))}.", param="event")
    names: dict[str, Any] = {}
    asked = call.operation, call.arguments
    for step in TRIGGERS[event]:
        happen(call, step, names, event)
    call.operation, call.arguments = asked  # as the call log shows them
    made = call.first(Event, {"type": event}, "-rid")
    assert made is not None, f"what should lead to {event} does not"
    return made

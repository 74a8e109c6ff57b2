"""Records in the answers of generic operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..state.record import Record
from .fitting import Fitting
from .naming import answer_schema, identity, item_schema
from .plans import Plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..call import Call
    from ..clone import Clone
    from ..operation import Operation


def fitting(call: Call) -> Fitting:
    """What fits values to the clone's schemas in this call."""
    made = call.memo.get("fitting")
    if made is None:
        plans = call.clone.__dict__.get("_plans")
        if plans is None:
            plans = call.clone.__dict__["_plans"] = Plans(call.clone.specs.schema)
        made = call.memo["fitting"] = Fitting(None, call.now, call.base, plans)
    assert isinstance(made, Fitting)
    return made


_STATES = ("status", "state")


class Place:
    """Where an operation's answer has its item, found out once."""

    def __init__(self, clone: Clone, fit: Fitting, operation: Operation) -> None:
        effect = operation.entry["effect"]
        self.schema = answer_schema(operation)
        self.item = item_schema(operation, fit) or identity(clone, effect["kind"]).item
        self.implied = dict(_implied(fit, operation, fit.resolved(self.item).get("properties", {})))
        """What a new item has though nobody sent it: defaults of the body, the first of the states."""
        self.linked = any(name.endswith(("_id", "Id")) for name in fit.resolved(self.item).get("properties", {}))
        """Whether an item may say what it lies below."""
        self.parts = [part for part in effect.get("item_at", "").split(".") if part]
        self.seen = effect["verb"] in ("read", "read_singleton") and not effect.get("checks")
        known = fit.resolved(self.schema).get("properties", {})
        self.stems = {
            name: stem for name in known
            if name.endswith(("_id", "Id")) and (stem := name.removesuffix("_id").removesuffix("Id").lower())
        }  # fmt: skip
        """Short answers have the record's id under the name of its kind: `chat_id` of a chat."""
        self.kind = effect["kind"]
        below = fit.resolved(known.get(self.kind))
        self.whole = bool(below) and ("object" in fit.types(below) or "anyOf" in below or "oneOf" in below)
        """Whether the answer has an object named as the kind: some give the item whole beside what names it."""


def _implied(fit: Fitting, operation: Operation, properties: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    values = [(name, fit.resolved(properties.get(name)).get("enum") or (None,)) for name in _STATES]
    firsts = [(name, held[0]) for name, held in values if isinstance(held[0], str)]
    defaults = [(each.name, each.schema["default"]) for each in operation.at("body") if "default" in each.schema]
    for name, value in (*firsts, *defaults):
        if name in properties and value is not None and fit.takes(properties[name], value):
            yield name, value


def place_of(call: Call, operation: Operation) -> Place:
    """Where the operation's answer has its item."""
    places: dict[str, Place] = call.clone.__dict__.setdefault("_places", {})
    made = places.get(operation.name)
    if made is None:
        made = places[operation.name] = Place(call.clone, fitting(call), operation)
    return made


def shown(call: Call, operation: Operation, record: Record | None, extra: dict[str, Any] | None = None) -> Any:
    """The operation's answer with the record at its place; None for an answer without a body.

    What is read is shown as it is kept, where nobody published how it looks.
    """
    place = place_of(call, operation)
    if not place.schema:
        seen = place.seen and operation.status == 200
        return plain(call, record) if seen and record is not None else None
    value: Any = plain(call, record) if record is not None else {}
    if isinstance(value, dict):
        value = {**value, **extra} if extra else value
        if record is not None and not place.parts:
            ids = {name: record.id for name, stem in place.stems.items() if record.KIND.name.startswith(stem)}
            value = {**ids, **value}
        if place.whole and not place.parts and place.kind not in value:
            value[place.kind] = dict(value)
    for name in reversed(place.parts):
        value = {name: value}
    return fitting(call).fit(place.schema, value, True)


def plain(call: Call, record: Record) -> Any:
    """A record as its shape shows it, or its own fields where it has none."""
    if type(record) in call.clone.dialect.shapes:
        return call.clone.dialect.show(call, record, True)
    return call.clone.dialect.plain(call, record)

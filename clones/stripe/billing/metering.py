"""Usage: what meters count over a stretch of time; https://docs.stripe.com/billing/subscriptions/usage-based."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from clonery.server.state.query import Op

from ..records.billing import Meter, MeterEvent
from ..records.customers import Price

if TYPE_CHECKING:
    from clonery.server.call import Call


NEVER = 0
"""Before any usage, in seconds."""


def used(call: Call, price: Price, customer: str, start: int, end: int) -> Fraction:
    """What a metered price bills a customer for: usage from `start` to before `end`."""
    id = (price.recurring or {}).get("meter")
    meter = call.peek(Meter, id) if id else None
    return measured(call, meter, customer, start, end) if meter is not None else Fraction(0)


def starts(call: Call, meter: Meter, customer: str, start: int, end: int, step: int) -> list[int]:
    """Where the parts of `step` seconds begin in which something was measured."""
    found = _events(call, meter, customer, start, end)
    return sorted({start + (one.timestamp - start) // step * step for one in found})


def _events(call: Call, meter: Meter, customer: str, start: int, end: int) -> list[MeterEvent]:
    where = {"_meter": meter.id, "_customer": customer, "timestamp": Op("{0} >= ? AND {0} < ?", (start, end))}
    return call.all(MeterEvent, where, "timestamp")


def measured(call: Call, meter: Meter, customer: str, start: int, end: int) -> Fraction:
    """A meter's value for a customer, from `start` to before `end`: the sum, the count or the last of what came in."""
    found = _events(call, meter, customer, start, end)
    formula = meter.default_aggregation["formula"]
    if formula == "count":
        return Fraction(len(found))
    values = [Fraction(one._value) for one in found]
    if formula == "last":
        return values[-1] if values else Fraction(0)
    return sum(values, Fraction(0))

"""Usage over a stretch of time."""

from fractions import Fraction

import pytest

from clonery.clones.stripe.billing import metering
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Meter, MeterEvent
from clonery.clones.stripe.records.customers import Price
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("formula", "value"), [("sum", Fraction("4.5")), ("count", Fraction(2)), ("last", Fraction(2))]
)
def test_what_lies_in_the_period_counts(call: Call, formula: str, value: Fraction) -> None:
    meter = make(call, Meter, default_aggregation={"formula": formula}, display_name="Calls", event_name="calls",
                 customer_mapping={"event_payload_key": "stripe_customer_id", "type": "by_id"},
                 value_settings={"event_payload_key": "value"}, status_transitions={})  # fmt: skip
    for moment, customer, amount in (
        (99, "a", "9"),
        (100, "a", "2.5"),
        (150, "b", "9"),
        (199, "a", "2"),
        (200, "a", "9"),
    ):
        make(call, MeterEvent, event_name="calls", identifier=str(moment), payload={}, timestamp=moment,
             _customer=customer,
             _meter=meter.id, _value=amount)  # fmt: skip
    price = make(
        call, Price, product="prod_a", recurring={"interval": "month", "meter": meter.id, "usage_type": "metered"}
    )
    assert metering.used(call, price, "a", 100, 200) == value
    assert metering.measured(call, meter, "c", 0, 1000) == 0
    assert metering.used(call, make(call, Price, product="prod_a", recurring={"interval": "month"}), "a", 0, 1000) == 0

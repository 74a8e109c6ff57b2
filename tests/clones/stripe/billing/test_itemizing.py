"""Invoice items described: amounts by unit, by price, and what is refused."""

from typing import Any

import pytest

from clonery.clones.stripe.billing import itemizing
from clonery.clones.stripe.records.customers import Price
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call


@pytest.mark.parametrize(("given", "amount", "unit"), [
    ({"amount": 500, "currency": "USD"}, 500, "500"), ({"unit_amount_decimal": "0.5", "currency": "usd", "quantity": 3},
                                                       2, "0.5"),
    ({"amount": -70, "currency": "usd"}, -70, "-70"),
])  # fmt: skip
def test_amounts(call: Call, given: dict[str, Any], amount: int, unit: str) -> None:
    made = itemizing.described(call, given, "", 1000)
    assert (made["amount"], made["_unit"], made["currency"], made["date"]) == (amount, unit, "usd", 1000)
    assert made["discountable"] is (amount >= 0)
    priced = itemizing.priced(call, made)
    held = call.get(Price, priced["pricing"]["price_details"]["price"])
    assert (held.unit_amount_decimal, held.active) == (unit, False)


@pytest.mark.parametrize("given", [
    {"currency": "usd"}, {"amount": 5}, {"amount": 5, "currency": "usd", "unit_amount_decimal": "3"},
    {"amount": 5, "currency": "usd", "period": {"start": 2, "end": 1}},
])  # fmt: skip
def test_what_is_refused(call: Call, given: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        itemizing.described(call, given, "", 1000)

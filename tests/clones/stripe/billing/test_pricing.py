"""What quantities cost: units, tiers, packages, and how they are worded."""

from fractions import Fraction
from typing import Any

import pytest

from clonery.clones.stripe.billing import pricing
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.customers import Price, Product
from clonery.clones.stripe.refusals import Refusal
from clonery.server.call import Call

TIERS = [
    {"up_to": 5, "unit_amount_decimal": "500", "flat_amount_decimal": "100"},
    {"up_to": 10, "unit_amount_decimal": "400", "flat_amount_decimal": None},
    {"up_to": None, "unit_amount_decimal": "300", "flat_amount_decimal": "1000"},
]


def price(call: Call, **fields: Any) -> Price:
    product = make(call, Product, name="Pro", images=[], marketing_features=[])
    given = {"currency": "usd", "product": product.id, "recurring": {"interval": "month", "interval_count": 1},
             "type": "recurring",
             "unit_amount": 1000, "unit_amount_decimal": "1000", "_tiers": None}  # fmt: skip
    return make(call, Price, **{**given, **fields})


def test_units_are_rounded_once(call: Call) -> None:
    cheap = price(call, unit_amount=None, unit_amount_decimal="0.3333")
    assert [pricing.cost(cheap, quantity) for quantity in (1, 2, 3, 150)] == [0, 1, 1, 50]
    assert pricing.cost(price(call), Fraction("2.5")) == 2500


@pytest.mark.parametrize(("quantity", "graduated", "volume"), [
    (0, 100, 100), (1, 600, 600), (5, 2600, 2600), (6, 3000, 2400), (10, 4600, 4000), (11, 5900, 4300),
])  # fmt: skip
def test_tiers(call: Call, quantity: int, graduated: int, volume: int) -> None:
    fields = {"billing_scheme": "tiered", "_tiers": TIERS, "unit_amount": None, "unit_amount_decimal": None}
    assert pricing.cost(price(call, tiers_mode="graduated", **fields), quantity) == graduated
    assert pricing.cost(price(call, tiers_mode="volume", **fields), quantity) == volume


def test_packages(call: Call) -> None:
    up = price(call, transform_quantity={"divide_by": 10, "round": "up"})
    down = price(call, transform_quantity={"divide_by": 10, "round": "down"})
    assert (pricing.cost(up, 11), pricing.cost(down, 19)) == (2000, 1000)


def test_words(call: Call) -> None:
    assert pricing.wording(call, price(call), 2) == "2 × Pro (at $10.00 / month)"
    quarter = price(call, currency="jpy", recurring={"interval": "month", "interval_count": 3})
    assert pricing.wording(call, quarter, 1) == "1 × Pro (at ¥1,000 / every 3 months)"
    assert pricing.money(1234, "chf") == "CHF 12.34"


def test_prices_must_fit(call: Call) -> None:
    held, gone = price(call), price(call, active=False)
    for given, recurring in (({"price": held.id}, False), ({"price": gone.id}, True), ({}, True)):
        with pytest.raises(Refusal):
            pricing.priced(call, given, "items[0]", recurring)
    assert pricing.priced(call, {"price": held.id}, "items[0]", True) == held

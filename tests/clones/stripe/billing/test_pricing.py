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
    def words(price: Price, quantity: int | Fraction) -> list[str]:
        return [pricing.wording(call, price, part) for part in pricing.parts(price, quantity)]

    assert words(price(call), 2) == ["2 × Pro (at $10.00 / month)"]
    quarter = price(call, currency="jpy", recurring={"interval": "month", "interval_count": 3})
    assert words(quarter, 1) == ["1 × Pro (at ¥1,000 / every 3 months)"]
    tiers = {"billing_scheme": "tiered", "_tiers": TIERS, "unit_amount": None, "unit_amount_decimal": None}
    assert words(price(call, tiers_mode="graduated", **tiers), 7) == [
        "5 × Pro (Tier 1 at $5.00 / month)", "Pro (Tier 1 at $1.00 / month)", "2 × Pro (Tier 2 at $4.00 / month)",
    ]  # fmt: skip
    assert words(price(call, tiers_mode="volume", **tiers), 7) == ["7 × Pro (Tier 2 at $4.00 / month)"]
    packed = price(call, unit_amount=8, unit_amount_decimal="8", transform_quantity={"divide_by": 60, "round": "up"})
    assert words(packed, 9892) == ["9892 × Pro (at $0.08 per 60 units / month)"]
    product = make(call, Product, name="Usage", unit_label="credit", images=[], marketing_features=[])
    assert words(price(call, product=product.id, unit_amount=None, unit_amount_decimal="3.6"), Fraction("1.5")) == [
        "1.5 credit × Usage (at $0.036 / month)"
    ]
    assert pricing.money(1234, "chf") == "CHF 12.34"


def test_prices_must_fit(call: Call) -> None:
    held, gone = price(call), price(call, active=False)
    for given, recurring in (({"price": held.id}, False), ({"price": gone.id}, True), ({}, True)):
        with pytest.raises(Refusal):
            pricing.priced(call, given, "items[0]", recurring)
    assert pricing.priced(call, {"price": held.id}, "items[0]", True) == held


def test_what_was_billed_before_is_left_out(call: Call) -> None:
    fields = {"billing_scheme": "tiered", "_tiers": TIERS, "unit_amount": None, "unit_amount_decimal": None}
    for mode in ("graduated", "volume"):
        tiered = price(call, tiers_mode=mode, **fields)
        for before in (1, 5, 6, 10):
            below = Fraction(before)
            whole, first = pricing.cost(tiered, 13), pricing.cost(tiered, before)
            left = pricing.cost(tiered, 13, below)
            assert left + first == whole
    assert pricing.cost(price(call), 7, Fraction(3)) == 4000


def test_a_price_in_another_currency(call: Call) -> None:
    options = {"eur": {"unit_amount": 900, "unit_amount_decimal": "900", "tax_behavior": "unspecified"}}
    both = price(call, _currency_options=options)
    assert pricing.cost(pricing.inside(both, "eur"), 2) == 1800
    assert pricing.inside(both, None) is both
    with pytest.raises(Refusal, match="only supports `usd`, `eur`"):
        pricing.inside(both, "gbp")

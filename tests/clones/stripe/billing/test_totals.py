"""What invoices come to: discounts spread to the cent, taxes line by line, over many random invoices."""

from random import Random
from typing import Any

import pytest

from clonery.clones.stripe.billing import totals
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.billing import Discount
from clonery.clones.stripe.records.customers import Coupon, TaxRate
from clonery.server.call import Call


def line(amount: int, **fields: Any) -> dict[str, Any]:
    return {"amount": amount, "discountable": amount > 0, "discounts": [], "_rates": [], "_product": "prod_a", **fields}


def discount(call: Call, **coupon: Any) -> str:
    held = make(call, Coupon, name=None, **coupon)
    return make(call, Discount, start=0, source={"coupon": held.id, "type": "coupon"}).id


def rate(call: Call, percentage: float, inclusive: bool) -> str:
    return make(call, TaxRate, percentage=percentage, inclusive=inclusive, display_name="Tax").id


def test_a_discount_is_spread_by_amount(call: Call) -> None:
    lines = [line(100), line(200), line(-50), line(33)]
    made = totals.total(call, lines, [discount(call, percent_off=10)], [], "none")
    assert [totals.net(each) for each in lines] == [90, 180, -50, 30]
    assert (made["subtotal"], made["total"], made["total_discount_amounts"][0]["amount"]) == (283, 250, 33)


def test_an_amount_takes_off_no_more_than_there_is(call: Call) -> None:
    lines = [line(100), line(50, _product="prod_b")]
    off = discount(call, amount_off=500, currency="usd")
    assert totals.total(call, lines, [off], [], "none")["total"] == 0
    only = discount(call, percent_off=50, _applies_to={"products": ["prod_b"]})
    assert totals.total(call, lines, [only], [], "none")["total"] == 125


def test_a_lines_own_discount_comes_first(call: Call) -> None:
    lines = [line(1000, discounts=[discount(call, percent_off=50)])]
    made = totals.total(call, lines, [discount(call, percent_off=10)], [], "none")
    assert (made["subtotal"], made["total"], [each["amount"] for each in lines[0]["discount_amounts"]]) == (
        500,
        450,
        [500, 50],
    )


def test_taxes_are_rounded_by_line(call: Call) -> None:
    lines = [line(43), line(484)]
    made = totals.total(call, lines, [], [rate(call, 15, False)], "none")
    assert ([each["taxes"][0]["amount"] for each in lines], made["total"]) == ([6, 73], 606)


def test_inclusive_and_exclusive_together(call: Call) -> None:
    lines = [line(1200)]
    made = totals.total(call, lines, [], [rate(call, 10, False), rate(call, 20, True)], "none")
    assert [(tax["amount"], tax["tax_behavior"]) for tax in lines[0]["taxes"]] == [
        (200, "inclusive"),
        (100, "exclusive"),
    ]
    assert (made["total"], made["total_excluding_tax"], made["subtotal_excluding_tax"]) == (1300, 1000, 1000)
    assert totals.total(call, [line(1200)], [], [rate(call, 10, False)], "reverse")["total"] == 1200


@pytest.mark.parametrize("seed", range(40))
def test_sums_always_agree(call: Call, seed: int) -> None:
    chance = Random(seed)
    lines = [line(chance.randint(-500, 9999)) for _ in range(chance.randint(1, 6))]
    coupons: list[dict[str, Any]] = [
        {"percent_off": chance.randint(1, 100)}
        if chance.random() < 0.6
        else {"amount_off": chance.randint(1, 5000), "currency": "usd"}
        for _ in range(chance.randint(0, 3))
    ]
    used = [discount(call, **coupon) for coupon in coupons]
    rates = [rate(call, chance.randint(1, 30), chance.random() < 0.4) for _ in range(chance.randint(0, 2))]
    made = totals.total(call, lines, used, rates, "none")
    off = sum(each["amount"] for each in made["total_discount_amounts"])
    outside = sum(tax["amount"] for tax in made["total_taxes"] if tax["tax_behavior"] == "exclusive")
    inside = sum(tax["amount"] for tax in made["total_taxes"] if tax["tax_behavior"] == "inclusive")
    assert made["subtotal"] == sum(each["amount"] for each in lines)
    assert made["total"] == made["subtotal"] - off + outside
    assert made["total_excluding_tax"] == made["total"] - outside - inside
    assert off == sum(part["amount"] for each in lines for part in each["discount_amounts"])
    assert all(totals.net(each) >= 0 for each in lines if each["amount"] > 0)

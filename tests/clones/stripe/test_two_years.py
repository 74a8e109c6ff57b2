"""A shop's two years with one customer, month by month: every total is reckoned here once more."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from tests.clones.stripe.business import DAY, agree, at, pay_by, sell, turn, welcome, wind

TAX = Fraction(20, 100)


def cents(value: Fraction | int) -> int:
    """To the nearest cent, halves away from zero."""
    exact = Fraction(value)
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def taxed(*amounts: Fraction | int) -> int:
    """What lines come to, each rounded, each with its own tax."""
    lines = [cents(amount) for amount in amounts]
    return sum(lines) + sum(cents(line * TAX) for line in lines)


class Year:
    """One subscription on a test clock, what was billed for it, and what should have been."""

    def __init__(self, api: Any) -> None:
        self.api, self.clock = api, wind(api)
        self.customer = welcome(api, clock=self.clock).id
        rate = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 20}).id
        coupon = api.coupons.create({"percent_off": 25, "duration": "repeating", "duration_in_months": 3}).id
        self.made = api.subscriptions.create({
            "customer": self.customer, "items": [{"price": sell(api, 2900, "Pro")}], "trial_period_days": 14,
            "default_tax_rates": [rate], "discounts": [{"coupon": coupon}],
        })  # fmt: skip
        self.item = self.made["items"].data[0].id
        self.expected = [0]

    def until(self, year: int, month: int, day: int, hour: int = 0) -> None:
        """Go on in steps of a month, as a clock may."""
        goal = at(year, month, day, hour)
        now = self.api.test_helpers.test_clocks.retrieve(self.clock).frozen_time
        while now < goal:
            now = min(now + 31 * DAY, goal)
            turn(self.api, self.clock, now)

    def change(self, **given: Any) -> Any:
        """Update the item; where it is billed at once, the preview said what it comes to."""
        item = {"id": self.item} | {name: given.pop(name) for name in ("price", "quantity") if name in given}
        told = {"items": [item], **given}
        seen = self.api.invoices.create_preview({"subscription": self.made.id, "subscription_details": told})
        changed = self.api.subscriptions.update(self.made.id, {**told, "expand": ["latest_invoice"]})
        if changed.latest_invoice.billing_reason == "subscription_update":
            assert changed.latest_invoice.total == seen.total
        return changed

    def totals(self) -> list[int]:
        found = self.api.invoices.list({"subscription": self.made.id, "limit": 100})
        return [invoice.total for invoice in found.auto_paging_iter()][::-1]


@pytest.fixture
def year(api: Any) -> Iterator[Year]:
    made = Year(api)
    yield made
    assert made.totals() == made.expected
    agree(api, made.customer)


def share(of: int, since: int, begun: int, ends: int) -> Fraction:
    """What is left of a period's price at a second."""
    return Fraction(of * (ends - since), ends - begun)


def test_two_years(api: Any, year: Year) -> None:
    year.until(2026, 3, 2)
    year.expected += [taxed(2900 * Fraction(3, 4))] * 2
    team = sell(api, 9900, "Team")
    period = (at(2026, 3, 2), at(2026, 2, 15), at(2026, 3, 15))
    year.change(price=team, proration_behavior="always_invoice")
    year.expected.append(taxed(-share(2175, *period), share(7425, *period)))
    year.until(2026, 6, 14)
    year.expected += [taxed(7425), *[taxed(9900)] * 2]
    pay_by(api, year.customer, "pm_card_chargeCustomerFail")
    year.until(2026, 6, 16)
    late = api.subscriptions.retrieve(year.made.id, {"expand": ["latest_invoice"]})
    assert (late.status, late.latest_invoice.amount_due) == ("past_due", taxed(9900))
    pay_by(api, year.customer, "pm_card_visa")
    year.until(2026, 6, 19, 2)
    assert api.subscriptions.retrieve(year.made.id).status == "active"
    year.expected.append(taxed(9900))
    year.until(2026, 7, 20, 7)
    year.expected.append(taxed(9900))
    year.change(quantity=3)
    period = (at(2026, 7, 20, 7), at(2026, 7, 15), at(2026, 8, 15))
    year.until(2027, 1, 16)
    year.expected += [taxed(-share(9900, *period), share(29700, *period), 29700), *[taxed(29700)] * 5]
    paid = api.subscriptions.retrieve(year.made.id, {"expand": ["latest_invoice"]}).latest_invoice
    note = api.credit_notes.create({"invoice": paid.id, "lines": [
        {"type": "invoice_line_item", "invoice_line_item": paid.lines.data[0].id, "amount": 5000}],
        "refund_amount": 6000, "reason": "product_unsatisfactory"})  # fmt: skip
    assert (note.total, note.subtotal, note.post_payment_amount) == (6000, 5000, 6000)
    year.until(2027, 5, 1)
    year.expected += [taxed(29700)] * 3
    yearly = sell(api, 100_000, "Team, yearly", interval="year")
    changed = year.change(price=yearly)
    assert changed["items"].data[0].current_period_end == at(2028, 5, 1)
    credit = share(29700, at(2027, 5, 1), at(2027, 4, 15), at(2027, 5, 15))
    year.expected.append(taxed(-credit, 300_000))
    year.until(2028, 1, 1)
    over = api.subscriptions.cancel(year.made.id, {"prorate": True, "invoice_now": True})
    back = share(300_000, at(2028, 1, 1), at(2027, 5, 1), at(2028, 5, 1))
    year.expected.append(taxed(-back))
    assert (over.status, over.ended_at) == ("canceled", at(2028, 1, 1))
    refunded = sum(
        charge.amount_refunded for charge in api.charges.list({"customer": year.customer, "limit": 100}).data
    )
    assert refunded == 6000

"""A small business for the billing tests: what it sells, who subscribes, and a clock that turns."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

START = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())
DAY, HOUR = 86_400, 3_600


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """A moment in seconds."""
    return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())


def sell(api: Any, amount: int, name: str = "Pro", currency: str = "usd", interval: str = "month", **more: Any) -> str:
    """The id of a new price that recurs."""
    recurring = {"interval": interval, **more.pop("recurring", {})}
    product = api.products.create({"name": name})
    fields = {"product": product.id, "currency": currency, "recurring": recurring, **more}
    if "tiers" not in more:
        fields["unit_amount"] = amount
    return str(api.prices.create(fields).id)


def sell_once(api: Any, amount: int, name: str = "Setup", currency: str = "usd") -> str:
    """The id of a new price that is paid once."""
    product = api.products.create({"name": name})
    return str(api.prices.create({"product": product.id, "currency": currency, "unit_amount": amount}).id)


def welcome(api: Any, card: str | None = "pm_card_visa", clock: str | None = None, **more: Any) -> Any:
    """A new customer who pays by that card."""
    fields = {"name": "Ana", "email": "ana@acme.example", **more}
    if clock is not None:
        fields["test_clock"] = clock
    customer = api.customers.create(fields)
    if card is not None:
        pay_by(api, customer.id, card)
    return customer


def pay_by(api: Any, customer: str, card: str) -> str:
    """Let a customer pay by another card from now on; its id."""
    method = api.payment_methods.attach(card, {"customer": customer})
    api.customers.update(customer, {"invoice_settings": {"default_payment_method": method.id}})
    return str(method.id)


def wind(api: Any, at: int = START) -> str:
    """The id of a new test clock."""
    return str(api.test_helpers.test_clocks.create({"frozen_time": at}).id)


def turn(api: Any, clock: str, to: int) -> None:
    """Advance a test clock, and see that it got there."""
    api.test_helpers.test_clocks.advance(clock, {"frozen_time": to})
    read = api.test_helpers.test_clocks.retrieve(clock)
    assert (read.status, read.frozen_time) == ("ready", to)


def types(api: Any, since: int = 0) -> list[str]:
    """The types of all events, oldest first, without the first `since`."""
    return [event.type for event in api.events.list({"limit": 100}).auto_paging_iter()][::-1][since:]


def lines(invoice: Any) -> list[tuple[str, int]]:
    """What an invoice bills."""
    return [(line.description, line.amount) for line in invoice.lines.data]


def agree(api: Any, customer: str) -> None:
    """Every invoice adds up, the balance is the sum of its movements, and what was charged is what was paid."""
    invoices = list(api.invoices.list({"customer": customer, "limit": 100}).auto_paging_iter())
    for invoice in invoices:
        lines = list(api.invoices.line_items.list(invoice.id, {"limit": 100}).auto_paging_iter())
        off = sum(each.amount for each in invoice.total_discount_amounts)
        outside = sum(tax.amount for tax in invoice.total_taxes if tax.tax_behavior == "exclusive")
        assert invoice.subtotal == sum(line.amount for line in lines)
        assert invoice.total == invoice.subtotal - off + outside
        if invoice.status in ("open", "paid"):
            assert invoice.amount_due == invoice.total + invoice.starting_balance - invoice.ending_balance
            assert invoice.amount_paid + invoice.amount_remaining == invoice.amount_due
    moves = list(api.customers.balance_transactions.list(customer, {"limit": 100}).auto_paging_iter())[::-1]
    assert api.customers.retrieve(customer).balance == sum(move.amount for move in moves)
    for before, after in pairwise(moves):
        assert after.ending_balance == before.ending_balance + after.amount
    charges = list(api.charges.list({"customer": customer, "limit": 100}).auto_paging_iter())
    paid = sum(charge.amount for charge in charges if charge.status == "succeeded")
    assert paid == sum(invoice.amount_paid for invoice in invoices)

"""Quotes: sums, finalizing, accepting, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import lines, sell, sell_once, types, welcome


def test_a_quote_becomes_a_subscription(api: Any) -> None:
    customer = welcome(api)
    coupon = api.coupons.create({"percent_off": 10, "duration": "once"})
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 20})
    items = [{"price": sell(api, 2000), "quantity": 2}, {"price": sell_once(api, 1000)}]
    made = api.quotes.create({
        "customer": customer.id, "line_items": items, "discounts": [{"coupon": coupon.id}],
        "default_tax_rates": [tax.id],
        "expand": ["line_items"],
    })  # fmt: skip
    assert (made.status, made.amount_subtotal, made.amount_total) == ("draft", 5000, 5400)
    assert (made.total_details.amount_discount, made.total_details.amount_tax) == (500, 900)
    assert (made.computed.recurring.amount_subtotal, made.computed.recurring.interval) == (4000, "month")
    assert [item.amount_subtotal for item in made.line_items.data] == [4000, 1000]
    final = api.quotes.finalize_quote(made.id)
    assert (final.status, final.number[:3]) == ("open", "QT-")
    done = api.quotes.accept(made.id)
    assert (done.status, done.subscription is not None) == ("accepted", True)
    invoice = api.invoices.retrieve(done.invoice)
    assert (invoice.total, [amount for _, amount in lines(invoice)]) == (5400, [1000, 4000])
    assert [kind for kind in types(api) if kind.startswith("quote.")] == [
        "quote.created",
        "quote.finalized",
        "quote.accepted",
    ]
    assert [one.id for one in api.quotes.list({"customer": customer.id, "status": "accepted"}).data] == [made.id]


def test_a_quote_of_things_sold_once_becomes_an_invoice(api: Any) -> None:
    customer = welcome(api)
    made = api.quotes.create({"customer": customer.id, "line_items": [{"price": sell_once(api, 700), "quantity": 3}]})
    api.quotes.finalize_quote(made.id)
    invoice = api.invoices.retrieve(api.quotes.accept(made.id).invoice)
    assert (invoice.status, invoice.total, invoice.billing_reason) == ("draft", 2100, "quote_accept")
    assert invoice.parent.quote_details.quote == made.id
    assert api.quotes.line_items.list(made.id).data[0].amount_total == 2100


def test_changed_while_a_draft_and_then_no_more(api: Any) -> None:
    made = api.quotes.create({"line_items": [{"price": sell(api, 2000)}]})
    with pytest.raises(stripe.InvalidRequestError):
        api.quotes.finalize_quote(made.id)
    changed = api.quotes.update(
        made.id, {"customer": welcome(api).id, "line_items": [{"price": sell(api, 900)}], "header": "Offer"}
    )
    assert (changed.amount_total, changed.header) == (900, "Offer")
    with pytest.raises(stripe.InvalidRequestError):
        api.quotes.accept(made.id)
    api.quotes.finalize_quote(made.id)
    with pytest.raises(stripe.InvalidRequestError):
        api.quotes.update(made.id, {"header": "Late"})
    assert api.quotes.cancel(made.id).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        api.quotes.accept(made.id)
    assert api.quotes.retrieve(made.id).status == "canceled"

"""Quotes: what recurs and what is due at first, with discounts and taxes."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import sell, sell_once, welcome


def test_sums_of_what_recurs_and_of_all(api: Any) -> None:
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 10})
    items = [{"price": sell(api, 1000), "quantity": 3, "tax_rates": [tax.id]}, {"price": sell_once(api, 500)}]
    made = api.quotes.create({"customer": welcome(api).id, "line_items": items})
    computed = made.computed
    assert (computed.recurring.amount_total, computed.upfront.amount_total, made.amount_total) == (3300, 3800, 3800)
    shown = api.quotes.line_items.list(made.id).data
    assert [(item.amount_subtotal, item.amount_tax, item.amount_total) for item in shown] == [
        (3000, 300, 3300),
        (500, 0, 500),
    ]
    assert [item.price.unit_amount for item in api.quotes.computed_upfront_line_items.list(made.id).data] == [1000, 500]


def test_what_is_refused(api: Any) -> None:
    for items in ([{"price": "price_none"}], [{"price": sell(api, 1)}, {"price": sell(api, 1, currency="eur")}]):
        with pytest.raises(stripe.InvalidRequestError):
            api.quotes.create({"line_items": items})
    with pytest.raises(stripe.InvalidRequestError):
        api.quotes.create({"customer": "cus_none"})
    assert api.quotes.list().data == []

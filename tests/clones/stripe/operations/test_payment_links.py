"""Payment Links: one link, a page for each who follows it."""

from typing import Any

import httpx
import pytest
import stripe

from .test_checkout_sessions import CARD, price


def test_each_who_follows_a_link_gets_a_page(api: Any) -> None:
    made = api.payment_links.create(
        {"line_items": [{"price": price(api), "quantity": 1}], "metadata": {"campaign": "may"}}
    )
    assert made.active is True
    first, second = (httpx.get(made.url).headers["location"] for _ in range(2))
    assert first != second
    assert "Thank you" in httpx.post(first, data=CARD, follow_redirects=True).text
    (done, open_) = sorted(api.checkout.sessions.list({"payment_link": made.id}).data, key=lambda one: one.status)
    assert (done.status, open_.status) == ("complete", "open")
    assert (done.amount_total, done.metadata["campaign"], done.payment_status) == (2500, "may", "paid")
    read = api.payment_links.retrieve(made.id, {"expand": ["line_items"]})
    assert read.line_items.data[0].amount_total == 2500
    assert api.payment_links.line_items.list(made.id).data[0].quantity == 1


def test_a_link_is_closed(api: Any) -> None:
    limited = {"restrictions": {"completed_sessions": {"limit": 1}}, "after_completion": {
        "type": "redirect", "redirect": {"url": "https://acme.example/thanks"}}}  # fmt: skip
    made = api.payment_links.create({"line_items": [{"price": price(api), "quantity": 1}], **limited})
    paid = httpx.post(httpx.get(made.url).headers["location"], data=CARD)
    assert paid.headers["location"] == "https://acme.example/thanks"
    assert httpx.get(made.url).status_code == 404
    other = api.payment_links.create({"line_items": [{"price": price(api), "quantity": 1}]})
    assert api.payment_links.update(other.id, {"active": False}).active is False
    assert httpx.get(other.url).status_code == 404
    assert [one.id for one in api.payment_links.list({"active": True}).data] == [made.id]


def test_a_link_needs_something_to_sell(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_links.create({"line_items": [{"price": "price_nothing", "quantity": 1}]})
    assert (caught.value.code, caught.value.param) == ("resource_missing", "line_items[0][price]")


def test_shipping_rates_are_kept(api: Any) -> None:
    made = api.shipping_rates.create({"display_name": "Post", "type": "fixed_amount",
                                      "fixed_amount": {"amount": 500, "currency": "EUR"}})  # fmt: skip
    assert api.shipping_rates.update(made.id, {"active": False}).active is False
    assert api.shipping_rates.retrieve(made.id).fixed_amount.currency == "eur"
    assert [one.id for one in api.shipping_rates.list({"currency": "eur"}).data] == [made.id]
    assert api.shipping_rates.list({"active": True}).data == []

"""Subscriptions through their operations: lists, search, cancellation, resumption, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, lines, sell, turn, types, welcome, wind


def subscribe(api: Any, customer: str, price: str, **more: Any) -> Any:
    return api.subscriptions.create({"customer": customer, "items": [{"price": price}], **more})


def test_lists_by_customer_price_and_status(api: Any) -> None:
    customer, price, other = welcome(api), sell(api, 2000), sell(api, 3000)
    first, second = subscribe(api, customer.id, price), subscribe(api, customer.id, other)
    api.subscriptions.cancel(first.id)
    assert [one.id for one in api.subscriptions.list({"customer": customer.id}).data] == [second.id]
    assert [one.id for one in api.subscriptions.list({"status": "all", "customer": customer.id}).data] == [
        second.id,
        first.id,
    ]
    assert [one.id for one in api.subscriptions.list({"status": "canceled", "price": price}).data] == [first.id]
    assert api.subscriptions.list({"price": price}).data == []
    assert [one.id for one in api.subscriptions.list({"current_period_end": {"gte": 1}, "price": other}).data] == [
        second.id
    ]


def test_search_by_metadata(api: Any) -> None:
    made = subscribe(api, welcome(api).id, sell(api, 2000), metadata={"order": "7"})
    assert [one.id for one in api.subscriptions.search({"query": "metadata['order']:'7'"}).data] == [made.id]
    changed = api.subscriptions.update(made.id, {"metadata": {"order": "", "seat": "2"}})
    assert changed.metadata.to_dict() == {"seat": "2"}
    assert api.subscriptions.search({"query": "metadata['order']:'7'"}).data == []
    assert api.subscriptions.search({"query": "status:'active' AND metadata['seat']:'2'"}).data[0].id == made.id


def test_cancel_now(api: Any) -> None:
    customer = welcome(api)
    made = subscribe(api, customer.id, sell(api, 2000))
    over = api.subscriptions.cancel(
        made.id, {"cancellation_details": {"comment": "too dear", "feedback": "too_expensive"}}
    )
    assert (over.status, over.ended_at, over.canceled_at) == ("canceled", over.canceled_at, over.ended_at)
    details = over.cancellation_details
    assert (details.reason, details.comment, details.feedback) == (
        "cancellation_requested",
        "too dear",
        "too_expensive",
    )
    assert types(api)[-1] == "customer.subscription.deleted"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.cancel(made.id)
    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError):
        api.subscriptions.update(made.id, {"cancel_at_period_end": True})
    assert api.subscriptions.update(made.id, {"metadata": {"a": "1"}}).metadata["a"] == "1"


def test_cancel_at_the_end_of_the_period_and_think_better_of_it(api: Any) -> None:
    clock = wind(api)
    made = subscribe(api, welcome(api, clock=clock).id, sell(api, 2000))
    ends = api.subscriptions.update(made.id, {"cancel_at_period_end": True})
    assert (ends.status, ends.cancel_at, ends.canceled_at) == ("active", at(2026, 2, 1), START)
    stays = api.subscriptions.update(made.id, {"cancel_at_period_end": False})
    assert (stays.cancel_at, stays.canceled_at, stays.cancellation_details.reason) == (None, None, None)
    api.subscriptions.update(made.id, {"cancel_at_period_end": True})
    turn(api, clock, at(2026, 2, 1, 2))
    over = api.subscriptions.retrieve(made.id)
    assert (over.status, over.ended_at, over.canceled_at) == ("canceled", at(2026, 2, 1), START)
    assert len(api.invoices.list({"subscription": made.id}).data) == 1


def test_cancel_at_a_day_is_billed_to_that_day(api: Any) -> None:
    clock = wind(api)
    made = subscribe(api, welcome(api, clock=clock).id, sell(api, 2800))
    api.subscriptions.update(made.id, {"cancel_at": at(2026, 2, 15)})
    turn(api, clock, at(2026, 2, 1, 2))
    half = api.subscriptions.retrieve(made.id, {"expand": ["latest_invoice"]})
    assert (half.latest_invoice.amount_paid, half["items"].data[0].current_period_end) == (1400, at(2026, 2, 15))
    turn(api, clock, at(2026, 2, 15))
    assert api.subscriptions.retrieve(made.id).status == "canceled"


def test_a_discount_is_taken_away(api: Any, http: Any) -> None:
    coupon = api.coupons.create({"percent_off": 50, "duration": "forever"})
    made = subscribe(api, welcome(api).id, sell(api, 2000), discounts=[{"coupon": coupon.id}])
    path = f"/v1/customers/{made.customer}/subscriptions/{made.id}/discount"
    assert http.get(path).json()["source"] == {"coupon": coupon.id, "type": "coupon"}
    assert api.subscriptions.delete_discount(made.id).deleted is True
    assert api.subscriptions.retrieve(made.id).discounts == []
    with pytest.raises(stripe.InvalidRequestError):
        api.subscriptions.delete_discount(made.id)


def test_below_a_customer(api: Any, http: Any) -> None:
    customer, other = welcome(api), welcome(api)
    made = http.post(f"/v1/customers/{customer.id}/subscriptions", data={"items[0][price]": sell(api, 2000)}).json()
    path = f"/v1/customers/{customer.id}/subscriptions/{made['id']}"
    assert http.get(path).json()["status"] == "active"
    assert http.get(f"/v1/customers/{other.id}/subscriptions/{made['id']}").status_code == 404
    assert http.post(path, data={"metadata[a]": "1"}).json()["metadata"] == {"a": "1"}
    assert [one["id"] for one in http.get(f"/v1/customers/{customer.id}/subscriptions").json()["data"]] == [made["id"]]
    assert http.delete(path).json()["status"] == "canceled"
    assert http.get(f"/v1/customers/{customer.id}/subscriptions").json()["data"] == []


def test_migrate_and_resume_refuse(api: Any) -> None:
    made = subscribe(api, welcome(api).id, sell(api, 2000), billing_mode={"type": "classic"})
    assert made.billing_mode.type == "classic"
    assert api.subscriptions.migrate(made.id, {"billing_mode": {"type": "flexible"}}).billing_mode.type == "flexible"
    with pytest.raises(stripe.InvalidRequestError):
        api.subscriptions.resume(made.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.retrieve("sub_none")
    assert (caught.value.http_status, caught.value.param) == (404, "id")


def test_a_business_of_two_customers_on_one_clock(api: Any) -> None:
    clock = wind(api)
    one, other = welcome(api, clock=clock), welcome(api, clock=clock)
    price = sell(api, 1000, interval="week")
    made = [subscribe(api, customer.id, price) for customer in (one, other)]
    turn(api, clock, START + 14 * DAY)
    turn(api, clock, START + 14 * DAY + 7200)
    for each in made:
        invoices = api.invoices.list({"subscription": each.id}).data
        assert [lines(invoice)[0][1] for invoice in invoices] == [1000, 1000, 1000]
        assert {invoice.status for invoice in invoices} == {"paid"}


def test_what_was_never_paid_expires_when_it_is_canceled(api: Any) -> None:
    made = subscribe(api, welcome(api, card=None).id, sell(api, 2000), payment_behavior="default_incomplete")
    assert api.subscriptions.cancel(made.id).status == "incomplete_expired"
    assert api.invoices.retrieve(made.latest_invoice).status == "void"

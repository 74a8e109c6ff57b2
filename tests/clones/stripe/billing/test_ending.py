"""How subscriptions end: what is billed, credited and dropped on the way."""

from typing import Any

from tests.clones.stripe.business import DAY, START, at, lines, pay_by, sell, turn, types, welcome, wind


def begin(api: Any, amount: int = 3100, **more: Any) -> tuple[str, str, Any]:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, amount)}], **more})
    return clock, customer.id, made


def test_prorations_that_wait_go_with_it(api: Any) -> None:
    clock, customer, made = begin(api)
    turn(api, clock, START + 10 * DAY)
    api.subscription_items.update(made["items"].data[0].id, {"quantity": 2})
    assert len(api.invoice_items.list({"customer": customer, "pending": True}).data) == 2
    api.subscriptions.cancel(made.id)
    assert api.invoice_items.list({"customer": customer, "pending": True}).data == []


def test_what_waits_is_billed_with_invoice_now(api: Any) -> None:
    clock, _, made = begin(api)
    turn(api, clock, START + 10 * DAY)
    api.subscription_items.update(made["items"].data[0].id, {"quantity": 2})
    over = api.subscriptions.cancel(made.id, {"invoice_now": True})
    last = api.invoices.retrieve(over.latest_invoice)
    assert ([amount for _, amount in lines(last)], last.billing_reason) == ([-2100, 4200], "subscription_cycle")
    turn(api, clock, START + 10 * DAY + 7200)
    assert api.invoices.retrieve(last.id).amount_paid == 2100


def test_open_invoices_are_collected_no_more(api: Any) -> None:
    clock, customer, made = begin(api)
    pay_by(api, customer, "pm_card_chargeCustomerFail")
    turn(api, clock, at(2026, 2, 1, 2))
    api.subscriptions.cancel(made.id)
    pay_by(api, customer, "pm_card_visa")
    turn(api, clock, at(2026, 2, 20))
    late = api.invoices.list({"customer": customer}).data[0]
    assert (late.status, late.auto_advance, late.next_payment_attempt) == ("open", False, None)


def test_an_end_before_the_period_is_over_gives_credit_back(api: Any) -> None:
    clock, customer, made = begin(api)
    api.subscriptions.update(made.id, {"cancel_at": START + 10 * DAY})
    turn(api, clock, START + 10 * DAY + 7200)
    assert api.subscriptions.retrieve(made.id).status == "canceled"
    last = api.invoices.list({"customer": customer}).data[0]
    assert (last.total, last.status, api.customers.retrieve(customer).balance) == (-2100, "paid", -2100)
    assert types(api).count("customer.subscription.deleted") == 1


def test_without_prorations_it_just_ends(api: Any) -> None:
    clock, customer, made = begin(api)
    api.subscriptions.update(made.id, {"cancel_at": START + 10 * DAY, "proration_behavior": "none"})
    turn(api, clock, START + 10 * DAY + 7200)
    assert len(api.invoices.list({"customer": customer}).data) == 1
    assert api.customers.retrieve(customer).balance == 0


def test_what_is_left_goes_to_the_balance(api: Any) -> None:
    clock, customer, made = begin(api)
    turn(api, clock, START + 10 * DAY)
    api.subscriptions.cancel(made.id, {"invoice_now": True, "prorate": True})
    assert api.invoices.list({"customer": customer}).data[0].total == -2100
    turn(api, clock, START + 10 * DAY + 7200)
    last = api.invoices.list({"customer": customer}).data[0]
    assert (last.status, last.ending_balance, api.customers.retrieve(customer).balance) == ("paid", -2100, -2100)

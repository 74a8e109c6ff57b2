"""Subscriptions changed: prorations to the cent, what is billed at once, what waits."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, lines, pay_by, sell, sell_once, turn, types, welcome, wind


@pytest.fixture
def clock(api: Any) -> str:
    return wind(api)


@pytest.fixture
def customer(api: Any, clock: str) -> str:
    return str(welcome(api, clock=clock).id)


def subscribe(api: Any, customer: str, price: str, **more: Any) -> Any:
    return api.subscriptions.create({"customer": customer, "items": [{"price": price}], **more})


def waiting(api: Any, customer: str) -> list[tuple[str, int]]:
    """What waits for the next invoice, newest first."""
    found = api.invoice_items.list({"customer": customer, "pending": True}).data
    return [(item.description, item.amount) for item in found]


def test_an_upgrade_waits_for_the_next_invoice(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000, "Small"))
    item = made["items"].data[0]
    turn(api, clock, START + 31 * DAY * 2 // 3)
    changed = api.subscriptions.update(made.id, {"items": [{"id": item.id, "price": sell(api, 2000, "Large")}]})
    assert changed["items"].data[0].current_period_end == item.current_period_end
    assert changed.latest_invoice == made.latest_invoice
    assert waiting(api, customer) == [("Unused time on Small after 21 Jan 2026", -333),
                                      ("Remaining time on Large after 21 Jan 2026", 667)]  # fmt: skip
    credit = api.invoice_items.list({"customer": customer, "pending": True}).data[0]
    assert (credit.proration, credit.discountable, credit.parent.subscription_details.subscription) == (
        True,
        False,
        made.id,
    )
    credited = credit.proration_details.credited_items
    assert credited.invoice_line_item_details.invoice == made.latest_invoice
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert lines(paid) == [
        ("Unused time on Small after 21 Jan 2026", -333), ("Remaining time on Large after 21 Jan 2026", 667),
        ("1 × Large (at $20.00 / month)", 2000),
    ]  # fmt: skip
    assert (paid.status, paid.total, paid.amount_paid) == ("paid", 2334, 2334)
    assert waiting(api, customer) == []


@pytest.mark.parametrize(("before", "after", "share", "credit", "debit"), [
    (1000, 1800, 400, -3, 5), (1000, 3100, 400, -3, 8), (2000, 1000, 3, -667, 333), (1000, 2000, 1, -1000, 2000),
])  # fmt: skip
def test_prorations_round_to_the_nearest_unit(
    api: Any, clock: str, customer: str, before: int, after: int, share: int, credit: int, debit: int
) -> None:
    made = subscribe(api, customer, sell(api, before))
    item = made["items"].data[0]
    moment = item.current_period_end - (item.current_period_end - item.current_period_start) // share
    api.subscriptions.update(made.id, {"items": [{"id": item.id, "price": sell(api, after)}], "proration_date": moment})
    assert [amount for _, amount in waiting(api, customer)] == [credit, debit]


def test_always_invoice_is_paid_at_once(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000, "Small"))
    item = made["items"].data[0]
    turn(api, clock, START + 31 * DAY * 2 // 3)
    seen = len(types(api))
    changed = api.subscriptions.update(made.id, {
        "items": [{"id": item.id, "price": sell(api, 2000, "Large")}], "proration_behavior": "always_invoice",
    })  # fmt: skip
    invoice = api.invoices.retrieve(changed.latest_invoice)
    assert [amount for _, amount in lines(invoice)] == [-333, 667]
    assert (invoice.status, invoice.total, invoice.billing_reason) == ("paid", 334, "subscription_update")
    assert (invoice.attempt_count, invoice.attempted) == (1, True)
    assert types(api, seen)[2:] == [
        "invoiceitem.created", "invoiceitem.created", "invoice.created", "customer.subscription.updated",
        "payment_intent.created", "invoice.finalized", "charge.succeeded", "payment_intent.succeeded",
        "invoice.updated",
        "invoice.paid", "invoice.payment_succeeded", "invoice_payment.paid",
    ]  # fmt: skip


def test_credit_goes_to_the_customers_balance_and_pays_the_next_invoice(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 2000, "Large"))
    item = made["items"].data[0]
    turn(api, clock, START + 31 * DAY * 2 // 3)
    changed = api.subscriptions.update(made.id, {
        "items": [{"id": item.id, "price": sell(api, 1000, "Small")}], "proration_behavior": "always_invoice",
    })  # fmt: skip
    invoice = api.invoices.retrieve(changed.latest_invoice)
    assert (invoice.status, invoice.total, invoice.amount_due, invoice.ending_balance) == ("paid", -334, 0, -334)
    assert (invoice.attempted, invoice.attempt_count) == (True, 0)
    moved = api.customers.balance_transactions.list(customer).data[0]
    assert (moved.amount, moved.type, moved.ending_balance) == (-334, "applied_to_invoice", -334)
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert (paid.total, paid.starting_balance, paid.amount_due, paid.amount_paid, paid.ending_balance) == (
        1000,
        -334,
        666,
        666,
        0,
    )
    assert api.customers.retrieve(customer).balance == 0


def test_less_than_can_be_charged_waits_on_the_balance(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000))
    item = made["items"].data[0]
    moment = item.current_period_end - (item.current_period_end - item.current_period_start) // 400
    changed = api.subscriptions.update(made.id, {
        "items": [{"id": item.id, "price": sell(api, 1700)}], "proration_behavior": "always_invoice",
        "proration_date": moment,
    })  # fmt: skip
    invoice = api.invoices.retrieve(changed.latest_invoice)
    assert (invoice.total, invoice.status, invoice.amount_due, invoice.ending_balance) == (1, "paid", 0, 1)
    assert api.customers.balance_transactions.list(customer).data[0].type == "invoice_too_small"
    other = subscribe(api, customer, sell(api, 1000))
    first = api.invoices.retrieve(other.latest_invoice)
    assert (first.starting_balance, first.amount_due, first.amount_paid) == (1, 1001, 1001)
    assert api.customers.retrieve(customer).balance == 0


def test_none_costs_nothing_and_credits_what_was_paid(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000))
    item = made["items"].data[0]
    api.subscriptions.update(
        made.id, {"items": [{"id": item.id, "price": sell(api, 1800)}], "proration_behavior": "none"}
    )
    assert waiting(api, customer) == []
    over = api.subscriptions.cancel(made.id, {"prorate": True})
    assert over.status == "canceled"
    assert [amount for _, amount in waiting(api, customer)] == [-1000]


def test_a_quantity_is_prorated_as_a_whole(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000))
    item = made["items"].data[0]
    turn(api, clock, START + 31 * DAY // 2)
    api.subscription_items.update(item.id, {"quantity": 3})
    assert waiting(api, customer) == [("Unused time on Pro after 16 Jan 2026", -500),
                                      ("Remaining time on 3 × Pro after 16 Jan 2026", 1500)]  # fmt: skip
    turn(api, clock, START + 31 * DAY * 3 // 4)
    api.subscription_items.update(item.id, {"quantity": 2})
    assert [amount for _, amount in waiting(api, customer)] == [-750, 500, -500, 1500]
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert paid.amount_paid == -750 + 500 - 500 + 1500 + 2000


def test_another_interval_begins_a_period_and_is_billed_at_once(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 3100))
    item = made["items"].data[0]
    turn(api, clock, START + 10 * DAY)
    changed = api.subscriptions.update(
        made.id, {"items": [{"id": item.id, "price": sell(api, 30000, interval="year")}]}
    )
    assert changed.billing_cycle_anchor == START + 10 * DAY
    assert changed["items"].data[0].current_period_end == at(2027, 1, 11)
    invoice = api.invoices.retrieve(changed.latest_invoice)
    assert [amount for _, amount in lines(invoice)] == [-2100, 30000]
    assert (invoice.status, invoice.amount_paid) == ("paid", 27900)


def test_from_free_to_paid_begins_a_period(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 0, "Free"))
    assert api.invoices.retrieve(made.latest_invoice).status == "paid"
    turn(api, clock, START + 10 * DAY)
    item = made["items"].data[0]
    changed = api.subscriptions.update(made.id, {"items": [{"id": item.id, "price": sell(api, 3100)}]})
    assert (changed.billing_cycle_anchor, changed["items"].data[0].current_period_end) == (
        START + 10 * DAY,
        at(2026, 2, 11),
    )
    assert api.invoices.retrieve(changed.latest_invoice).amount_paid == 3100


def test_the_anchor_moves_to_now(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 3100))
    turn(api, clock, START + 10 * DAY)
    changed = api.subscriptions.update(made.id, {"billing_cycle_anchor": "now"})
    invoice = api.invoices.retrieve(changed.latest_invoice)
    assert [amount for _, amount in lines(invoice)] == [-2100, 3100]
    assert changed["items"].data[0].current_period_end == at(2026, 2, 11)


def test_items_come_and_go(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000, "Base"))
    base = made["items"].data[0]
    turn(api, clock, START + 31 * DAY // 2)
    extra = api.subscription_items.create({"subscription": made.id, "price": sell(api, 400, "Extra"), "quantity": 2})
    assert (extra.quantity, extra.current_period_end) == (2, base.current_period_end)
    assert waiting(api, customer) == [("Remaining time on 2 × Extra after 16 Jan 2026", 400)]
    assert [item.id for item in api.subscription_items.list({"subscription": made.id}).data] == [base.id, extra.id]
    assert api.subscription_items.delete(base.id).deleted is True
    assert [amount for _, amount in waiting(api, customer)] == [-500, 400]
    assert [item.id for item in api.subscriptions.retrieve(made.id)["items"].data] == [extra.id]
    with pytest.raises(stripe.InvalidRequestError):
        api.subscription_items.delete(extra.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscription_items.retrieve(base.id)
    assert caught.value.http_status == 404
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert paid.amount_paid == -500 + 400 + 800


def test_a_trial_can_be_ended_and_begun(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 3100), trial_period_days=10)
    turn(api, clock, START + 5 * DAY)
    ended = api.subscriptions.update(made.id, {"trial_end": "now"})
    assert (ended.status, ended.billing_cycle_anchor) == ("active", START + 5 * DAY)
    assert api.invoices.retrieve(ended.latest_invoice).amount_paid == 3100
    turn(api, clock, START + 15 * DAY)
    again = api.subscriptions.update(made.id, {"trial_end": START + 20 * DAY})
    assert (again.status, again.trial_end) == ("trialing", START + 20 * DAY)
    assert [amount for _, amount in waiting(api, customer)] == [-2100]
    turn(api, clock, START + 20 * DAY + 7200)
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert (paid.total, paid.status) == (1000, "paid")


def test_a_failed_update_is_past_due_or_nothing(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000))
    item = made["items"].data[0]
    pay_by(api, customer, "pm_card_chargeCustomerFail")
    change = {"items": [{"id": item.id, "price": sell(api, 9000)}], "proration_behavior": "always_invoice"}
    with pytest.raises(stripe.CardError) as caught:
        api.subscriptions.update(made.id, {**change, "payment_behavior": "error_if_incomplete"})
    assert caught.value.code == "card_declined"
    kept = api.subscriptions.retrieve(made.id)
    assert (kept.status, kept["items"].data[0].price.unit_amount, kept.latest_invoice) == (
        "active",
        1000,
        made.latest_invoice,
    )
    late = api.subscriptions.update(made.id, change)
    assert (late.status, late["items"].data[0].price.unit_amount) == ("past_due", 9000)
    pay_by(api, customer, "pm_card_visa")
    assert api.invoices.pay(late.latest_invoice).status == "paid"
    assert api.subscriptions.retrieve(made.id).status == "active"


def test_things_sold_once_join_the_next_invoice(api: Any, clock: str, customer: str) -> None:
    made = api.subscriptions.create({
        "customer": customer, "items": [{"price": sell(api, 1000)}],
        "add_invoice_items": [{"price": sell_once(api, 5000)}],
    })  # fmt: skip
    assert [amount for _, amount in lines(api.invoices.retrieve(made.latest_invoice))] == [5000, 1000]
    api.subscriptions.update(made.id, {"add_invoice_items": [{"price": sell_once(api, 700, "Help"), "quantity": 2}]})
    turn(api, clock, at(2026, 2, 1, 2))
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert lines(paid) == [("Help", 1400), ("1 × Pro (at $10.00 / month)", 1000)]


def test_new_discounts_and_taxes_count_at_once(api: Any, clock: str, customer: str) -> None:
    made = subscribe(api, customer, sell(api, 1000))
    coupon = api.coupons.create({"percent_off": 50, "duration": "forever"})
    tax = api.tax_rates.create({"display_name": "VAT", "inclusive": False, "percentage": 10})
    change = {
        "items": [{"id": made["items"].data[0].id, "price": sell(api, 5000, interval="year")}],
        "discounts": [{"coupon": coupon.id}], "default_tax_rates": [tax.id],
    }  # fmt: skip
    details = {"items": change["items"], "default_tax_rates": [tax.id]}
    seen = api.invoices.create_preview({
        "subscription": made.id, "discounts": change["discounts"], "subscription_details": details,
    })  # fmt: skip
    changed = api.subscriptions.update(made.id, {**change, "expand": ["latest_invoice"]})
    assert [line.amount for line in changed.latest_invoice.lines.data] == [-1000, 5000]
    assert changed.latest_invoice.total == seen.total == 1650
    assert len(changed.discounts) == 1
    assert api.coupons.retrieve(coupon.id).times_redeemed == 1


def test_before_the_first_payment_little_can_change(api: Any) -> None:
    customer = welcome(api, card=None)
    made = subscribe(api, customer.id, sell(api, 1000), payment_behavior="default_incomplete")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.update(made.id, {"items": [{"id": made["items"].data[0].id, "quantity": 2}]})
    assert caught.value.param == "items"
    method = pay_by(api, customer.id, "pm_card_visa")
    changed = api.subscriptions.update(made.id, {"metadata": {"a": "1"}, "default_payment_method": method})
    assert (changed.metadata["a"], changed.default_payment_method) == ("1", method)
    assert api.invoices.pay(made.latest_invoice).status == "paid"
    assert api.subscriptions.retrieve(made.id).status == "active"

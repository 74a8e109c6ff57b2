"""Renewals on a test clock: months, trials, retries, in the order in which they are told."""

import time
from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, HOUR, START, at, lines, pay_by, sell, turn, types, welcome, wind

from clonery.clones.stripe.billing import periods


def subscribe(api: Any, customer: str, price: str, **more: Any) -> Any:
    return api.subscriptions.create({"customer": customer, "items": [{"price": price}], **more})


def test_a_renewal_is_told_in_order_and_paid_an_hour_later(api: Any) -> None:
    clock = wind(api)
    made = subscribe(api, welcome(api, clock=clock).id, sell(api, 2000))
    assert (made.status, made["items"].data[0].current_period_end) == ("active", at(2026, 2, 1))
    seen = len(types(api))
    turn(api, clock, at(2026, 2, 1))
    draft = api.invoices.list({"subscription": made.id, "status": "draft"}).data[0]
    assert (draft.billing_reason, draft.number, draft.auto_advance) == ("subscription_cycle", None, True)
    assert (draft.next_payment_attempt, draft.automatically_finalizes_at) == (
        draft.created + HOUR,
        draft.created + HOUR + 1,
    )
    assert (draft.period_start, draft.period_end) == (START, at(2026, 2, 1))
    turn(api, clock, at(2026, 2, 1, 1))
    paid = api.invoices.retrieve(draft.id, {"expand": ["payments.data.payment.payment_intent"]})
    assert (paid.status, paid.amount_paid, paid.attempt_count, paid.auto_advance) == ("paid", 2000, 1, False)
    assert lines(paid) == [("1 × Pro (at $20.00 / month)", 2000)]
    assert paid.lines.data[0].period.end == at(2026, 3, 1)
    assert paid.payments.data[0].payment.payment_intent.amount_received == 2000
    assert types(api, seen) == [
        "test_helpers.test_clock.advancing", "invoice.upcoming", "invoice.created", "customer.subscription.updated",
        "test_helpers.test_clock.ready", "test_helpers.test_clock.advancing", "payment_intent.created",
        "invoice.finalized", "charge.succeeded", "payment_intent.succeeded", "invoice.updated", "invoice.paid",
        "invoice.payment_succeeded", "invoice_payment.paid", "test_helpers.test_clock.ready",
    ]  # fmt: skip
    renewed = next(event for event in api.events.list({"type": "customer.subscription.updated"}).data)
    assert renewed.data.previous_attributes["latest_invoice"] == made.latest_invoice
    assert renewed.data.previous_attributes["items"]["data"][0]["current_period_end"] == at(2026, 2, 1)


def test_two_years_of_months_add_up(api: Any, served: Any) -> None:
    clock = wind(api, at(2024, 1, 31))
    customer = welcome(api, clock=clock)
    made = subscribe(api, customer.id, sell(api, 1900, currency="eur"))
    began = time.thread_time
    spent = served.within(began)
    now = at(2024, 1, 31)
    for _ in range(12):
        now = periods.shifted(now, 2)
        turn(api, clock, now)
    turn(api, clock, now + 2 * DAY)
    spent = served.within(began) - spent
    invoices = list(api.invoices.list({"subscription": made.id, "limit": 100}).auto_paging_iter())
    paid = [invoice for invoice in invoices if invoice.status == "paid"]
    print(f"\n24 months on a test clock: {spent:.3f} s of CPU in the server for {len(paid)} invoices, checks and all")
    assert (len(invoices), len(paid)) == (25, 25)
    starts = [invoice.lines.data[0].period.start for invoice in reversed(invoices)]
    assert starts[:5] == [at(2024, 1, 31), at(2024, 2, 29), at(2024, 3, 31), at(2024, 4, 30), at(2024, 5, 31)]
    assert starts[12:14] == [at(2025, 1, 31), at(2025, 2, 28)]
    numbers = [invoice.number for invoice in reversed(invoices)]
    assert [number[-5:] for number in numbers] == [f"-{number:04d}" for number in range(1, 26)]
    charges = list(api.charges.list({"customer": customer.id, "limit": 100}).auto_paging_iter())
    assert sum(charge.amount for charge in charges) == 25 * 1900 == sum(invoice.amount_paid for invoice in invoices)
    assert spent < 5


def test_a_trial_ends_and_is_paid(api: Any) -> None:
    clock = wind(api)
    made = subscribe(api, welcome(api, clock=clock).id, sell(api, 4900), trial_period_days=14)
    assert (made.status, made.trial_end, made.billing_cycle_anchor) == ("trialing", START + 14 * DAY, START + 14 * DAY)
    first = api.invoices.retrieve(made.latest_invoice)
    assert (first.status, first.total, lines(first)) == ("paid", 0, [("Trial period for Pro", 0)])
    turn(api, clock, START + 11 * DAY)
    assert types(api).count("customer.subscription.trial_will_end") == 1
    turn(api, clock, START + 14 * DAY)
    read = api.subscriptions.retrieve(made.id)
    assert (read.status, read["items"].data[0].current_period_end) == ("active", at(2026, 2, 15))
    turn(api, clock, START + 14 * DAY + HOUR)
    paid = api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice)
    assert (paid.status, paid.amount_paid, paid.billing_reason) == ("paid", 4900, "subscription_cycle")
    assert types(api).count("customer.subscription.trial_will_end") == 1


@pytest.mark.parametrize(
    ("behavior", "status"), [("cancel", "canceled"), ("pause", "paused"), ("create_invoice", "past_due")]
)
def test_a_trial_ends_without_a_payment_method(api: Any, behavior: str, status: str) -> None:
    clock = wind(api)
    customer = welcome(api, card=None, clock=clock)
    made = subscribe(api, customer.id, sell(api, 4900), trial_period_days=7,
                     trial_settings={"end_behavior": {"missing_payment_method": behavior}})  # fmt: skip
    assert made.pending_setup_intent
    turn(api, clock, START + 7 * DAY + 2 * HOUR)
    assert api.subscriptions.retrieve(made.id).status == status
    if status == "paused":
        with pytest.raises(stripe.InvalidRequestError):
            api.subscriptions.resume(made.id)
        pay_by(api, customer.id, "pm_card_visa")
        resumed = api.subscriptions.resume(made.id)
        assert resumed.status == "active"
        assert api.invoices.retrieve(resumed.latest_invoice).amount_paid == 4900
        assert {"customer.subscription.paused", "customer.subscription.resumed"} <= set(types(api))


def test_a_decline_is_tried_again_and_a_new_card_recovers_it(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = subscribe(api, customer.id, sell(api, 2000))
    pay_by(api, customer.id, "pm_card_chargeCustomerFail")
    turn(api, clock, at(2026, 2, 1, 2))
    late = api.subscriptions.retrieve(made.id, {"expand": ["latest_invoice"]})
    assert (late.status, late.latest_invoice.status, late.latest_invoice.attempt_count) == ("past_due", "open", 1)
    assert late.latest_invoice.next_payment_attempt == at(2026, 2, 4, 1)
    turn(api, clock, at(2026, 2, 4, 2))
    assert api.customers.retrieve(customer.id).delinquent is True
    again = api.invoices.retrieve(late.latest_invoice.id)
    assert (again.attempt_count, again.next_payment_attempt) == (2, at(2026, 2, 9, 1))
    pay_by(api, customer.id, "pm_card_visa")
    turn(api, clock, at(2026, 2, 9, 2))
    paid = api.invoices.retrieve(late.latest_invoice.id)
    assert (paid.status, paid.amount_paid, paid.attempt_count) == ("paid", 2000, 3)
    assert api.customers.retrieve(customer.id).delinquent is False
    assert api.subscriptions.retrieve(made.id).status == "active"
    assert types(api).count("invoice.payment_failed") == 2
    assert [charge.status for charge in api.charges.list({"customer": customer.id}).data] == [
        "succeeded", "failed", "failed", "succeeded",
    ]  # fmt: skip


@pytest.mark.parametrize("outcome", ["cancel", "unpaid", "past_due"])
def test_after_the_last_try_it_is_as_the_account_chose(api: Any, act: Any, outcome: str) -> None:
    act("billing_settings", after_retries=outcome)
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = subscribe(api, customer.id, sell(api, 2000))
    pay_by(api, customer.id, "pm_card_chargeCustomerFail")
    turn(api, clock, at(2026, 2, 20))
    read = api.subscriptions.retrieve(made.id)
    assert read.status == {"cancel": "canceled"}.get(outcome, outcome)
    invoice = api.invoices.retrieve(read.latest_invoice)
    assert (invoice.status, invoice.attempt_count, invoice.auto_advance) == ("open", 4, False)
    if outcome == "cancel":
        assert read.cancellation_details.reason == "payment_failed"
        assert "customer.subscription.deleted" in types(api)
    turn(api, clock, at(2026, 3, 2))
    drafts = api.invoices.list({"subscription": made.id, "status": "draft"}).data
    assert len(drafts) == (outcome == "unpaid")
    assert [draft.auto_advance for draft in drafts] == [False] * len(drafts)


def test_a_first_payment_that_never_comes_ends_it_after_23_hours(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, card="pm_card_chargeCustomerFail", clock=clock)
    made = subscribe(api, customer.id, sell(api, 2000))
    assert made.status == "incomplete"
    turn(api, clock, START + 22 * HOUR)
    assert api.subscriptions.retrieve(made.id).status == "incomplete"
    turn(api, clock, START + 23 * HOUR)
    over = api.subscriptions.retrieve(made.id)
    assert (over.status, over.ended_at) == ("incomplete_expired", START + 23 * HOUR)
    assert api.invoices.retrieve(made.latest_invoice).status == "void"
    assert api.subscriptions.list({"status": "ended"}).data[0].id == made.id


@pytest.mark.parametrize(
    ("behavior", "status"), [("void", "void"), ("mark_uncollectible", "uncollectible"), ("keep_as_draft", "draft")]
)
def test_collection_can_pause(api: Any, behavior: str, status: str) -> None:
    clock = wind(api)
    made = subscribe(api, welcome(api, clock=clock).id, sell(api, 2000))
    api.subscriptions.update(made.id, {"pause_collection": {"behavior": behavior, "resumes_at": at(2026, 2, 15)}})
    turn(api, clock, at(2026, 2, 1, 2))
    read = api.subscriptions.retrieve(made.id)
    assert (read.status, api.invoices.retrieve(read.latest_invoice).status) == ("active", status)
    turn(api, clock, at(2026, 3, 1, 2))
    read = api.subscriptions.retrieve(made.id)
    assert (read.pause_collection, api.invoices.retrieve(read.latest_invoice).status) == (None, "paid")


def test_invoices_that_are_sent_wait_for_the_customer(api: Any) -> None:
    clock = wind(api)
    made = subscribe(api, welcome(api, card=None, clock=clock).id, sell(api, 2000), collection_method="send_invoice",
                     days_until_due=5)  # fmt: skip
    assert (made.status, api.invoices.retrieve(made.latest_invoice).status) == ("active", "draft")
    turn(api, clock, START + 2 * HOUR)
    sent = api.invoices.retrieve(made.latest_invoice)
    assert (sent.status, sent.due_date) == ("open", sent.status_transitions.finalized_at + 5 * DAY)
    turn(api, clock, START + 6 * DAY)
    assert api.subscriptions.retrieve(made.id).status == "past_due"
    assert {"invoice.sent", "invoice.overdue"} <= set(types(api))
    api.invoices.pay(sent.id, {"paid_out_of_band": True})
    assert api.subscriptions.retrieve(made.id).status == "active"

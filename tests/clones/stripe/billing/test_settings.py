"""What a subscription is set to: a pace for what waits, and who shares in the money."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import START, agree, at, sell, turn, types, welcome, wind

from clonery.clones.stripe.billing import settings
from clonery.clones.stripe.refusals import Refusal

WEEK = 7 * 86_400


def test_what_waits_is_billed_week_by_week(api: Any) -> None:
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscriptions.create({"customer": customer.id, "items": [{"price": sell(api, 1000)}],
                                     "pending_invoice_item_interval": {"interval": "week"}})  # fmt: skip
    assert made.pending_invoice_item_interval.interval_count == 1
    assert made.next_pending_invoice_item_invoice == START + WEEK
    api.invoice_items.create({"customer": customer.id, "amount": 700, "currency": "usd", "subscription": made.id})
    turn(api, clock, START + WEEK + 7200)
    paid = api.invoices.list({"subscription": made.id}).data[0]
    assert (paid.status, paid.total, paid.period_end) == ("paid", 700, START + WEEK)
    turn(api, clock, at(2026, 2, 1, 2))
    assert [one.total for one in api.invoices.list({"subscription": made.id}).data] == [1000, 700, 1000]
    over = api.subscriptions.update(made.id, {"pending_invoice_item_interval": ""})
    assert (over.pending_invoice_item_interval, over.next_pending_invoice_item_invoice) == (None, None)
    agree(api, customer.id)


def test_a_share_goes_to_another_account(api: Any) -> None:
    seller = api.accounts.create(
        {"type": "custom", "country": "US", "capabilities": {"transfers": {"requested": True}}}
    )
    clock = wind(api)
    customer = welcome(api, clock=clock)
    made = api.subscriptions.create({
        "customer": customer.id, "items": [{"price": sell(api, 5000)}], "application_fee_percent": 12.5,
        "transfer_data": {"destination": seller.id},
    })  # fmt: skip
    assert (made.application_fee_percent, made.transfer_data.destination) == (12.5, seller.id)
    charge = api.charges.list({"customer": customer.id}).data[0]
    assert (charge.application_fee_amount, api.transfers.retrieve(charge.transfer).amount) == (625, 5000)
    api.subscriptions.update(made.id, {"application_fee_percent": "", "transfer_data": {
        "destination": seller.id, "amount_percent": 80}})  # fmt: skip
    turn(api, clock, at(2026, 2, 1, 2))
    second = api.charges.list({"customer": customer.id}).data[0]
    assert (second.application_fee_amount, api.transfers.retrieve(second.transfer).amount) == (None, 4000)
    assert "application_fee.created" in types(api)


def test_a_share_needs_a_taker(api: Any) -> None:
    for given, param in (({"application_fee_percent": 10}, "application_fee_percent"),
                         ({"transfer_data": {"destination": "acct_none"}}, "transfer_data[destination]"),
                         ({"billing_thresholds": {"amount_gte": 20}}, "billing_thresholds[amount_gte]")):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as caught:
            api.subscriptions.create({"customer": welcome(api).id, "items": [{"price": sell(api, 1000)}], **given})
        assert caught.value.param == param


def test_nothing_is_set_that_was_not_asked(call: Any) -> None:
    assert settings.conditions(call, {}) == {}
    assert settings.next_sweep({}, START) == {}
    assert settings.conditions(call, {"billing_thresholds": ""}) == {"billing_thresholds": None}
    with pytest.raises(Refusal):
        settings.conditions(call, {"application_fee_percent": 120})


def test_who_issues_the_invoices(api: Any) -> None:
    asked = {"transfers": {"requested": True}}
    issuer = api.accounts.create({"type": "custom", "country": "US", "capabilities": asked}).id
    given = {"issuer": {"type": "account", "account": issuer}}
    customer = welcome(api).id
    made = api.subscriptions.create(
        {"customer": customer, "items": [{"price": sell(api, 900)}], "invoice_settings": given}
    )
    assert made.invoice_settings.issuer.account == issuer
    changed = api.subscriptions.update(made.id, {"invoice_settings": {"issuer": {"type": "self"}}})
    assert changed.invoice_settings.issuer.type == "self"
    assert api.invoices.create({"customer": customer, **given}).issuer.account == issuer

"""Updates held back until they are paid: applied, paid later, forgotten."""

from typing import Any

import pytest
from tests.clones.stripe.business import DAY, HOUR, START, pay_by, sell, turn, types, welcome, wind


@pytest.fixture
def made(api: Any) -> Any:
    clock = wind(api)
    made = api.subscriptions.create({"customer": welcome(api, clock=clock).id, "items": [{"price": sell(api, 3100)}]})
    turn(api, clock, START + 10 * DAY)
    return made


def upgrade(api: Any, made: Any) -> Any:
    item = {"id": made["items"].data[0].id, "price": sell(api, 6200)}
    return api.subscriptions.update(made.id, {
        "items": [item], "proration_behavior": "always_invoice", "payment_behavior": "pending_if_incomplete",
    })  # fmt: skip


def test_what_is_paid_is_applied_at_once(api: Any, made: Any) -> None:
    changed = upgrade(api, made)
    assert (changed.pending_update, changed["items"].data[0].price.unit_amount) == (None, 6200)
    assert api.invoices.retrieve(changed.latest_invoice).amount_paid == 2100
    assert "customer.subscription.pending_update_applied" in types(api)


def test_what_is_refused_waits_until_it_is_paid(api: Any, made: Any) -> None:
    pay_by(api, made.customer, "pm_card_chargeCustomerFail")
    held = upgrade(api, made)
    assert (held.status, held["items"].data[0].price.unit_amount) == ("active", 3100)
    waiting = held.pending_update
    assert (waiting.expires_at, waiting.subscription_items[0].price.unit_amount) == (START + 10 * DAY + 23 * HOUR, 6200)
    pay_by(api, made.customer, "pm_card_visa")
    assert api.invoices.pay(held.latest_invoice).amount_paid == 2100
    applied = api.subscriptions.retrieve(made.id)
    assert (applied.pending_update, applied["items"].data[0].price.unit_amount) == (None, 6200)


def test_what_nobody_pays_is_forgotten(api: Any, made: Any) -> None:
    pay_by(api, made.customer, "pm_card_chargeCustomerFail")
    held = upgrade(api, made)
    turn(api, made.test_clock, START + 11 * DAY)
    left = api.subscriptions.retrieve(made.id)
    assert (left.status, left.pending_update, left["items"].data[0].price.unit_amount) == ("active", None, 3100)
    assert api.invoices.retrieve(held.latest_invoice).status == "void"
    assert "customer.subscription.pending_update_expired" in types(api)

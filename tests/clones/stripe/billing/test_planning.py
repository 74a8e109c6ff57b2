"""Changes planned: which begin a period anew, which wait, and what is refused."""

from typing import Any

import pytest
import stripe
from tests.clones.stripe.business import DAY, START, at, sell, turn, welcome, wind


@pytest.fixture
def made(api: Any) -> Any:
    clock = wind(api)
    made = api.subscriptions.create(
        {"customer": welcome(api, clock=clock).id, "items": [{"price": sell(api, 3100), "quantity": 2}]}
    )
    turn(api, clock, START + 10 * DAY)
    return made


def test_a_plan_is_no_change(api: Any, made: Any) -> None:
    item = made["items"].data[0].id
    for details in (
        {"items": [{"id": item, "quantity": 9}]},
        {"billing_cycle_anchor": "now"},
        {"trial_end": START + 20 * DAY},
    ):
        api.invoices.create_preview({"subscription": made.id, "subscription_details": details})
    assert api.subscriptions.retrieve(made.id).to_dict() == made.to_dict()
    assert api.invoice_items.list({"customer": made.customer}).data == []


def test_metadata_and_discounts_of_items_cost_nothing(api: Any, made: Any) -> None:
    item = made["items"].data[0].id
    coupon = api.coupons.create({"percent_off": 10, "duration": "forever"})
    changed = api.subscriptions.update(
        made.id, {"items": [{"id": item, "metadata": {"a": "1"}, "discounts": [{"coupon": coupon.id}]}]}
    )
    assert (changed["items"].data[0].metadata["a"], len(changed["items"].data[0].discounts)) == ("1", 1)
    assert api.invoice_items.list({"customer": made.customer}).data == []
    turn(api, made.test_clock, at(2026, 2, 1, 2))
    assert api.invoices.retrieve(api.subscriptions.retrieve(made.id).latest_invoice).amount_paid == 5580


@pytest.mark.parametrize(("given", "param"), [
    ({"proration_date": START - DAY}, "proration_date"), ({"proration_date": at(2026, 3, 1)}, "proration_date"),
    ({"items": [{"id": "si_none", "quantity": 1}]}, "items[0][id]"), ({"trial_end": START}, "trial_end"),
    ({"items": [{"price": "price_none"}]}, "items[0][price]"),
    ({"payment_behavior": "pending_if_incomplete", "description": "a"}, "description"),
    ({"cancel_at": START}, "cancel_at"), ({"collection_method": "send_invoice"}, None),
])  # fmt: skip
def test_what_is_refused(api: Any, made: Any, given: dict[str, Any], param: str | None) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.update(made.id, given)
    assert caught.value.param == param
    assert api.subscriptions.retrieve(made.id).to_dict() == made.to_dict()


def test_the_last_item_stays(api: Any, made: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.subscriptions.update(made.id, {"items": [{"id": made["items"].data[0].id, "deleted": True}]})
    assert "at least one active plan" in str(caught.value)

"""Reviews of risky payments."""

from typing import Any

import pytest
import stripe

from .test_payment_intents import pay


def test_a_risky_payment_is_looked_at(api: Any) -> None:
    made = pay(api, method="pm_card_riskLevelElevated")
    (review,) = api.reviews.list().data
    assert (review.payment_intent, review.open, review.opened_reason) == (made.id, True, "rule")
    assert api.charges.retrieve(made.latest_charge).review == review.id
    assert api.reviews.approve(review.id).closed_reason == "approved"
    assert api.reviews.retrieve(review.id).open is False
    assert api.reviews.list().data == []
    with pytest.raises(stripe.InvalidRequestError):
        api.reviews.approve(review.id)


def test_a_refund_ends_a_review(api: Any) -> None:
    made = pay(api, method="pm_card_riskLevelElevated")
    review = api.charges.retrieve(made.latest_charge).review
    api.refunds.create({"payment_intent": made.id, "reason": "fraudulent"})
    read = api.reviews.retrieve(review)
    assert (read.open, read.closed_reason) == (False, "refunded_as_fraud")
    assert [event.type for event in api.events.list({"types": ["review.opened", "review.closed"]}).data] == [
        "review.closed", "review.opened"]  # fmt: skip

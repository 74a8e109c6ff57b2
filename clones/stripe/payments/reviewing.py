"""Reviews of payments that look risky; https://docs.stripe.com/api/radar/reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import timing
from ..lookups import make, save
from ..records.payments import Charge, PaymentIntent, Review
from . import banks

if TYPE_CHECKING:
    from clonery.server.call import Call


def after(call: Call, charge: Charge) -> None:
    """A charge of elevated risk is let through and looked at."""
    if banks.case(charge._test).risk != "elevated" or charge.get("review"):
        return
    made = make(
        call, Review, charge=charge.id, payment_intent=charge.payment_intent, open=True, opened_reason="rule",
        reason="rule", billing_zip=((charge.get("billing_details") or {}).get("address") or {}).get("postal_code"),
        created=timing.seconds(call, timing.of(charge)), clock=timing.of(charge),
    )  # fmt: skip
    _point(call, charge, made.id)
    call.emit("review.opened", object=made)


def close(call: Call, made: Review, reason: str) -> Review:
    """It is looked at no more."""
    closed = save(call, made, "review.closed", open=False, reason=reason, closed_reason=reason)
    _point(call, call.get(Charge, made.charge), None)
    return closed


def end(call: Call, charge: Charge, reason: str) -> None:
    """A refund or a dispute ends the review of its charge."""
    found = call.peek(Review, charge.get("review"))
    if found is not None and found.open:
        close(call, found, reason)


def _point(call: Call, charge: Charge, review: str | None) -> None:
    save(call, charge, review=review)
    intent = call.peek(PaymentIntent, charge.payment_intent)
    if intent is not None:
        save(call, intent, review=review)

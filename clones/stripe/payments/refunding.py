"""Refunds: whole, in part, late, failed; https://docs.stripe.com/refunds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import make, save
from ..money import amounts, ledger
from ..money.amounts import written
from ..records.money import ApplicationFee, Transfer
from ..records.payments import Charge, Dispute, PaymentIntent, Refund
from ..refusals import Refusal
from . import banks, connecting, reviewing

if TYPE_CHECKING:
    from clonery.server.call import Call

SETTLES = timing.HOUR
"""Seconds until the test cards of late and failing refunds show what becomes of them."""


def refund(
    call: Call, charge: Charge, amount: int | None, reason: str | None, reverse_transfer: bool = False,
    refund_fee: bool = False, **fields: Any,
) -> Refund:  # fmt: skip
    """Give back `amount` of a charge, or what is left of it. Raises Refusal."""
    taken = _amount(call, charge, amount)
    late, clock = banks.case(charge._test).refund, timing.of(charge)
    kind = (charge.get("payment_method_details") or {}).get("type", "card")
    details: dict[str, Any] = {"type": kind}
    if kind == "card":
        details["card"] = {
            "type": "refund",
            "reference_status": "pending",
            "reference_type": "acquirer_reference_number",
        }
    made = make(
        call, Refund, clock=clock, id=call.new_id("re_" if kind in banks.CARDS else "pyr_"), amount=taken,
        charge=charge.id,
        currency=charge.currency, payment_intent=charge.payment_intent, reason=reason, destination_details=details,
        status="pending" if late == "pending" else "succeeded", _clock=clock, **fields,
    )  # fmt: skip
    booked = ledger.post(
        call, "refund" if kind in banks.CARDS else "payment_refund", -taken, charge.currency, made.id, 0, 0, clock,
        description="REFUND FOR CHARGE" + (f" ({charge.get('description')})" if charge.get("description") else ""),
    )  # fmt: skip
    made = save(call, made, balance_transaction=booked.id)
    made = _passed_on(call, charge, made, reverse_transfer, refund_fee)
    total = charge.amount_refunded + taken
    call.emit("refund.created", object=made)
    charge = save(call, charge, "charge.refunded", amount_refunded=total, refunded=total == charge.amount)
    if charge.refunded:
        reviewing.end(call, charge, "refunded_as_fraud" if reason == "fraudulent" else "refunded")
    if late:
        timing.later(call, timing.seconds(call, clock) + SETTLES, f"refund_{late}", made.id, clock)
    return made


def _passed_on(call: Call, charge: Charge, made: Refund, reverse_transfer: bool, refund_fee: bool) -> Refund:
    """Bring back what the charge passed on to a connected account, and give back what the platform took of it."""
    whole, transfer = charge.amount_captured, call.peek(Transfer, charge.get("transfer"))
    last = charge.amount_refunded + made.amount == charge.amount
    if reverse_transfer and transfer is None:
        raise Refusal(f"Charge {charge.id} has no transfer to reverse.", param="reverse_transfer")
    if reverse_transfer and transfer is not None:
        left = transfer.amount - transfer.amount_reversed
        part = left if last else min(left, transfer.amount * made.amount // whole)
        back = connecting.reverse(call, transfer, part, refund_fee, made.id)
        return save(call, made, transfer_reversal=back.id)
    if refund_fee:
        if not charge.get("application_fee"):
            raise Refusal(f"Charge {charge.id} has no application fee.", param="refund_application_fee")
        fee = call.get(ApplicationFee, charge.get("application_fee"))
        connecting.give_fee_back(call, fee.charge, made.amount if not last else whole, whole)
    return made


def _amount(call: Call, charge: Charge, amount: int | None) -> int:
    """How much is given back. Raises Refusal for what can't be."""
    if charge.status != "succeeded":
        unpaid = f"This PaymentIntent ({charge.payment_intent}) does not have a successful charge to refund."
        raise Refusal(unpaid if charge.payment_intent else f"Charge {charge.id} did not succeed and can't be refunded.")
    if charge.refunded:
        raise Refusal(f"Charge {charge.id} has already been refunded.", "charge_already_refunded")
    if not charge.captured:
        message = (
            f"This uncaptured Charge was created by a PaymentIntent ({charge.payment_intent}). You must cancel the "
            "PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more "
            "information, see https://stripe.com/docs/payments/place-a-hold-on-a-payment-method"
        )
        raise Refusal(message if charge.payment_intent else f"Charge {charge.id} has not been captured.")
    dispute = call.first(Dispute, {"charge": charge.id}, "-rid") if charge.disputed else None
    if dispute is not None and not dispute.get("is_charge_refundable"):
        raise Refusal(f"Charge {charge.id} has been charged back; cannot issue a refund.", "charge_disputed")
    left = charge.amount - charge.amount_refunded
    taken = left if amount is None else amount
    amounts.positive(taken)
    if taken > left:
        held = f"{written(left, charge.currency).split()[0]}"
        asked = f"{written(taken, charge.currency).split()[0]}"
        raise Refusal(f"Refund amount ({asked}) is greater than unrefunded amount on charge ({held})", param="amount")
    return taken


def change(call: Call, made: Refund, event: str, **changes: Any) -> Refund:
    """Store what changed of a refund, and tell of it under the older name as well."""
    changed = save(call, made, event, **changes)
    call.emit("charge.refund.updated", object=changed, before=made.doc)
    return changed


@timing.step("refund_pending")
def succeeds(call: Call, id: str) -> None:
    """A late refund arrives."""
    made = call.peek(Refund, id)
    if made is not None and made.status == "pending":
        change(call, made, "refund.updated", status="succeeded")


@timing.step("refund_failed")
def fails(call: Call, id: str) -> None:
    """The bank sends a refund back."""
    made = call.peek(Refund, id)
    if made is not None and made.status in ("pending", "succeeded"):
        undo(call, made, "failed", "lost_or_stolen_card")


def undo(call: Call, made: Refund, status: str, reason: str | None) -> Refund:
    """The money of a refund comes back."""
    back = ledger.post(call, "refund_failure", made.amount, made.currency, made.id, 0, 0, timing.of(made))
    charge = call.get(Charge, made.charge)
    save(call, charge, "charge.updated", amount_refunded=charge.amount_refunded - made.amount, refunded=False)
    more = {"failure_reason": reason} if reason else {}
    event = "refund.failed" if status == "failed" else "refund.updated"
    return change(call, made, event, status=status, failure_balance_transaction=back.id, **more)


def charge_of(call: Call, intent: PaymentIntent) -> Charge:
    """The charge that paid an intent. Raises Refusal where it is not paid."""
    charge = call.peek(Charge, intent.latest_charge)
    if charge is None or charge.status != "succeeded" or intent.status == "canceled":
        raise Refusal(f"This PaymentIntent ({intent.id}) does not have a successful charge to refund.")
    return charge

"""Connect: what a charge passes on to a connected account, and what the platform takes; https://docs.stripe.com/connect/charges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..keys import Scope, of, scope
from ..lookups import make, named, save
from ..money import amounts, ledger
from ..records.accounts import Account
from ..records.money import ApplicationFee, FeeRefund, Transfer, TransferReversal
from ..records.payments import Charge, Refund
from ..refusals import Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call


def account_of(call: Call, id: Any, param: str) -> Account:
    """The connected account that a parameter names. Raises NotFound."""
    found = named(call, Account, id, param)
    if not found._connected or found.get("deleted"):
        raise Refusal(f"No such destination: '{id}'", "resource_missing", param)
    return found


def check(call: Call, given: dict[str, Any], amount: int) -> None:
    """Whether a payment may pass on and take what it asks for. Raises Refusal."""
    direct, data = scope(call).account is not None, given.get("transfer_data") or {}
    if data.get("destination"):
        account_of(call, data["destination"], "transfer_data[destination]")
    if data.get("amount") is not None and data["amount"] > amount:
        raise Refusal("`transfer_data[amount]` must not be greater than the amount.", param="transfer_data[amount]")
    fee = given.get("application_fee_amount")
    if fee in (None, ""):
        return
    if not direct and not data.get("destination"):
        message = (
            "Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an "
            "OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`)."
        )
        raise Refusal(message, param="application_fee_amount")
    if data.get("amount") is not None:
        message = "You may not provide the application_fee_amount parameter and transfer_data[amount] at once."
        raise Refusal(message, param="application_fee_amount")
    if fee > amount or fee < 0:
        raise Refusal("The application fee must be at most the amount.", param="application_fee_amount")


def share_of(charge: Charge, amount: int) -> int:
    """What a direct charge leaves to the platform: it is taken off the charge itself."""
    fee = charge.get("application_fee_amount")
    return min(fee, amount) if fee and charge._account else 0


def follow(call: Call, charge: Charge, share: int) -> Charge:
    """After a charge was booked: the platform's fee of a direct one, the transfer of one for somebody else."""
    if share:
        return save(call, charge, application_fee=_fee(call, str(charge._account), share, charge, charge).id)
    data: dict[str, Any] = charge.get("transfer_data") or {}
    if not data.get("destination") or charge._account:
        return charge
    amount = min(data["amount"] if data.get("amount") is not None else charge.amount, charge.amount_captured)
    fee = min(charge.get("application_fee_amount") or 0, amount)
    made = transfer(call, amount, charge.currency, data["destination"], fee=fee, source=charge,
                    transfer_group=charge.transfer_group or f"group_{charge.payment_intent or charge.id}")  # fmt: skip
    changes: dict[str, Any] = {"transfer": made.id, "transfer_group": made.transfer_group}
    if fee:
        payment = call.get(Charge, made.destination_payment)
        changes["application_fee"] = _fee(call, data["destination"], fee, payment, charge).id
    return save(call, charge, **changes)


def _fee(call: Call, account: str, amount: int, payment: Charge, charge: Charge) -> ApplicationFee:
    """What the platform takes of a payment on a connected account."""
    home = Scope(bool(charge.livemode))._asdict()
    made = make(
        call, ApplicationFee, account=account, amount=amount, application="ca_Clonery0000000000000000000000",
        charge=payment.id, currency=charge.currency, originating_transaction=charge.id if charge != payment else None,
        livemode=home["live"], _account=None, _clock=timing.of(charge),
    )  # fmt: skip
    clock = timing.of(charge)
    booked = ledger.post(call, "application_fee", amount, charge.currency, made.id, clock=clock,
                         days=ledger.days_until(call, charge, clock), within=Scope(home["live"]))  # fmt: skip
    return save(call, made, "application_fee.created", balance_transaction=booked.id)


def transfer(
    call: Call, amount: int, currency: str, destination: str, fee: int = 0, source: Charge | None = None, **fields: Any
) -> Transfer:
    """Move money to a connected account, where it is a payment; `source` is the charge that it comes from."""
    here, clock = scope(call), timing.of(source) if source else None
    there = Scope(here.live, destination)
    days = ledger.days_until(call, source, clock) if source else 0
    id = call.new_id("tr_")
    payment = make(
        call, Charge, id=call.new_id("py_"), amount=amount, amount_captured=amount, currency=currency, captured=True,
        paid=True, status="succeeded", source_transfer=id, payment_method_details={"type": "stripe_account",
                                                                                   "stripe_account": {}},
        billing_details={"address": {}}, fraud_details={}, application_fee_amount=fee or None, _test="visa",
        livemode=there.live, _account=destination, _clock=clock,
    )  # fmt: skip
    booked = ledger.post(
        call, "payment", amount, currency, payment.id, 0, days, clock, application_fee=fee, within=there
    )
    payment = save(call, payment, balance_transaction=booked.id)
    out = ledger.post(call, "transfer", -amount, currency, id, 0, days, clock)
    made = make(
        call, Transfer, "transfer.created", clock, id=id, amount=amount, balance_transaction=out.id, currency=currency,
        destination=destination, destination_payment=payment.id, source_transaction=source.id if source else None,
        source_type="card", _clock=clock, **fields,
    )  # fmt: skip
    call.emit("payment.created", object=payment)
    return made


def reverse(
    call: Call, of_transfer: Transfer, amount: int | None, refund_fee: bool = False, source_refund: str | None = None,
    **fields: Any,
) -> TransferReversal:  # fmt: skip
    """Bring back a transfer, or a part of it. Raises Refusal for more than is left."""
    left = of_transfer.amount - of_transfer.amount_reversed
    taken = left if amount is None else amount
    if left == 0 or taken > left:
        message = f"Transfer {of_transfer.id} has {left} left to reverse, less than {taken}."
        raise Refusal(message, "transfer_already_reversed" if left == 0 else "", "amount")
    amounts.positive(taken)
    clock, payment = timing.of(of_transfer), call.get(Charge, of_transfer.destination_payment)
    there = of(payment)
    id = call.new_id("trr_")
    back = make(
        call, Refund, id=call.new_id("pyr_"), amount=taken, charge=payment.id, currency=payment.currency,
        status="succeeded", transfer_reversal=id, livemode=there.live, _account=there.account, _clock=clock,
    )  # fmt: skip
    theirs = ledger.post(call, "payment_refund", -taken, payment.currency, back.id, days=0, clock=clock, within=there)
    save(call, back, balance_transaction=theirs.id)
    save(call, payment, amount_refunded=payment.amount_refunded + taken,
         refunded=payment.amount_refunded + taken == payment.amount)  # fmt: skip
    booked = ledger.post(call, "transfer_refund", taken, of_transfer.currency, id, days=0, clock=clock)
    made = make(
        call, TransferReversal, clock=clock, id=id, amount=taken, balance_transaction=booked.id,
        transfer=of_transfer.id,
        currency=of_transfer.currency, destination_payment_refund=back.id, source_refund=source_refund, **fields,
    )  # fmt: skip
    total = of_transfer.amount_reversed + taken
    save(call, of_transfer, "transfer.reversed", amount_reversed=total, reversed=total == of_transfer.amount)
    if refund_fee:
        give_fee_back(call, payment.id, taken, of_transfer.amount)
    return made


def give_fee_back(call: Call, charge: str, part: int, whole: int) -> None:
    """The platform's fee of a payment, as much of it as `part` is of `whole`."""
    fee = call.first(ApplicationFee, {"charge": charge})
    if fee is None:
        return
    given = fee.amount - fee.amount_refunded
    wanted = min(given, fee.amount * part // whole) if part < whole else given
    if wanted:
        refund_fee(call, fee, wanted)


def refund_fee(call: Call, fee: ApplicationFee, amount: int | None, **fields: Any) -> FeeRefund:
    """Give a connected account its fee back. Raises Refusal for more than was taken."""
    left = fee.amount - fee.amount_refunded
    taken = left if amount is None else amount
    if left == 0:
        raise Refusal(f"Application fee {fee.id} has already been refunded.", "application_fee_already_refunded")
    if not 1 <= taken <= left:
        raise Refusal(f"Refund amount ({taken}) is greater than unrefunded amount on fee ({left})", param="amount")
    home, there = Scope(bool(fee.livemode)), Scope(bool(fee.livemode), fee.account)
    id, clock = call.new_id("fr_"), timing.of(fee)
    booked = ledger.post(call, "application_fee_refund", -taken, fee.currency, id, days=0, clock=clock, within=home)
    ledger.post(call, "application_fee_refund", taken, fee.currency, id, days=0, clock=clock, within=there)
    made = make(call, FeeRefund, clock=clock, id=id, amount=taken, balance_transaction=booked.id, currency=fee.currency,
                fee=fee.id, livemode=home.live, _account=None, **fields)  # fmt: skip
    total = fee.amount_refunded + taken
    save(call, fee, "application_fee.refunded", amount_refunded=total, refunded=total == fee.amount)
    return made

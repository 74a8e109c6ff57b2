"""Money that customers send by bank transfer before they owe it; https://docs.stripe.com/payments/customer-balance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import make, save
from ..money.amounts import written
from ..records.payments import PaymentIntent, PaymentMethod
from ..records.services import CashBalance, CashTransaction
from ..refusals import Refusal, absent, unexpected
from ..shapes import shape
from . import confirming

if TYPE_CHECKING:
    from clonery.server.call import Call

INSTRUCTIONS = "display_bank_transfer_instructions"
TRANSFERS = {"eur": "eu_bank_transfer", "gbp": "gb_bank_transfer", "jpy": "jp_bank_transfer",
             "mxn": "mx_bank_transfer", "usd": "us_bank_transfer"}  # fmt: skip
"""How money of each currency is sent."""
SETTINGS = {"reconciliation_mode": "automatic", "using_merchant_default": True}


def balance_of(call: Call, customer: str) -> CashBalance:
    """What a customer has sent ahead; made at the first look that writes."""
    found = call.peek(CashBalance, customer)
    if found is not None:
        return found
    fields = {"id": customer, "object": "cash_balance", "customer": customer, "settings": dict(SETTINGS)}
    return CashBalance.load(0, {**CashBalance.DEFAULTS, **fields, "livemode": False})


def book(call: Call, customer: str, amount: int, currency: str, type: str, **more: Any) -> CashTransaction:
    """Move `amount` into (or, below zero, out of) a customer's cash balance."""
    found = balance_of(call, customer)
    held = dict(found.available or {})
    held[currency] = held.get(currency, 0) + amount
    left = held[currency]
    available = {name: value for name, value in held.items() if value} or None
    if found.rid:
        save(call, found, available=available)
    else:
        make(call, CashBalance, id=customer, customer=customer, available=available, settings=dict(SETTINGS))
    made = make(
        call, CashTransaction, "customer_cash_balance_transaction.created", id=None,
        currency=currency, customer=customer, ending_balance=left, net_amount=amount, type=type, **more,
    )  # fmt: skip
    if amount > 0:
        call.emit("cash_balance.funds_available", object=call.get(CashBalance, customer))
    return made


def fund(call: Call, customer: str, amount: int, currency: str, reference: str | None) -> CashTransaction:
    """A transfer arrives; with automatic reconciliation, payments that wait for it take what they need."""
    kind = TRANSFERS[currency]
    told = {"reference": reference, "type": kind, kind: _sender(kind)}
    made = book(call, customer, amount, currency, "funded", funded={"bank_transfer": told})
    if balance_of(call, customer).settings["reconciliation_mode"] == "automatic":
        for intent in call.all(PaymentIntent, {"customer": customer, "status": "requires_action"}):
            if intent.currency == currency and (intent.next_action or {}).get("type") == INSTRUCTIONS:
                take(call, intent, None)
    return made


def _sender(kind: str) -> dict[str, Any]:
    return {"sender_name": "Jenny Rosen", **({"network": "ach"} if kind == "us_bank_transfer" else {})}


@confirming.pays("customer_balance")
def pay(call: Call, intent: PaymentIntent, method: PaymentMethod) -> PaymentIntent:
    """Take what was sent, and wait for the rest. Raises Refusal without a customer or a way to send the currency."""
    if intent.customer is None:
        raise absent("customer")
    if intent.currency not in TRANSFERS:
        message = f"The currency provided ({intent.currency}) is invalid for customer_balance."
        raise Refusal(message, "payment_intent_invalid_parameter", "currency")
    if balance_of(call, intent.customer).settings["reconciliation_mode"] == "automatic":
        return take(call, intent, None)
    return _wait(call, intent)


def take(call: Call, intent: PaymentIntent, amount: int | None) -> PaymentIntent:
    """Put money of the cash balance toward a payment: `amount`, or what is needed and there. Raises Refusal."""
    held = (balance_of(call, str(intent.customer)).available or {}).get(intent.currency, 0)
    needed = intent.amount - intent._applied
    taken = min(held, needed) if amount is None else amount
    if amount is not None and amount > needed:
        raise Refusal(f"The amount ({amount}) is more than what remains to be paid ({needed}).", param="amount")
    if amount is not None and amount > held:
        message = f"The customer's cash balance ({written(held, intent.currency)}) is less than {amount}."
        raise Refusal(message, "customer_balance_insufficient", "amount")
    if taken > 0:
        whole = intent._applied + taken == intent.amount
        event = "" if whole else "payment_intent.partially_funded"
        intent = save(call, intent, event, _applied=intent._applied + taken)
        book(call, str(intent.customer), -taken, intent.currency, "applied_to_payment",
             applied_to_payment={"payment_intent": intent.id})  # fmt: skip
    if intent._applied < intent.amount:
        return _wait(call, intent)
    return confirming.paid(call, intent, call.get(PaymentMethod, intent.payment_method))


def _wait(call: Call, intent: PaymentIntent) -> PaymentIntent:
    told = instructions(call, str(intent.customer), intent.currency)
    details = {"amount_remaining": intent.amount - intent._applied, "currency": intent.currency,
               "financial_addresses": told["financial_addresses"], "reference": intent.id[3:15].upper(),
               "hosted_instructions_url": None, "type": told["type"]}  # fmt: skip
    return confirming.waiting(call, intent, {"type": INSTRUCTIONS, INSTRUCTIONS: details}, None)


def apply(call: Call, intent: PaymentIntent, amount: int | None, currency: str | None) -> PaymentIntent:
    """Reconcile by hand. Raises Refusal where the payment does not wait for money, or is of another currency."""
    waits = (intent.next_action or {}).get("type") == INSTRUCTIONS
    if intent.status != "requires_action" or not waits:
        more = {"payment_intent": shape(call, intent, True)}
        raise unexpected("payment_intent", "applied", intent.status, ("requires_action",), **more)
    if currency is not None and currency.lower() != intent.currency:
        raise Refusal(f"The currency must be that of the PaymentIntent ({intent.currency}).", param="currency")
    return take(call, intent, amount)


def instructions(call: Call, customer: str, currency: str, country: str = "DE") -> dict[str, Any]:
    """The account that a customer pays into: the same one each time."""
    number = f"{sum(customer.encode()) * 7919 % 10**9:012d}"
    kind = TRANSFERS[currency]
    place = {"country": "US", "line1": "354 Oyster Point Blvd", "city": "South San Francisco", "postal_code": "94080",
             "state": "CA", "line2": None}  # fmt: skip
    names = {"account_holder_name": "Acme", "account_holder_address": place, "bank_address": place}
    if kind == "us_bank_transfer":
        bank = {"account_number": number, "bank_name": "STRIPE TEST BANK", **names}
        addresses = [
            {"type": "aba", "supported_networks": ["ach", "domestic_wire_us"],
             "aba": {**bank, "routing_number": "110000000", "account_type": "checking"}},
            {"type": "swift", "supported_networks": ["swift"],
             "swift": {**bank, "swift_code": "TSTEZ122", "account_type": "checking"}},
        ]  # fmt: skip
    elif kind == "eu_bank_transfer":
        iban = {"bic": "SOGEDEFFXXX", "country": country, "iban": f"{country}89370400{number}", **names}
        addresses = [{"type": "iban", "supported_networks": ["sepa"], "iban": iban}]
    elif kind == "gb_bank_transfer":
        sort = {"account_number": number[-8:], "sort_code": "108800", **names}
        addresses = [{"type": "sort_code", "supported_networks": ["bacs", "fps"], "sort_code": sort}]
    elif kind == "mx_bank_transfer":
        spei = {"bank_code": "646", "bank_name": "TEST BANK", "clabe": f"646180{number}", **names}
        addresses = [{"type": "spei", "supported_networks": ["spei"], "spei": spei}]
    else:
        zengin = {"account_number": number[-7:], "account_type": "futsu", "bank_code": "1100", "bank_name": "TEST BANK",
                  "branch_code": "100", "branch_name": "Test", **names}  # fmt: skip
        addresses = [{"type": "zengin", "supported_networks": ["zengin"], "zengin": zengin}]
    return {"country": {"eur": country, "gbp": "GB", "jpy": "JP", "mxn": "MX"}.get(currency, "US"),
            "financial_addresses": addresses, "type": kind}  # fmt: skip

"""Payment methods: made from test cards and accounts, attached, used up; https://docs.stripe.com/api/payment_methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import keys
from ..lookups import cleared, make, metadata, named, save
from ..records.payments import PaymentMethod, Token
from ..refusals import CARD, Refusal, absent, missing
from . import banks, cards

if TYPE_CHECKING:
    from clonery.server.call import Call

USED = (
    "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and "
    "may not be used again."
)
REAL_CARD = "Your card was declined. Your request used a real card while testing."
TEST_CARD = "Your card was declined. Your request was in live mode, but used a known test card."


def resolved(call: Call, id: Any, param: str = "payment_method") -> PaymentMethod:
    """The payment method of that id; `pm_card_visa` and its like, and tokens, are a new one. Raises NotFound."""
    name = None if keys.scope(call).live else cards.of_name(str(id))
    if name is not None:
        return from_case(call, name)
    if id in banks.READY and not keys.scope(call).live:
        number = banks.READY[id]
        account = {"account_number": number, "routing_number": "110000000"}
        return created(call, {"type": "us_bank_account", "us_bank_account": account}, verified=True)
    if str(id).startswith("tok_"):
        return of_token(call, id, param)
    return named(call, PaymentMethod, id, param)


def of_token(call: Call, id: str, param: str) -> PaymentMethod:
    """The card of a token, which is used up by that. Raises NotFound, Refusal."""
    token = named(call, Token, id, param)
    if token.used:
        message = f"You cannot use a Stripe token more than once: {id}."
        raise Refusal(message, "token_already_used")
    if token.type != "card":
        raise missing("payment_method", id, param, 400)
    save(call, token, used=True)
    return from_case(call, token._test, **token._fields)


def from_case(call: Call, name: str, **fields: Any) -> PaymentMethod:
    """A new payment method with that test card."""
    month, year, cvc = fields.pop("exp_month", 0), fields.pop("exp_year", 0), fields.pop("cvc", True)
    fields.setdefault("billing_details", {"address": {}})
    address = fields["billing_details"].get("address") or {}
    return make(
        call, PaymentMethod, type="card", card=cards.details(name, month, year, address, cvc), customer=None,
        allow_redisplay=fields.pop("allow_redisplay", "unspecified"), _test=name, **fields,
    )  # fmt: skip


def created(call: Call, given: dict[str, Any], verified: bool = False) -> PaymentMethod:
    """A payment method as a caller describes it. Raises Refusal for what is wrong with a card."""
    kind = given.get("type") or ("card" if "card" in given else None)
    if kind is None:
        raise absent("type")
    fields: dict[str, Any] = {"metadata": metadata(given.get("metadata"))}
    fields["billing_details"] = {"address": {}, **cleared(given.get("billing_details") or {})}
    fields["billing_details"]["address"] = fields["billing_details"].get("address") or {}
    fields["allow_redisplay"] = given.get("allow_redisplay") or "unspecified"
    if kind == "card":
        return _card(call, given.get("card"), fields)
    account = given.get(kind) or {}
    if kind in ("us_bank_account", "sepa_debit", "bacs_debit", "au_becs_debit", "acss_debit") and not account:
        raise absent(kind)
    test = banks.name_of(kind, account)
    fields |= {kind: banks.body(kind, account), "type": kind, "customer": None, "_test": test}
    return make(call, PaymentMethod, _verified=verified or kind != "us_bank_account", **fields)


def _card(call: Call, card: Any, fields: dict[str, Any]) -> PaymentMethod:
    if not isinstance(card, dict):
        raise absent("card")
    if "token" in card:
        name = None if keys.scope(call).live else cards.of_name(card["token"])
        if name is None:
            return of_token(call, card["token"], "card[token]")
        return from_case(call, name, **fields)
    return from_case(call, **typed_in(call, card, "card[number]"), **fields)


def typed_in(call: Call, card: dict[str, Any], param: str) -> dict[str, Any]:
    """A card whose number is given: its test case, when it ends, whether there is a code. Raises Refusal."""
    number = str(card.get("number", "")).replace(" ", "").replace("-", "")
    if not number:
        raise absent(param)
    if not cards.luhn(number) or not 12 <= len(number) <= 19:
        raise Refusal("Your card number is incorrect.", "incorrect_number", "number", 402, type=CARD)
    month, year = card.get("exp_month"), card.get("exp_year")
    if month is None or year is None:
        raise absent(param.replace("number", "exp_month" if month is None else "exp_year"))
    year, month = int(year), int(month)
    year = year + 2000 if year < 100 else year
    if not 1 <= month <= 12:
        message = "Your card's expiration month is invalid."
        raise Refusal(message, "invalid_expiry_month", "exp_month", 402, type=CARD)
    if year * 12 + month < 1970 * 12 + call.now // 2_629_800:
        raise Refusal("Your card's expiration year is invalid.", "invalid_expiry_year", "exp_year", 402, type=CARD)
    cvc = card.get("cvc")
    if cvc is not None and not (str(cvc).isdecimal() and len(str(cvc)) in (3, 4)):
        raise Refusal("Your card's security code is invalid.", "invalid_cvc", "cvc", 402, type=CARD)
    name, live = cards.NAMES.get(number), keys.scope(call).live
    if name is None or live:
        message, decline = (REAL_CARD, "test_mode_live_card") if not live else (TEST_CARD, "live_mode_test_card")
        raise Refusal(message, "card_declined", status=402, type=CARD, decline_code=decline)
    return {"name": name, "exp_month": month, "exp_year": year, "cvc": cvc is not None}


def attach(call: Call, method: PaymentMethod, customer: str) -> PaymentMethod:
    """Give it to a customer. Raises Refusal where it belongs to one, is used up, or its card is refused."""
    if method.customer == customer:
        return method
    if method.customer is not None:
        message = "The payment method you provided has already been attached to a customer."
        raise Refusal(message, param="payment_method")
    if method.get("_used"):
        raise Refusal(USED, param="payment_method")
    case = banks.case(method._test)
    if not case.attaches:
        raise Refusal(case.message, case.code, status=402, type=CARD,
                      **({"decline_code": case.decline} if case.decline else {}))  # fmt: skip
    if banks.redirects(method.type) and method.type not in ("paypal", "cashapp", "amazon_pay", "revolut_pay", "link"):
        raise Refusal(f"A payment method of the type {method.type} can't be saved for later.", param="payment_method")
    return save(call, method, "payment_method.attached", customer=customer)


def usable(method: PaymentMethod, customer: str | None) -> None:
    """Whether a payment of that customer may use it. Raises Refusal."""
    if method.customer is not None and customer is None:
        message = (
            f"The `payment_method` parameter supplied {method.id} belongs to the Customer {method.customer}. Please "
            "include the Customer in the `customer` parameter on the PaymentIntent."
        )
        raise Refusal(message, param="payment_method")
    if method.customer is not None and method.customer != customer:
        message = (
            f"The PaymentMethod {method.id} does not belong to the Customer you supplied {customer}. Please use this "
            "PaymentMethod with the Customer that it belongs to instead."
        )
        raise Refusal(message, param="payment_method")
    if method.customer is None and method.get("_used"):
        raise Refusal(USED, param="payment_method")


def currency_of(kind: str, currency: str) -> None:
    """Whether that kind of payment method takes a currency. Raises Refusal."""
    if kind not in banks.KINDS:
        message = (
            f'The payment method type "{kind}" is invalid. Please ensure the provided type is activated in your '
            "dashboard and your account is enabled for any preview features that you are trying to use."
        )
        raise Refusal(message, "payment_intent_invalid_parameter", "payment_method_types")
    takes = banks.CURRENCIES.get(kind)
    if takes is not None and currency not in takes:
        message = (
            f"The currency provided ({currency}) is invalid. Payments with {kind} support the following currencies: "
            f"{', '.join(takes)}."
        )
        raise Refusal(message, "payment_intent_invalid_parameter", "currency")

"""Payment methods: made from test cards, attached, used up; https://docs.stripe.com/api/payment_methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import cleared, make, metadata, save
from ..records.payments import PaymentMethod
from ..refusals import CARD, Refusal, absent, missing
from . import cards

if TYPE_CHECKING:
    from clonery.server.call import Call

USED = (
    "The provided PaymentMethod was used or detached before without a Customer and may not be used again; "
    "attach a PaymentMethod to a Customer before its first use to use it more than once."
)


def resolved(call: Call, id: Any, param: str = "payment_method") -> PaymentMethod:
    """The payment method of that id; `pm_card_visa` and its like are a new one. Raises NotFound."""
    name = cards.of_name(str(id))
    if name is not None:
        return from_case(call, name)
    found = call.peek(PaymentMethod, id)
    if found is None:
        raise missing("payment_method", id, param, 400)
    return found


def from_case(call: Call, name: str, **fields: Any) -> PaymentMethod:
    """A new payment method with that test card."""
    month, year = fields.pop("exp_month", 0), fields.pop("exp_year", 0)
    fields.setdefault("billing_details", {"address": {}})
    return make(
        call, PaymentMethod, type="card", card=cards.details(name, month, year), customer=None,
        allow_redisplay="unspecified", _test=name, **fields,
    )  # fmt: skip


def created(call: Call, given: dict[str, Any]) -> PaymentMethod:
    """A payment method as a caller describes it. Raises Refusal for what is wrong with a card."""
    kind = given.get("type") or ("card" if "card" in given else None)
    if kind is None:
        raise absent("type")
    fields: dict[str, Any] = {"metadata": metadata(given.get("metadata"))}
    fields["billing_details"] = {"address": {}, **cleared(given.get("billing_details") or {})}
    fields["billing_details"]["address"] = fields["billing_details"].get("address") or {}
    if kind == "card":
        return _card(call, given.get("card"), fields)
    body = {name: value for name, value in (given.get(kind) or {}).items() if isinstance(value, str)}
    for secret in ("account_number", "iban", "number"):
        if secret in body:
            body["last4"] = body.pop(secret)[-4:]
    return make(call, PaymentMethod, type=kind, customer=None, allow_redisplay="unspecified", _test="visa",
                **{kind: body}, **fields)  # fmt: skip


def _card(call: Call, card: Any, fields: dict[str, Any]) -> PaymentMethod:
    if not isinstance(card, dict):
        raise absent("card")
    if "token" in card:
        name = cards.of_name(card["token"])
        if name is None:
            raise missing("token", card["token"], "card[token]", 400)
        return from_case(call, name, **fields)
    number = str(card.get("number", "")).replace(" ", "")
    if not number:
        raise absent("card[number]")
    if not cards.luhn(number) or not 12 <= len(number) <= 19:
        raise Refusal("Your card number is incorrect.", "incorrect_number", "number", 402, type=CARD)
    year = card.get("exp_year", 2032)
    year = year + 2000 if year < 100 else year
    month = card.get("exp_month", 8)
    if not 1 <= month <= 12:
        message = "Your card's expiration month is invalid."
        raise Refusal(message, "invalid_expiry_month", "exp_month", 402, type=CARD)
    if year * 12 + month < 1970 * 12 + call.now // 2_629_800:
        raise Refusal("Your card's expiration year is invalid.", "invalid_expiry_year", "exp_year", 402, type=CARD)
    name = cards.NAMES.get(number)
    if name is None:
        message = "Your card was declined. Your request used a real card while testing."
        raise Refusal(message, "card_declined", status=402, type=CARD, decline_code="test_mode_live_card")
    return from_case(call, name, exp_month=month, exp_year=year, **fields)


def attach(call: Call, method: PaymentMethod, customer: str) -> PaymentMethod:
    """Give it to a customer. Raises Refusal where it belongs to one, is used up, or its card is refused."""
    if method.customer == customer:
        return method
    if method.customer is not None:
        raise Refusal("The payment method you provided has already been attached to a customer.", param="payment_method")
    if method.get("_used"):
        raise Refusal(USED, param="payment_method")
    case = cards.CASES[method._test]
    if not case.attaches:
        raise Refusal(case.message, case.code, status=402, type=CARD,
                      **({"decline_code": case.decline} if case.decline else {}))  # fmt: skip
    return save(call, method, "payment_method.attached", customer=customer)


def usable(method: PaymentMethod, customer: str | None) -> None:
    """Whether a payment of that customer may use it. Raises Refusal."""
    if method.customer is not None and customer is None:
        message = f"The PaymentMethod {method.id} belongs to the Customer {method.customer}; name it as `customer`."
        raise Refusal(message, param="payment_method")
    if method.customer is not None and method.customer != customer:
        message = (f"The customer does not have a payment method with the ID {method.id}. "
                   "The payment method must be attached to the customer.")  # fmt: skip
        raise Refusal(message, "resource_missing", "payment_method")
    if method.customer is None and method.get("_used"):
        raise Refusal(USED, param="payment_method")

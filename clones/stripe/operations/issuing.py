"""Issuing: cardholders, cards, authorizations, transactions; https://docs.stripe.com/api/issuing."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..payments import authorizing, cards
from ..records.issuing import Authorization, Cardholder, IssuedCard, IssuedTransaction
from ..refusals import Refusal, absent
from ..shapes import Shown, included, shape, shows

LIMITS: dict[str, Any] = {"allowed_categories": None, "blocked_categories": None, "spending_limits": [],
          "spending_limits_currency": None,
          "allowed_merchant_countries": None, "blocked_merchant_countries": None, "allowed_card_presences": None,
          "blocked_card_presences": None}  # fmt: skip


@operation("PostIssuingCardholders")
def create_holder(call: Call, name: str, billing: dict[str, Any], **given: Any) -> Cardholder:
    """POST /v1/issuing/cardholders"""
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    fields.setdefault("status", "active")
    return make(call, Cardholder, "issuing_cardholder.created", id=None, name=name, billing=billing,
                requirements={"disabled_reason": None, "past_due": []}, **fields)  # fmt: skip


@operation("GetIssuingCardholdersCardholder")
def get_holder(call: Call, cardholder: str) -> Cardholder:
    """GET /v1/issuing/cardholders/{cardholder}"""
    return find(call, Cardholder, cardholder, "cardholder")


@operation("PostIssuingCardholdersCardholder")
def update_holder(call: Call, cardholder: str, **given: Any) -> Cardholder:
    """POST /v1/issuing/cardholders/{cardholder}"""
    found = find(call, Cardholder, cardholder, "cardholder")
    return save(call, found, "issuing_cardholder.updated", **changed(found, given))


@operation("GetIssuingCardholders")
def list_holders(
    call: Call, email: str | None = None, phone_number: str | None = None, status: str | None = None,
    type: str | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/issuing/cardholders"""
    where = {"email": email, "phone_number": phone_number, "status": status, "type": type}
    return listing(call, Cardholder, where, created)


@operation("PostIssuingCards")
def create_card(
    call: Call, currency: str, type: str, cardholder: str | None = None, spending_controls: dict[str,
                                                                                                 Any] | None = None,
    **given: Any,
) -> IssuedCard:  # fmt: skip
    """POST /v1/issuing/cards"""
    if cardholder is None:
        raise absent("cardholder")
    holder = named(call, Cardholder, cardholder, "cardholder")
    digits = f"400000999{call.random(1_000_000):06d}"
    number = next(made for last in range(10) if cards.luhn(made := f"{digits}{last}"))
    fields = {name: value for name, value in cleared(given).items() if name not in ("pin", "metadata", "shipping")}
    fields.setdefault("status", "inactive")
    if type == "physical" and not given.get("shipping"):
        raise absent("shipping")
    return make(
        call, IssuedCard, "issuing_card.created", id=None, brand="Visa", cardholder=holder.id,
        currency=currency.lower(),
        exp_month=fields.pop("exp_month", 8), exp_year=fields.pop("exp_year", 2032), last4=number[-4:], type=type,
        spending_controls={**LIMITS, **(spending_controls or {})}, _number=number, _cvc=f"{call.random(1000):03d}",
        metadata=metadata(given.get("metadata")), shipping=_shipping(given.get("shipping")), **fields,
    )  # fmt: skip


def _shipping(given: dict[str, Any] | None) -> dict[str, Any] | None:
    if not given:
        return None
    return {"carrier": None, "eta": None, "service": "standard", "status": "pending", "tracking_number": None,
            "tracking_url": None, "type": "individual", **given}  # fmt: skip


@operation("GetIssuingCardsCard")
def get_card(call: Call, card: str) -> IssuedCard:
    """GET /v1/issuing/cards/{card}"""
    return find(call, IssuedCard, card, "card")


@operation("PostIssuingCardsCard")
def update_card(call: Call, card: str, spending_controls: dict[str, Any] | None = None, **given: Any) -> IssuedCard:
    """POST /v1/issuing/cards/{card}: a canceled card stays so."""
    found = find(call, IssuedCard, card, "card")
    if found.status == "canceled" and given.get("status") not in (None, "canceled"):
        raise Refusal("This card has been canceled and can't be activated again.", param="status")
    changes = {name: value for name, value in changed(found, given).items() if name not in ("pin", "shipping")}
    if spending_controls is not None:
        changes["spending_controls"] = {**LIMITS, **spending_controls}
    return save(call, found, "issuing_card.updated", **changes)


@operation("GetIssuingCards")
def list_cards(
    call: Call, cardholder: str | None = None, status: str | None = None, type: str | None = None,
    last4: str | None = None, created: Any = None,
) -> Page:  # fmt: skip
    """GET /v1/issuing/cards"""
    where = {"cardholder": cardholder, "status": status, "type": type, "last4": last4}
    return listing(call, IssuedCard, where, created)


@operation("PostTestHelpersIssuingAuthorizations")
def create_authorization(
    call: Call, card: str, amount: int | None = None, currency: str | None = None, merchant_amount: int | None = None,
    merchant_data: dict[str, Any] | None = None, authorization_method: str = "online", **given: Any,
) -> Authorization:  # fmt: skip
    """POST /v1/test_helpers/issuing/authorizations: a merchant asks to be paid."""
    found = named(call, IssuedCard, card, "card")
    asked = amount if amount is not None else merchant_amount
    if asked is None:
        raise absent("amount")
    if asked < 0:
        raise Refusal("Invalid non-negative integer", "parameter_invalid_integer", "amount")
    return authorizing.begin(
        call, found, asked, (currency or found.currency).lower(), merchant_data or {}, wallet=given.get("wallet"),
        authorization_method=authorization_method,
    )  # fmt: skip


def _authorization(call: Call, id: str) -> Authorization:
    return find(call, Authorization, id, "authorization")


@operation("GetIssuingAuthorizationsAuthorization")
def get_authorization(call: Call, authorization: str) -> Authorization:
    """GET /v1/issuing/authorizations/{authorization}"""
    return _authorization(call, authorization)


@operation("PostIssuingAuthorizationsAuthorization")
def update_authorization(call: Call, authorization: str, **given: Any) -> Authorization:
    """POST /v1/issuing/authorizations/{authorization}"""
    found = _authorization(call, authorization)
    return save(call, found, "issuing_authorization.updated", **changed(found, given))


@operation("PostIssuingAuthorizationsAuthorizationApprove")
def approve(call: Call, authorization: str, amount: int | None = None, **given: Any) -> Authorization:
    """POST /v1/issuing/authorizations/{authorization}/approve: what an endpoint says that was asked."""
    return authorizing.answer(call, _authorization(call, authorization), True, "webhook_approved", amount)


@operation("PostIssuingAuthorizationsAuthorizationDecline")
def decline(call: Call, authorization: str, **given: Any) -> Authorization:
    """POST /v1/issuing/authorizations/{authorization}/decline"""
    return authorizing.answer(call, _authorization(call, authorization), False, "webhook_declined", None)


@operation("GetIssuingAuthorizations")
def list_authorizations(
    call: Call, card: str | None = None, cardholder: str | None = None, status: str | None = None, created: Any = None
) -> Page:
    """GET /v1/issuing/authorizations"""
    return listing(call, Authorization, {"card": card, "cardholder": cardholder, "status": status}, created)


@operation("PostTestHelpersIssuingAuthorizationsAuthorizationCapture")
def capture(
    call: Call, authorization: str, capture_amount: int | None = None, close_authorization: bool = True, **given: Any
) -> Authorization:
    """POST /v1/test_helpers/issuing/authorizations/{authorization}/capture"""
    return authorizing.capture(call, _authorization(call, authorization), capture_amount, close_authorization)


def _open(call: Call, id: str) -> Authorization:
    found = _authorization(call, id)
    if not found.approved or found.status != "pending":
        raise Refusal(f"An authorization that is {found.status} can't be changed any more.", param="authorization")
    return found


@operation("PostTestHelpersIssuingAuthorizationsAuthorizationReverse")
def reverse(call: Call, authorization: str, reverse_amount: int | None = None) -> Authorization:
    """POST /v1/test_helpers/issuing/authorizations/{authorization}/reverse"""
    found = _open(call, authorization)
    taken = found.amount if reverse_amount is None else reverse_amount
    if not 1 <= taken <= found.amount:
        raise Refusal(f"The amount to reverse must be at most {found.amount}.", param="reverse_amount")
    left = found.amount - taken
    return save(call, found, "issuing_authorization.updated", amount=left, status="pending" if left else "reversed")


@operation("PostTestHelpersIssuingAuthorizationsAuthorizationExpire")
def expire(call: Call, authorization: str) -> Authorization:
    """POST /v1/test_helpers/issuing/authorizations/{authorization}/expire"""
    return save(call, _open(call, authorization), "issuing_authorization.updated", amount=0, status="expired")


@operation("PostTestHelpersIssuingAuthorizationsAuthorizationIncrement")
def increment(call: Call, authorization: str, increment_amount: int, **given: Any) -> Authorization:
    """POST /v1/test_helpers/issuing/authorizations/{authorization}/increment"""
    found = _open(call, authorization)
    if increment_amount < 1:
        raise Refusal("This value must be greater than or equal to 1.", "parameter_invalid_integer", "increment_amount")
    made = authorizing.decide(call, found, True, "card_active", found.amount + increment_amount)
    call.emit("issuing_authorization.updated", object=made, before=found.doc)
    return made


@operation("GetIssuingTransactionsTransaction")
def get_transaction(call: Call, transaction: str) -> IssuedTransaction:
    """GET /v1/issuing/transactions/{transaction}"""
    return find(call, IssuedTransaction, transaction, "transaction")


@operation("PostIssuingTransactionsTransaction")
def update_transaction(call: Call, transaction: str, **given: Any) -> IssuedTransaction:
    """POST /v1/issuing/transactions/{transaction}"""
    found = find(call, IssuedTransaction, transaction, "transaction")
    return save(call, found, "issuing_transaction.updated", **changed(found, given))


@operation("GetIssuingTransactions")
def list_transactions(
    call: Call, card: str | None = None, cardholder: str | None = None, type: str | None = None, created: Any = None
) -> Page:
    """GET /v1/issuing/transactions"""
    return listing(call, IssuedTransaction, {"card": card, "cardholder": cardholder, "type": type}, created)


@operation("PostTestHelpersIssuingTransactionsTransactionRefund")
def refund(call: Call, transaction: str, refund_amount: int | None = None) -> IssuedTransaction:
    """POST /v1/test_helpers/issuing/transactions/{transaction}/refund: the answer is the new transaction."""
    found = find(call, IssuedTransaction, transaction, "transaction")
    taken = -found.amount if refund_amount is None else refund_amount
    if found.type != "capture" or not 1 <= taken <= -found.amount:
        raise Refusal("The amount to refund must be at most what was captured.", param="refund_amount")
    card = call.get(IssuedCard, found.card)
    return authorizing.transact(call, card, "refund", taken, found.get("merchant_data"), found.authorization)


@included("issuing.card", "number")
def _number(call: Call, shown: Shown) -> str:
    return call.get(IssuedCard, shown["id"])._number


@included("issuing.card", "cvc")
def _cvc(call: Call, shown: Shown) -> str:
    return str(call.get(IssuedCard, shown["id"]).get("_cvc"))


@shows(IssuedCard)
def _card(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "cardholder": shape(call, call.get(Cardholder, record.cardholder), False)}


@shows(Authorization)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    found = call.all(IssuedTransaction, {"authorization": record.id})
    return {**made, "card": shape(call, call.get(IssuedCard, record.card), False),
            "transactions": [shape(call, one, False) for one in found]}  # fmt: skip

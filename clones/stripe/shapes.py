"""How objects are shown: what is stored, completed, with the lists that lie inside them; https://docs.stripe.com/api."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from . import timing
from .records import accounts, customers, money, payments
from .records.thing import Thing

if TYPE_CHECKING:
    from clonery.server.call import Call

Shown = dict[str, Any]
SETTINGS = {"custom_fields": None, "default_payment_method": None, "footer": None, "rendering_options": None}
"""A customer's invoice settings that nobody set."""
EMBEDDED = 10
"""How many elements of a list stand inside an object."""
MORE: dict[type[Thing], Callable[[Call, Any, Shown], Shown]] = {}
INCLUDED: dict[tuple[str, str], Callable[[Call, Shown], Any]] = {}
"""What an object leaves out unless it is asked for, by the object's name and the field."""
F = TypeVar("F", bound=Callable[..., Any])


def shows(kind: type[Thing]) -> Callable[[F], F]:
    """Mark a function (call, record, shown) as what completes the shown objects of a kind."""

    def mark(function: F) -> F:
        MORE[kind] = function
        return function

    return mark


def included(name: str, field: str) -> Callable[[F], F]:
    """Mark a function (call, shown) as what fills a field that an object leaves out unless `expand` asks for it."""

    def mark(function: F) -> F:
        INCLUDED[name, field] = function
        return function

    return mark


def sublist(call: Call, url: str, items: list[Any], limit: int = EMBEDDED) -> Shown:
    """A list inside an object."""
    shown = [shape(call, item, False) if isinstance(item, Thing) else item for item in items[:limit]]
    return {"object": "list", "data": shown, "has_more": len(items) > limit, "url": url}


def shape(call: Call, record: Thing, whole: bool) -> Shown:
    """Any object."""
    dialect: Any = call.clone.dialect
    name = record.OBJECT or record.KIND.name
    made, solid = {**dialect.completion.template(name), **record.doc}, dialect.completion.never_null(name)
    made = {
        field: value for field, value in made.items() if field[0] != "_" and (value is not None or field not in solid)
    }
    more = MORE.get(type(record))
    return more(call, record, made) if more else made


@shows(customers.Coupon)
def _coupon(call: Call, record: Any, made: Shown) -> Shown:
    spent = record.max_redemptions is not None and record.times_redeemed >= record.max_redemptions
    over = record.redeem_by is not None and record.redeem_by < call.now
    return {**made, "valid": not spent and not over}


@shows(payments.BalanceTransaction)
def _transaction(call: Call, record: Any, made: Shown) -> Shown:
    at = timing.seconds(call, timing.of(record))
    return {**made, "status": "available" if record.available_on <= at else "pending"}


@shows(payments.PaymentMethod)
def _method(call: Call, record: Any, made: Shown) -> Shown:
    return made if record.card else {name: value for name, value in made.items() if name != "card"}


@shows(customers.Customer)
def _customer(call: Call, record: Any, made: Shown) -> Shown:
    return made if record.invoice_settings else {**made, "invoice_settings": dict(SETTINGS)}


@shows(money.Transfer)
def _transfer(call: Call, record: Any, made: Shown) -> Shown:
    found = call.all(money.TransferReversal, {"transfer": record.id}, "-rid")
    return {**made, "reversals": sublist(call, f"/v1/transfers/{record.id}/reversals", found)}


@shows(money.ApplicationFee)
def _fee(call: Call, record: Any, made: Shown) -> Shown:
    found = call.all(money.FeeRefund, {"fee": record.id}, "-rid")
    return {**made, "refunds": sublist(call, f"/v1/application_fees/{record.id}/refunds", found)}


@shows(accounts.Account)
def _account(call: Call, record: Any, made: Shown) -> Shown:
    found = call.all(accounts.ExternalAccount, {"_holder": record.id})
    made["capabilities"] = record.capabilities or {}
    return {**made, "external_accounts": sublist(call, f"/v1/accounts/{record.id}/external_accounts", found)}


@included("charge", "refunds")
def _refunds(call: Call, shown: Shown) -> Shown:
    return sublist(
        call, f"/v1/charges/{shown['id']}/refunds", call.all(payments.Refund, {"charge": shown["id"]}, "-rid")
    )


@included("price", "tiers")
def _tiers(call: Call, shown: Shown) -> list[Any]:
    return call.get(customers.Price, shown["id"]).get("_tiers") or []

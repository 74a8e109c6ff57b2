"""Billing credits and their balance; https://docs.stripe.com/api/billing/credit-grant."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from .. import timing
from ..billing import granting, pricing, standing
from ..lookups import find, listing, make, metadata, named, save
from ..records.billing import CreditGrant, CreditMove
from ..records.customers import Customer, Price
from ..refusals import Refusal, absent
from .customers import customer_of


@operation("PostBillingCreditGrants")
def create_grant(
    call: Call, amount: dict[str, Any], applicability_config: dict[str, Any], customer: str | None = None,
    category: str = "paid", effective_at: int | None = None, expires_at: int | None = None, **given: Any,
) -> CreditGrant:  # fmt: skip
    """POST /v1/billing/credit_grants: for usage of metered prices, or of some of them."""
    if customer is None:
        raise absent("customer")
    owner, sum = customer_of(call, customer), amount.get("monetary")
    if not sum:
        raise absent("amount[monetary]")
    if sum["value"] < 1:
        raise Refusal("Invalid positive integer", "parameter_invalid_integer", "amount[monetary][value]")
    at = standing.time_of(call, owner)
    begins = effective_at or at
    if expires_at is not None and expires_at <= begins:
        raise Refusal("`expires_at` must be after `effective_at`.", param="expires_at")
    _scope(call, applicability_config["scope"])
    made = make(
        call, CreditGrant, "billing.credit_grant.created", id=call.new_id("credgr_test_", 40),
        amount={"type": "monetary", "monetary": {"currency": sum["currency"].lower(), "value": sum["value"]}},
        applicability_config=applicability_config, category=category, customer=owner.id, effective_at=begins,
        expires_at=expires_at, name=given.get("name"), priority=given.get("priority", granting.PLAIN_PRIORITY),
        metadata=metadata(given.get("metadata")), created=at, updated=at, test_clock=owner.test_clock,
        _left=sum["value"],
    )  # fmt: skip
    granting.move(call, made, "credit", "credits_granted", sum["value"])
    _await_end(call, made)
    return made


def _scope(call: Call, scope: dict[str, Any]) -> None:
    """Raises Refusal for what is no usage."""
    if bool(scope.get("prices")) == bool(scope.get("price_type")):
        message = "You must pass one of `price_type` or `prices`."
        raise Refusal(message, param="applicability_config[scope]")
    for place, each in enumerate(scope.get("prices") or []):
        param = f"applicability_config[scope][prices][{place}][id]"
        if not pricing.metered(named(call, Price, each["id"], param)):
            raise Refusal("Credit grants only apply to metered prices.", param=param)


def _await_end(call: Call, grant: CreditGrant) -> None:
    if grant.expires_at is not None:
        timing.later(call, grant.expires_at, "expire_grant", grant.id, grant.test_clock)


@operation("GetBillingCreditGrantsId")
def get_grant(call: Call, id: str) -> CreditGrant:
    """GET /v1/billing/credit_grants/{id}"""
    return find(call, CreditGrant, id)


@operation("PostBillingCreditGrantsId")
def update_grant(call: Call, id: str, expires_at: Any = None, **given: Any) -> CreditGrant:
    """POST /v1/billing/credit_grants/{id}: when it ends, and its metadata."""
    found = find(call, CreditGrant, id)
    at = standing.time_of(call, found)
    changes: dict[str, Any] = {"updated": at}
    if expires_at is not None:
        if expires_at != "" and expires_at <= at:
            raise Refusal("`expires_at` must be a time in the future.", param="expires_at")
        changes["expires_at"] = expires_at or None
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], found.metadata)
    made = save(call, found, "billing.credit_grant.updated", **changes)
    _await_end(call, made)
    return made


@operation("PostBillingCreditGrantsIdExpire")
def expire_grant(call: Call, id: str) -> CreditGrant:
    """POST /v1/billing/credit_grants/{id}/expire: what is left of it is gone."""
    found = _alive(call, id)
    return granting.end(call, found, "credits_expired", expires_at=standing.time_of(call, found))


@operation("PostBillingCreditGrantsIdVoid")
def void_grant(call: Call, id: str) -> CreditGrant:
    """POST /v1/billing/credit_grants/{id}/void: as long as nothing of it was used."""
    found = _alive(call, id)
    if found._left != found.amount["monetary"]["value"]:
        raise Refusal("You cannot void a credit grant that has been applied to an invoice.", param="id")
    return granting.end(call, found, "credits_voided", voided_at=standing.time_of(call, found))


def _alive(call: Call, id: str) -> CreditGrant:
    """A grant that is neither void nor expired. Raises NotFound, Refusal."""
    found = find(call, CreditGrant, id)
    if found.voided_at is not None:
        raise Refusal("This credit grant has already been voided.", param="id")
    if found.expires_at is not None and found.expires_at <= standing.time_of(call, found):
        raise Refusal("This credit grant has already expired.", param="id")
    return found


@operation("GetBillingCreditGrants")
def list_grants(call: Call, customer: str | None = None, **given: Any) -> Page:
    """GET /v1/billing/credit_grants"""
    return listing(call, CreditGrant, {"customer": customer})


@operation("GetBillingCreditBalanceTransactions")
def list_moves(call: Call, customer: str | None = None, credit_grant: str | None = None, **given: Any) -> Page:
    """GET /v1/billing/credit_balance_transactions"""
    return listing(call, CreditMove, {"_customer": customer, "credit_grant": credit_grant})


@operation("GetBillingCreditBalanceTransactionsId")
def get_move(call: Call, id: str) -> CreditMove:
    """GET /v1/billing/credit_balance_transactions/{id}"""
    return find(call, CreditMove, id)


@operation("GetBillingCreditBalanceSummary")
def get_summary(call: Call, filter: dict[str, Any], customer: str | None = None, **given: Any) -> dict[str, Any]:
    """GET /v1/billing/credit_balance_summary: what is left, by currency."""
    if customer is None:
        raise absent("customer")
    owner = named(call, Customer, customer, "customer")
    at = standing.time_of(call, owner)
    grants = [one for one in call.all(CreditGrant, {"customer": owner.id}) if _asked(one, filter)]
    sums: dict[str, list[int]] = {}
    for one in grants:
        held = sums.setdefault(one.amount["monetary"]["currency"], [0, 0])
        held[0] += one._left if (one.effective_at or 0) <= at else 0
        held[1] += one._left
    balances = [{"available_balance": _amount(currency, now), "ledger_balance": _amount(currency, all)}
                for currency, (now, all) in sums.items()]  # fmt: skip
    return {"object": "billing.credit_balance_summary", "balances": balances, "customer": owner.id,
            "customer_account": None, "livemode": owner.livemode}  # fmt: skip


def _asked(grant: CreditGrant, filter: dict[str, Any]) -> bool:
    """Whether a summary counts a grant."""
    if filter["type"] == "credit_grant":
        return bool(grant.id == filter.get("credit_grant"))
    asked, scope = filter.get("applicability_scope") or {}, grant.applicability_config["scope"]
    if not asked.get("prices"):
        return not scope.get("prices")
    wanted = {each["id"] for each in asked["prices"]}
    return bool(wanted & {each["id"] for each in scope.get("prices") or []})


def _amount(currency: str, value: int) -> dict[str, Any]:
    return {"monetary": {"currency": currency, "value": value}, "type": "monetary"}

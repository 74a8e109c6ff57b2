"""Billing credits: granted, used up by invoices of usage, expired, voided; https://docs.stripe.com/billing/subscriptions/usage-based/billing-credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import make, save
from ..records.billing import CreditGrant, CreditMove, Invoice
from ..records.customers import Price
from . import pricing, totals
from .lines import Line
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

PLAIN_PRIORITY = 50
"""What a grant has that was given none; the lowest number goes first."""


def move(call: Call, grant: CreditGrant, side: str, type: str, amount: int, **about: Any) -> CreditMove:
    """Book a credit or a debit of a grant."""
    at, currency = time_of(call, grant), grant.amount["monetary"]["currency"]
    held: dict[str, Any] = {
        "amount": {"monetary": {"currency": currency, "value": amount}, "type": "monetary"},
        "type": type,
        **about,
    }
    effective = max(at, grant.effective_at or at) if type == "credits_granted" else at
    target = about.get("credits_applied") or about.get("credits_application_invoice_voided") or {}
    return make(
        call, CreditMove, "billing.credit_balance_transaction.created", id=call.new_id("cbtxn_test_", 40), type=side,
        credit_grant=grant.id, effective_at=effective, created=at, test_clock=grant.test_clock,
        _customer=grant.customer, _invoice=target.get("invoice"), credit=held if side == "credit" else None,
        debit=held if side == "debit" else None,
    )  # fmt: skip


def usable(call: Call, customer: str, currency: str, at: int) -> list[CreditGrant]:
    """The grants that can be used, in the order in which they are."""
    found = [
        grant for grant in call.all(CreditGrant, {"customer": customer})
        if grant._left and grant.voided_at is None and (grant.effective_at or 0) <= at
        and (grant.expires_at is None or grant.expires_at > at) and grant.amount["monetary"]["currency"] == currency
    ]  # fmt: skip
    return sorted(found, key=rank)


def rank(grant: CreditGrant) -> tuple[Any, ...]:
    """First by priority, then what expires first, promotions before what was paid, the oldest."""
    priority = PLAIN_PRIORITY if grant.priority is None else grant.priority
    return (priority, grant.expires_at or 1 << 62, grant.category != "promotional", grant.effective_at or 0, grant.rid)


def fits(call: Call, grant: CreditGrant, line: Line) -> bool:
    """Whether a grant may pay for a line: of usage, of the prices that it names."""
    held = ((line["pricing"] or {}).get("price_details") or {}).get("price")
    price = call.peek(Price, held) if line["_item"] and held else None
    if price is None or not pricing.metered(price):
        return False
    named = grant.applicability_config["scope"].get("prices") or []
    return not named or price.id in [each["id"] for each in named]


def spread(call: Call, customer: str, currency: str, lines: list[Line], at: int) -> list[tuple[CreditGrant, Line, int]]:
    """What each grant pays of each line: nothing is stored."""
    made, left = [], {line["id"]: totals.net(line) for line in lines}
    for grant in usable(call, customer, currency, at):
        rest = grant._left
        for line in lines:
            amount = min(rest, left[line["id"]])
            if amount > 0 and fits(call, grant, line):
                made.append((grant, line, amount))
                rest -= amount
                left[line["id"]] -= amount
    return made


def imagine(call: Call, customer: str, currency: str, lines: list[Line], at: int) -> bool:
    """Let lines tell what credit would pay of them; whether there is any."""
    found = spread(call, customer, currency, lines, at)
    for _, line, amount in found:
        told = {"amount": amount, "credit_balance_transaction": None, "type": "credit_balance_transaction"}
        line.setdefault("_credits", []).append(told)
    return bool(found)


def apply(call: Call, invoice: Invoice) -> list[Line] | None:
    """Use credit for an invoice that becomes final; its lines say so. None where there is none."""
    lines = [dict(line) for line in invoice._lines]
    found = spread(call, invoice.customer, invoice.currency, lines, time_of(call, invoice))
    for grant, line, amount in found:
        about = {"credits_applied": {"invoice": invoice.id, "invoice_line_item": line["id"]}}
        moved = move(call, grant, "debit", "credits_applied", amount, **about)
        save(call, grant, _left=call.get(CreditGrant, grant.id)._left - amount)
        told = {"amount": amount, "credit_balance_transaction": moved.id, "type": "credit_balance_transaction"}
        line["_credits"] = [*line.get("_credits", []), told]
    return lines if found else None


def restore(call: Call, invoice: Invoice) -> None:
    """Credit that a void invoice used can be used again."""
    for moved in call.all(CreditMove, {"_invoice": invoice.id}):
        if moved.debit is None:
            continue
        grant, amount = call.get(CreditGrant, moved.credit_grant), moved.debit["amount"]["monetary"]["value"]
        about = {"credits_application_invoice_voided": dict(moved.debit["credits_applied"])}
        move(call, grant, "credit", "credits_application_invoice_voided", amount, **about)
        save(call, grant, _left=grant._left + amount)


def end(call: Call, grant: CreditGrant, type: str, **changes: Any) -> CreditGrant:
    """What is left of a grant is gone."""
    if grant._left:
        move(call, grant, "debit", type, grant._left)
    updated = time_of(call, grant)
    return save(call, grant, "billing.credit_grant.updated", _left=0, updated=updated, **changes)


@timing.step("expire_grant")
def expire(call: Call, id: str) -> None:
    """The day has come on which a grant expires."""
    grant = call.peek(CreditGrant, id)
    if grant is not None and grant.expires_at == time_of(call, grant) and grant.voided_at is None:
        end(call, grant, "credits_expired")

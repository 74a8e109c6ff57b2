"""Updates that are held back until they are paid; https://docs.stripe.com/billing/subscriptions/pending-updates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import timing
from ..lookups import save
from ..records.billing import Invoice, Subscription
from ..records.customers import Customer
from ..refusals import Refusal
from . import cycles, invoicing, paying, standing
from .planning import Change
from .standing import time_of

if TYPE_CHECKING:
    from clonery.server.call import Call

ALLOWED = frozenset({
    "items", "proration_behavior", "proration_date", "billing_cycle_anchor", "trial_end", "payment_behavior",
    "add_invoice_items", "off_session",
})  # fmt: skip
"""What an update that may be held back can change."""
LASTS = 23 * timing.HOUR


def check(given: dict[str, Any]) -> None:
    """Whether an update may be held back. Raises Refusal."""
    if late := sorted(set(given) - ALLOWED):
        message = f"You cannot update {late[0]} when using `payment_behavior=pending_if_incomplete`."
        raise Refusal(message, param=late[0])


def hold(call: Call, subscription: Subscription, change: Change, invoice: Invoice, off_session: bool) -> Subscription:
    """Try to pay for an update: it is applied when that is paid, and forgotten when it is not within a day."""
    at, items = time_of(call, subscription), cycles.billed(change.items, invoice)
    changes = {**change.fields, "_items": items, "_item_ids": [item["id"] for item in items]}
    pending = {
        "billing_cycle_anchor": change.fields.get("billing_cycle_anchor"), "expires_at": at + LASTS,
        "subscription_items": items, "trial_end": change.fields.get("trial_end"), "trial_from_plan": None,
    }  # fmt: skip
    before = subscription.doc
    held = {"invoice": invoice.id, "changes": changes}
    made = save(call, subscription, latest_invoice=invoice.id, pending_update=pending, _pending=held)
    invoice = invoicing.finalize(call, save(call, invoice, auto_advance=False))
    if invoice.status == "open":
        method = paying.default_of(call, call.get(Customer, made.customer), made)
        if method is not None:
            invoice = paying.collect(call, invoice, method, off_session)
    made = call.get(Subscription, made.id)
    if made.pending_update is not None:
        timing.later(call, at + LASTS, "forget_update", made.id, timing.of(made))
        call.emit("customer.subscription.updated", object=made, before=before)
    return made


@timing.step("forget_update")
def forget(call: Call, id: str) -> None:
    """Nobody paid for an update in time."""
    subscription = call.peek(Subscription, id)
    pending = subscription.pending_update if subscription else None
    if subscription is None or pending is None or pending["expires_at"] != time_of(call, subscription):
        return
    invoice = call.get(Invoice, subscription.get("_pending")["invoice"])
    if invoice.status == "open":
        invoicing.void(call, invoice)
    made = save(call, subscription, pending_update=None, _pending=None)
    call.emit("customer.subscription.pending_update_expired", object=made)
    standing.arrange(call, made)

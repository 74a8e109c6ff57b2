"""How subscriptions, invoices and what belongs to them are shown; https://docs.stripe.com/api/subscriptions/object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..records import billing
from ..records.customers import Coupon, Price, TaxRate
from ..records.payments import PaymentIntent
from ..shapes import EMBEDDED, Shown, included, shape, shows, sublist
from . import discounting

if TYPE_CHECKING:
    from clonery.server.call import Call


def rates(call: Call, ids: list[str] | None) -> list[Shown]:
    """Tax rates, which stand whole in what they apply to."""
    return [shape(call, call.get(TaxRate, id), False) for id in ids or []]


def item(call: Call, held: dict[str, Any]) -> Shown:
    """A subscription item, with its price."""
    made = {name: value for name, value in held.items() if name[0] != "_"}
    price = call.get(Price, held["price"])
    if (price.recurring or {}).get("usage_type") == "metered":
        made.pop("quantity")
    return {**made, "price": shape(call, price, False), "tax_rates": rates(call, held["tax_rates"])}


def line(held: dict[str, Any]) -> Shown:
    """A line of an invoice."""
    return {name: value for name, value in held.items() if name[0] != "_"}


@shows(billing.Subscription)
def _subscription(call: Call, record: billing.Subscription, made: Shown) -> Shown:
    data = [item(call, held) for held in record.get("_items") or []]
    if record.pending_update is not None:
        waiting = [item(call, held) for held in record.pending_update["subscription_items"] or []]
        made["pending_update"] = {**record.pending_update, "subscription_items": waiting}
    url = f"/v1/subscription_items?subscription={record.id}"
    return {
        **made, "default_tax_rates": rates(call, record.get("default_tax_rates")),
        "items": {"object": "list", "data": data[:20], "has_more": len(data) > 20, "url": url},
    }  # fmt: skip


@shows(billing.Invoice)
def _invoice(call: Call, record: billing.Invoice, made: Shown) -> Shown:
    lines = sublist(
        call, f"/v1/invoices/{record.id}/lines", [line(held) for held in record.get("_lines") or []], EMBEDDED
    )
    final = (record.get("status_transitions") or {}).get("finalized_at") is not None
    where = f"{call.base or 'https://invoice.stripe.com'}/i/{record.id}"
    made.pop("confirmation_secret")
    return {
        **made, "default_tax_rates": rates(call, record.get("default_tax_rates")), "lines": lines,
        "hosted_invoice_url": where if final else None, "invoice_pdf": f"{where}/pdf" if final else None,
    }  # fmt: skip


@shows(billing.InvoiceItem)
def _item(call: Call, record: billing.InvoiceItem, made: Shown) -> Shown:
    if not record.proration:
        made.pop("proration_details", None)
    return {**made, "tax_rates": rates(call, record.get("tax_rates"))}


@shows(billing.CreditNote)
def _note(call: Call, record: billing.CreditNote, made: Shown) -> Shown:
    lines = sublist(
        call, f"/v1/credit_notes/{record.id}/lines", [credited(call, held) for held in record.get("_lines") or []]
    )
    where = f"{call.base or 'https://pay.stripe.com'}/credit_notes/{record.id}/pdf"
    return {**made, "lines": lines, "pdf": where}


def credited(call: Call, held: dict[str, Any]) -> Shown:
    """A line of a credit note."""
    return {**line(held), "tax_rates": rates(call, held["tax_rates"])}


@shows(billing.ProductFeature)
def _feature(call: Call, record: billing.ProductFeature, made: Shown) -> Shown:
    feature = shape(call, call.get(billing.Feature, record.entitlement_feature), False)
    return {name: made[name] for name in ("id", "object", "livemode")} | {"entitlement_feature": feature}


@shows(billing.Discount)
def _discount(call: Call, record: billing.Discount, made: Shown) -> Shown:
    return discounting.shown(call, record, made)


@included("coupon", "applies_to")
def _applies_to(call: Call, shown: Shown) -> Any:
    return call.get(Coupon, shown["id"]).get("_applies_to")


@included("invoice", "payments")
def _payments(call: Call, shown: Shown) -> Shown:
    found = call.all(billing.InvoicePayment, {"invoice": shown["id"]}, "rid")
    return sublist(call, f"/v1/invoice_payments?invoice={shown['id']}", list(found))


@included("invoice", "confirmation_secret")
def _secret(call: Call, shown: Shown) -> Shown | None:
    invoice = call.peek(billing.Invoice, shown["id"])
    intent = call.peek(PaymentIntent, invoice._intent) if invoice is not None else None
    return {"client_secret": intent.get("client_secret"), "type": "payment_intent"} if intent is not None else None


@shows(billing.Schedule)
def _schedule(call: Call, record: billing.Schedule, made: Shown) -> Shown:
    phases = []
    for phase in record.phases:
        parts = {
            name: [{**each, "tax_rates": rates(call, each.get("tax_rates"))} for each in phase[name]]
            for name in ("items", "add_invoice_items")
        }
        phases.append({**phase, **parts, "default_tax_rates": rates(call, phase.get("default_tax_rates"))})
    return {**made, "phases": phases}

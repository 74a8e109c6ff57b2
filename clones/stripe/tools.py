"""Tools of Stripe's own MCP server that are no single operation; https://docs.stripe.com/mcp."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool

from .refusals import Refusal

DAYS = 30
"""How long an invoice that a tool makes may wait."""


def run(call: Call, name: str, **arguments: Any) -> Any:
    """What an operation answers, if the key may call it; a refusal is worded as the operation's own."""
    call.operation = operation = call.clone.operations[name]
    call.clone.dialect.needs(call)
    return operation.call(call, {key: value for key, value in arguments.items() if value is not None})


@tool("create_invoice")
def create_invoice(call: Call, customer: str, days_until_due: int = DAYS) -> Any:
    """Begin a draft invoice that the customer is sent."""
    return run(call, "PostInvoices", customer=customer, collection_method="send_invoice", days_until_due=days_until_due)


@tool("create_invoice_item")
def create_invoice_item(call: Call, customer: str, invoice: str, price: str) -> Any:
    """Put a price on a customer's draft invoice."""
    return run(call, "PostInvoiceitems", customer=customer, invoice=invoice, pricing={"price": price})


@tool("create_payment_link")
def create_payment_link(call: Call, price: str, quantity: int, redirect_url: str | None = None) -> Any:
    """Make a link where anyone can pay for a price."""
    after = {"type": "redirect", "redirect": {"url": redirect_url}} if redirect_url else None
    items = [{"price": price, "quantity": quantity}]
    return run(call, "PostPaymentLinks", line_items=items, after_completion=after)


@tool("search_stripe_documentation")
def search_documentation(call: Call, question: str, language: str | None = None) -> Any:
    """Always refused: the vendor's pages are not part of this farm."""
    raise Refusal("This server holds no documentation: read docs.stripe.com.", status=404)

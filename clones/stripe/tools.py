"""Tools of Stripe's own MCP server that are no single operation; https://docs.stripe.com/mcp."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.arguments import adopt, settle
from clonery.server.call import Call
from clonery.server.generic import perform as generic
from clonery.server.operation import Operation, tool

from . import keys
from .expansion import kind_of
from .ids import VERSION
from .refusals import Refusal
from .searching import FIELDS, search

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


FOUND = 10
"""How many operations a search shows."""
_WORD = re.compile(r"[A-Z]?[a-z]+|\d+")


def _operation(call: Call, name: str) -> Operation:
    found = call.clone.operations.get(name)
    if found is None or name.startswith("pages/"):
        raise Refusal(f"Operation '{name}' is not available. Use stripe_api_search to find available operations.")
    return found


def _perform(call: Call, operation: Operation, parameters: dict[str, Any]) -> Any:
    """What an operation answers; where its path names one object, `id` is good as well."""
    paths = operation.at("path")
    if len(paths) == 1 and "id" in parameters and paths[0].name not in parameters:
        parameters = {paths[0].name: parameters["id"], **{k: v for k, v in parameters.items() if k != "id"}}
    call.operation = operation
    call.clone.dialect.needs(call)
    call.arguments = adopt(call, operation, parameters)
    given = settle(call, operation, call.arguments)
    return operation.call(call, given) if operation.function else generic(call, operation, given)


@tool("stripe_api_search")
def api_search(call: Call, query: str = "", intent: str = "", resource: str = "", **_: Any) -> Any:
    """Operations by words: those that most of them name, the shortest first."""
    words = {word.lower().rstrip("s") for word in re.findall(r"\w+", f"{query} {intent} {resource}".replace("_", " "))}
    words |= {{"create": "post", "update": "post", "retrieve": "get", "list": "get"}.get(word, word) for word in words}
    scored = []
    for name, operation in call.clone.operations.items():
        own = {word.lower().rstrip("s") for word in _WORD.findall(name)}
        if "http" in operation.entry and not name.startswith("pages/") and own & words:
            scored.append((-len(own & words), len(own), name))
    return {"openapi_spec_version": VERSION, "data": [_told(call, name) for _, _, name in sorted(scored)[:FOUND]]}


def _told(call: Call, name: str) -> dict[str, Any]:
    entry = call.clone.operations[name].entry
    return {"id": name, "method": entry["http"]["method"], "path": entry["http"]["path"]}


@tool("stripe_api_details")
def api_details(call: Call, stripe_api_operation_id: str, **_: Any) -> Any:
    """What an operation takes, by where it travels."""
    operation = _operation(call, stripe_api_operation_id)
    required = operation.entry["inputSchema"].get("required", ())
    places: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "body": {}}
    for name, argument in operation.arguments.items():
        if argument.place in places and not argument.whole:
            schema = {key: value for key, value in argument.schema.items() if not key.startswith("x-")}
            places[argument.place][name] = {**schema, "required": name in required}
    return {**_told(call, operation.name), "parameters": places, "openapi_spec_version": VERSION}


@tool("stripe_api_read")
def api_read(call: Call, stripe_api_operation_id: str, parameters: dict[str, Any] | None = None, **_: Any) -> Any:
    """Call an operation that reads. Raises Refusal for one that writes."""
    operation = _operation(call, stripe_api_operation_id)
    if operation.writes:
        raise Refusal(f"Operation '{operation.name}' writes: use stripe_api_write.")
    return _perform(call, operation, parameters or {})


@tool("stripe_api_write")
def api_write(call: Call, stripe_api_operation_id: str, parameters: dict[str, Any] | None = None, **_: Any) -> Any:
    """Call an operation that writes. Raises Refusal for one that reads."""
    operation = _operation(call, stripe_api_operation_id)
    if not operation.writes:
        raise Refusal(f"Operation '{operation.name}' reads: use stripe_api_read.")
    return _perform(call, operation, parameters or {})


@tool("get_stripe_account_info")
def account_info(call: Call) -> Any:
    """The account that the key belongs to."""
    return _perform(call, call.clone.operations["GetAccount"], {})


@tool("list_available_accounts_or_orgs")
def accounts(call: Call) -> Any:
    """The one account that the key acts for."""
    home = keys.platform(call)
    name = (home.get("business_profile") or {}).get("name") if home else None
    return {"accounts": [{"stripe_context": home.id, "livemode": keys.scope(call).live, "name": name}] if home else []}


@tool("search_stripe_resources")
def search_resources(call: Call, query: str) -> Any:
    """Objects by the search language behind the name of their kind. Raises Refusal."""
    name, _, asked = query.partition(":")
    kind = name.strip().lower().rstrip("s")
    if kind not in FIELDS or not asked:
        known = ", ".join(f"{each}s" for each in FIELDS)
        raise Refusal(f"Write the query as resource:query, with one of {known}.", param="query")
    call.operation = call.clone.operations[f"Get{''.join(word.title() for word in kind.split('_'))}sSearch"]
    call.clone.dialect.needs(call)
    found: Any = call.clone.kind(kind)
    return search(call, found, asked)


@tool("fetch_stripe_resources")
def fetch_resource(call: Call, id: str) -> Any:
    """The object of an id, by its prefix. Raises Refusal for one of no kind that can be read."""
    reads = (
        one
        for one in call.clone.operations.values()
        if one.entry.get("effect", {}).get("verb") == "read" and one.entry["effect"]["kind"] == kind_of(id)
    )
    operation = next((one for one in reads if len(one.at("path")) == 1), None)
    if operation is None:
        raise Refusal(f"No kind of object has ids like '{id}'.", param="id")
    return _perform(call, operation, {"id": id})


@tool("stripe_implementation_planner")
def plan(call: Call, **_: Any) -> Any:
    """Always refused: it is the vendor's own adviser."""
    raise Refusal("This server plans no integrations: the planner is part of mcp.stripe.com alone.", status=404)


@tool("send_stripe_mcp_feedback")
def feedback(call: Call, **_: Any) -> Any:
    """Always refused: nobody would read it."""
    raise Refusal("This server passes no feedback on: write to the vendor's own server.", status=404)


@tool("stripe_report")
def report(call: Call, **_: Any) -> Any:
    """Always refused: reports are files that the vendor computes."""
    raise Refusal("This server writes no reports: list balance transactions, charges and payouts instead.", status=404)

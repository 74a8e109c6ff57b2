"""Stripe's MCP tools by name, each on the same state as the API."""

from typing import Any

import httpx
import pytest
from tests.clones.stripe.conftest import KEY, Served

from .operations.test_checkout_sessions import price
from .operations.test_payment_intents import pay

CUSTOMER = "cus_Acme0000000001"
READER = "rk_test_51AcmeBen00000000000000000000000000000000000000000000000000000000000000000000000000000000limited1"


@pytest.fixture
def use(served: Served, base: str) -> Any:
    """Calls a tool as a harness without MCP does."""
    id = base.split("/")[4]

    def called(tool: str, /, **arguments: Any) -> Any:
        address = f"{served.url}/_clonery/sessions/{id}/clones/stripe/tools/{tool}"
        return httpx.post(address, json={"arguments": arguments}).raise_for_status().json()

    return called


def test_a_shop_is_set_up_by_tools(api: Any, use: Any) -> None:
    product = use("create_product", name="Mug")["result"]
    made = use("create_price", product=product["id"], unit_amount=1200, currency="usd")["result"]
    customer = use("create_customer", name="Nia", email="nia@acme.example")["result"]
    link = use("create_payment_link", price=made["id"], quantity=2, redirect_url="https://acme.example/done")["result"]
    assert httpx.get(link["url"]).status_code == 303
    coupon = use("create_coupon", name="Five off", amount_off=500, currency="usd")["result"]
    assert api.coupons.retrieve(coupon["id"]).amount_off == 500
    assert [one["id"] for one in use("list_customers", email="nia@acme.example")["result"]["data"]] == [customer["id"]]
    assert [one["id"] for one in use("list_prices", product=product["id"])["result"]["data"]] == [made["id"]]
    assert api.payment_links.retrieve(link["id"]).after_completion.redirect.url == "https://acme.example/done"


def test_money_moves_by_tools(api: Any, use: Any, act: Any) -> None:
    paid = pay(api, amount=3000)
    assert use("create_refund", payment_intent=paid.id, amount=1000)["result"]["status"] == "succeeded"
    assert api.charges.retrieve(paid.latest_charge).amount_refunded == 1000
    too_much = use("create_refund", payment_intent=paid.id, amount=5000)
    assert (too_much["is_error"], too_much["result"]["error"]["param"]) == (True, "amount")
    balance = use("retrieve_balance")["result"]
    assert sum(one["amount"] for one in balance["pending"] + balance["available"]) == 3000 - 117 - 1000
    dispute = act("dispute", charge=pay(api).latest_charge)
    assert [one["id"] for one in use("list_disputes")["result"]["data"]] == [dispute["id"]]
    told = use("update_dispute", dispute=dispute["id"], evidence={"customer_name": "Lea"}, submit=True)
    assert told["result"]["status"] == "under_review"


def test_an_invoice_is_written_by_tools(api: Any, use: Any) -> None:
    draft = use("create_invoice", customer=CUSTOMER, days_until_due=30)["result"]
    item = use("create_invoice_item", customer=CUSTOMER, invoice=draft["id"], price=price(api, 4200))
    assert not item["is_error"], item
    final = use("finalize_invoice", invoice=draft["id"])["result"]
    assert (final["status"], final["amount_due"]) == ("open", 4200)
    assert api.invoices.retrieve(draft["id"]).number == final["number"]


def test_documentation_is_not_there(use: Any) -> None:
    refused = use("search_stripe_documentation", question="How do I refund?")
    assert refused["is_error"]
    assert "docs.stripe.com" in refused["result"]["error"]["message"]


def test_a_restricted_key_is_held_back_in_tools(base: str) -> None:
    headers = {"Authorization": f"Bearer {READER}", "Accept": "application/json, text/event-stream"}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "create_payment_link", "arguments": {"price": "price_x", "quantity": 1}}}  # fmt: skip
    hello = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test",
                                                                            "version": "1"}}}  # fmt: skip
    with httpx.Client(headers=headers) as client:
        first = client.post(f"{base}/mcp", json=hello)
        session = {"Mcp-Session-Id": first.headers["mcp-session-id"]} if "mcp-session-id" in first.headers else {}
        answer = client.post(f"{base}/mcp", json=call, headers=session).json()
    assert answer["result"]["isError"]
    assert "rak_payment_link_write" in answer["result"]["content"][0]["text"]
    assert KEY != READER


def test_any_operation_is_found_told_and_called(api: Any, use: Any) -> None:
    found = use("stripe_api_search", intent="create", resource="customers")["result"]["data"]
    assert {"id": "PostCustomers", "method": "POST", "path": "/v1/customers"} in found
    told = use("stripe_api_details", stripe_api_operation_id="GetCustomersCustomer")["result"]
    assert (told["path"], told["parameters"]["path"]["customer"]["required"]) == ("/v1/customers/{customer}", True)
    made = use("stripe_api_write", stripe_api_operation_id="PostCustomers", parameters={"name": "Nia"})["result"]
    assert api.customers.retrieve(made["id"]).name == "Nia"
    read = use("stripe_api_read", stripe_api_operation_id="GetCustomersCustomer", parameters={"id": made["id"]})
    assert read["result"] == made
    listed = use("stripe_api_read", stripe_api_operation_id="GetCustomers", parameters={"limit": 1})["result"]
    assert ([one["id"] for one in listed["data"]], listed["url"]) == ([made["id"]], "/v1/customers")
    assert use("fetch_stripe_resources", id=made["id"])["result"]["name"] == "Nia"
    assert use("fetch_stripe_resources", id=pay(api).id)["result"]["object"] == "payment_intent"
    hits = use("search_stripe_resources", query="customers:name:'Nia'")["result"]
    assert ([one["id"] for one in hits["data"]], hits["url"]) == ([made["id"]], "/v1/customers/search")


def test_the_account_is_told(use: Any) -> None:
    account = use("get_stripe_account_info")["result"]
    (own,) = use("list_available_accounts_or_orgs")["result"]["accounts"]
    assert (own["stripe_context"], own["livemode"], account["object"]) == (account["id"], False, "account")


@pytest.mark.parametrize(("tool", "given", "words"), [
    ("stripe_api_write", {"stripe_api_operation_id": "PostCustomers", "parameters": {"foo": 1}},
     "Received unknown parameter: foo"),
    ("stripe_api_read", {"stripe_api_operation_id": "GetCustomersCustomer", "parameters": {"id": "cus_no"}},
     "No such customer: 'cus_no'"),
    ("stripe_api_read", {"stripe_api_operation_id": "PostCustomers"}, "writes: use stripe_api_write"),
    ("stripe_api_write", {"stripe_api_operation_id": "GetCustomers"}, "reads: use stripe_api_read"),
    ("stripe_api_read", {"stripe_api_operation_id": "GetNothing"}, "Use stripe_api_search"),
    ("search_stripe_resources", {"query": "mugs:name:'x'"}, "resource:query"),
    ("fetch_stripe_resources", {"id": "what_1"}, "No kind of object"),
    ("stripe_implementation_planner", {}, "plans no integrations"), ("send_stripe_mcp_feedback", {}, "no feedback"),
    ("stripe_report", {}, "writes no reports"),
])  # fmt: skip
def test_a_tool_says_why_not(use: Any, tool: str, given: dict[str, Any], words: str) -> None:
    answer = use(tool, **given)
    assert answer["is_error"]
    assert words in answer["result"]["error"]["message"]

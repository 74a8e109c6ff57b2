"""The wire: forms, keys, lists, versions, errors by name."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import stripe

READER = "rk_test_51AcmeBen00000000000000000000000000000000000000000000000000000000000000000000000000000000limited1"


def test_forms_nest_and_take_the_types_of_the_schema(http: httpx.Client) -> None:
    data = {
        "name": "42",
        "metadata[order]": "7",
        "address[city]": "Lyon",
        "preferred_locales[0]": "fr",
        "balance": "-50",
    }
    made = http.post("/v1/customers", data=data).json()
    assert (made["name"], made["metadata"], made["balance"]) == ("42", {"order": "7"}, -50)
    assert (made["address"]["city"], made["preferred_locales"]) == ("Lyon", ["fr"])
    assert http.get(f"/v1/customers/{made['id']}").json() == made


def test_headers_name_the_request_and_echo_the_version(http: httpx.Client) -> None:
    plain = http.get("/v1/balance")
    assert plain.headers["request-id"].startswith("req_")
    assert plain.headers["stripe-version"] == "2026-05-27.dahlia"
    newer = http.get("/v1/balance", headers={"Stripe-Version": "2027-01-01.elm"})
    assert newer.headers["stripe-version"] == "2027-01-01.elm"


def test_lists_page_forwards_backwards_and_by_themselves(api: Any) -> None:
    made = [
        api.customers.create({"name": f"Customer {number}", "email": "many@acme.example"}).id for number in range(7)
    ]
    newest = made[::-1]
    first = api.customers.list({"limit": 3, "email": "many@acme.example"})
    assert ([one.id for one in first.data], first.has_more) == (newest[:3], True)
    second = api.customers.list({"limit": 3, "email": "many@acme.example", "starting_after": newest[2]})
    assert [one.id for one in second.data] == newest[3:6]
    back = api.customers.list({"limit": 2, "email": "many@acme.example", "ending_before": newest[4]})
    assert ([one.id for one in back.data], back.has_more) == (newest[2:4], True)
    every = api.customers.list({"limit": 2, "email": "many@acme.example"}).auto_paging_iter()
    assert [one.id for one in every] == newest


def test_lists_are_narrowed_by_time(api: Any) -> None:
    old = [one.id for one in api.customers.list({"created": {"lt": 1752172800}}).data]
    assert old == ["cus_Acme0000000002", "cus_Acme0000000001"]
    between = api.customers.list({"created": {"gt": 1752000000, "lte": 1752086400}})
    assert [one.id for one in between.data] == ["cus_Acme0000000002"]
    assert api.customers.list({"created": 1752172800}).data[0].id == "cus_Acme0000000003"


@pytest.mark.parametrize(
    ("sent", "code", "param"),
    [
        ({"amount": 500}, "parameter_missing", "currency"),
        ({"amount": 500, "currency": "usd", "colour": "red"}, "parameter_unknown", "colour"),
        ({"amount": 500, "currency": "usd", "shipping": {"name": "A"}}, "parameter_missing", "shipping[address]"),
        ({"amount": "much", "currency": "usd"}, "parameter_invalid_integer", "amount"),
        ({"amount": 500, "currency": "usd", "customer": "cus_nobody"}, "resource_missing", "customer"),
    ],
)
def test_wrong_parameters_are_named(api: Any, sent: Any, code: str, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.payment_intents.create(sent)
    assert (caught.value.http_status, caught.value.code, caught.value.param) == (400, code, param)


@pytest.mark.parametrize(
    ("path", "message", "param"),
    [
        ("customers/cus_x", "No such customer: 'cus_x'", "id"),
        ("payment_intents/pi_x", "No such payment_intent: 'pi_x'", "intent"),
        ("payment_methods/pm_x", "No such PaymentMethod: 'pm_x'", "payment_method"),
        ("prices/price_x", "No such price: 'price_x'", "price"),
        ("setup_intents/seti_x", "No such setupintent: 'seti_x'", "intent"),
    ],
)
def test_what_is_not_there_is_404(http: httpx.Client, path: str, message: str, param: str) -> None:
    answer = http.get(f"/v1/{path}")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["message"], error["param"]) == (
        404, "resource_missing", message, param)  # fmt: skip


@pytest.mark.parametrize("limit", [0, 101])
def test_a_page_holds_1_to_100(api: Any, limit: int) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.customers.list({"limit": limit})
    assert caught.value.param == "limit"


def test_a_restricted_key_does_what_it_names(sign_in: Callable[[str], stripe.StripeClient]) -> None:
    client = sign_in(READER)
    assert len(client.v1.customers.list().data) == 3
    with pytest.raises(stripe.PermissionError) as caught:
        client.v1.customers.create({"name": "No"})
    assert caught.value.http_status == 403


def test_a_bad_key_is_refused(sign_in: Callable[[str], stripe.StripeClient]) -> None:
    with pytest.raises(stripe.AuthenticationError) as caught:
        sign_in("sk_test_nobody00000000").v1.balance.retrieve()
    assert caught.value.http_status == 401
    assert "Invalid API Key provided: sk_test_" in str(caught.value)

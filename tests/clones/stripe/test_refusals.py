"""Refusals: codes, parameters, what else they say."""

from typing import Any

import httpx
import pytest
import stripe

from clonery.clones.stripe.refusals import absent, missing, unexpected

from .operations.test_payment_intents import pay


def test_what_is_missing_is_named_in_stripes_words() -> None:
    made = missing("payment_method", "pm_x", "payment_method", 400)
    assert (made.message, made.status) == ("No such PaymentMethod: 'pm_x'", 400)
    assert missing("price", "price_x").status == 404


def test_a_status_that_does_not_allow_it_says_which_do() -> None:
    made = unexpected("payment_intent", "captured", "canceled", ("requires_capture",), payment_intent={"id": "pi_1"})
    assert (made.status, made.code, made.more) == (
        400,
        "payment_intent_unexpected_state",
        {"payment_intent": {"id": "pi_1"}},
    )
    assert "a status of canceled" in made.message
    assert "requires_capture" in made.message


def test_a_missing_parameter_is_named() -> None:
    made = absent("card[number]")
    assert (made.code, made.more) == ("parameter_missing", {"param": "card[number]"})


STATE = "payment_intent_unexpected_state"
REFUSED: dict[str, tuple[Any, str | None, str | None]] = {
    "a refund of a refund": (lambda api: api.refunds.create({"charge": refunded(api)}), "charge_already_refunded",
                             None),
    "a capture after a cancel": (lambda api: api.payment_intents.capture(canceled(api)), STATE, None),
    "a product with prices": (lambda api: api.products.delete("prod_AcmeStarter01"), None, None),
    "another amount for a price": (
        lambda api: api.prices.update("price_AcmeStarterMonthly0001", {"unit_amount": 1}), "parameter_unknown",
        "unit_amount"),
    "a method that is detached": (lambda api: api.payment_methods.detach(detached(api)), None, "payment_method"),
    "too little": (lambda api: api.payment_intents.create({"amount": 1, "currency": "usd"}), "amount_too_small",
                   "amount"),
    "too much": (lambda api: api.payment_intents.create({"amount": 10**9, "currency": "usd"}), "amount_too_large",
                 "amount"),
    "an id of another kind": (
        lambda api: api.payment_intents.create({"amount": 900, "currency": "usd", "customer": "pm_1"}),
        "resource_missing", "customer"),
    "a long value of metadata": (
        lambda api: api.customers.create({"metadata": {"a": "x" * 501}}), None, "metadata[a]"),
    "a long key of metadata": (lambda api: api.customers.create({"metadata": {"x" * 41: "a"}}), None, "metadata"),
    "51 keys of metadata": (
        lambda api: api.customers.create({"metadata": {str(n): "a" for n in range(51)}}), None, "metadata"),
    "an unknown currency of a method": (
        lambda api: api.payment_intents.create({"amount": 900, "currency": "eur",
                                                "payment_method_types": ["us_bank_account"]}),
        "payment_intent_invalid_parameter", "currency"),
    "both ends of a list": (
        lambda api: api.customers.list({"starting_after": "cus_Acme0000000001", "ending_before": "cus_Acme0000000002"}),
        None, None),
    "a cursor to nothing": (
        lambda api: api.customers.list({"starting_after": "cus_none"}), "resource_missing", "starting_after"),
}  # fmt: skip


def refunded(api: Any) -> str:
    made = pay(api)
    api.refunds.create({"payment_intent": made.id})
    return str(made.latest_charge)


def canceled(api: Any) -> str:
    return str(api.payment_intents.cancel(pay(api, capture_method="manual").id).id)


def detached(api: Any) -> str:
    method = api.payment_methods.attach("pm_card_visa", {"customer": api.customers.create({}).id})
    return str(api.payment_methods.detach(method.id).id)


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_it_is_refused(api: Any, what: str) -> None:
    attempt, code, param = REFUSED[what]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        attempt(api)
    assert (caught.value.http_status, caught.value.code, caught.value.param) == (400, code, param)


@pytest.mark.parametrize("body", ["metadata[a=1", "metadata=1&metadata[a]=2", "metadata[a]=1&metadata[a][b]=2"])
def test_a_form_that_contradicts_itself_is_refused(http: httpx.Client, body: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = http.post("/v1/customers", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_request_error")
    assert len(http.get("/v1/customers").json()["data"]) == 3


UNKNOWN = {
    "payment_method_options[card][foo]=1": "payment_method_options[card][foo]",
    "payment_method_options[foo][bar]=1": "payment_method_options[foo]",
    "shipping[name]=Ann&shipping[address][foo]=1": "shipping[address][foo]",
    "automatic_payment_methods[enabled]=true&automatic_payment_methods[foo]=1": "automatic_payment_methods[foo]",
    "transfer_data[foo]=1": "transfer_data[foo]", "foo[bar]=1": "foo",
}  # fmt: skip


@pytest.mark.parametrize("sent", UNKNOWN)
def test_a_parameter_inside_a_parameter_is_refused_by_name(http: httpx.Client, sent: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = http.post("/v1/payment_intents", content=f"amount=900&currency=usd&{sent}", headers=headers)
    error, param = answer.json()["error"], UNKNOWN[sent]
    assert (answer.status_code, error["code"], error["param"]) == (400, "parameter_unknown", param)
    assert error["message"] == f"Received unknown parameter: {param}"
    assert http.get("/v1/payment_intents").json()["data"] == []


def test_a_filter_of_times_is_refused_by_name(http: httpx.Client) -> None:
    for query, code, param in (("created[foo]=1", "parameter_unknown", "created[foo]"),
                               ("created[gte]=abc", "parameter_invalid_integer", "created[gte]")):  # fmt: skip
        error = http.get(f"/v1/customers?{query}").json()["error"]
        assert (error["code"], error["param"]) == (code, param)


def test_maps_are_open(http: httpx.Client) -> None:
    made = http.post("/v1/customers", data={"metadata[any]": "1", "metadata[of it]": "2"}).json()
    assert http.get(f"/v1/customers/{made['id']}").json()["metadata"] == {"any": "1", "of it": "2"}


def test_a_kind_of_payment_that_is_none(http: httpx.Client) -> None:
    sent = {"amount": 900, "currency": "usd", "payment_method_types[0]": "foo"}
    error = http.post("/v1/payment_intents", data=sent).json()["error"]
    assert (error["code"], error["param"]) == ("payment_intent_invalid_parameter", "payment_method_types")


def test_a_list_is_written_as_one(http: httpx.Client) -> None:
    sent = {"amount": 900, "currency": "usd", "payment_method_types": "card"}
    answer = http.post("/v1/payment_intents", data=sent)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "Invalid array: card")
    assert answer.json()["error"]["param"] == "payment_method_types"
    assert http.post("/v1/payment_intents", data={**sent, "payment_method_types": ""}).status_code == 400

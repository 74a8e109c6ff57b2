"""Idempotency keys: the same call again is answered as before, another one is refused."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import stripe
from tests.clones.stripe.conftest import Served


def test_the_same_call_is_answered_as_before(http: httpx.Client) -> None:
    sent = {"data": {"name": "Once"}, "headers": {"Idempotency-Key": "one"}}
    first, second = http.post("/v1/customers", **sent), http.post("/v1/customers", **sent)
    assert first.content == second.content
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert second.headers["original-request"] == first.headers["request-id"] != second.headers["request-id"]
    assert second.headers["idempotency-key"] == "one"
    assert len(http.get("/v1/customers?limit=100").json()["data"]) == 4


def test_another_call_with_the_key_is_refused(api: Any) -> None:
    api.customers.create({"name": "Once"}, {"idempotency_key": "one"})
    with pytest.raises(stripe.IdempotencyError) as caught:
        api.customers.create({"name": "Twice"}, {"idempotency_key": "one"})
    assert caught.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError) as elsewhere:
        api.products.create({"name": "Once"}, {"idempotency_key": "one"})
    assert "('/v1/products' vs '/v1/customers')" in str(elsewhere.value)


def test_a_form_in_another_order_is_the_same_call(http: httpx.Client) -> None:
    headers = {"Idempotency-Key": "one", "Content-Type": "application/x-www-form-urlencoded"}
    first = http.post("/v1/customers", content="name=Ann&email=ann@acme.example", headers=headers)
    again = http.post("/v1/customers", content="email=ann@acme.example&name=Ann", headers=headers)
    assert (again.json()["id"], again.headers["idempotent-replayed"]) == (first.json()["id"], "true")


def test_a_key_is_in_use_while_its_answer_is_on_its_way(served: Served, base: str, http: httpx.Client) -> None:
    fault = {"clone": "stripe", "operation": "PostCustomers", "kind": "delay", "delay_ms": 600, "count": 1}
    httpx.post(f"{served.url}/_clonery/sessions/{base.split('/')[4]}/faults", json=fault).raise_for_status()
    sent = {"data": {"name": "Slow"}, "headers": {"Idempotency-Key": "slow"}}
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(http.post, "/v1/customers", **sent)
        while not served.farm.session(base.split("/")[4]).waiting:
            time.sleep(0.005)
        second = http.post("/v1/customers", **sent)
        made = first.result().json()
    assert (second.status_code, second.json()["error"]["code"]) == (409, "idempotency_key_in_use")
    assert second.headers["stripe-should-retry"] == "true"
    again = http.post("/v1/customers", **sent)
    assert (again.json()["id"], again.headers["idempotent-replayed"]) == (made["id"], "true")


def test_the_second_version_tries_again_what_was_refused(http: httpx.Client) -> None:
    path, headers = "/v2/core/event_destinations", {"Idempotency-Key": "two"}
    sent = {"name": "Hook", "type": "webhook_endpoint", "event_payload": "thin", "enabled_events": ["*"],
            "webhook_endpoint": {"url": "http://127.0.0.1:9/hook"}}  # fmt: skip
    assert http.post(path, json={**sent, "name": 7}, headers=headers).status_code == 400
    first, second = (http.post(path, json=sent, headers=headers) for _ in range(2))
    assert (first.status_code, second.json()["id"]) == (200, first.json()["id"])
    assert second.headers["idempotent-replayed"] == "true"


def test_a_refused_card_stays_refused(http: httpx.Client) -> None:
    data = {"amount": 500, "currency": "usd", "confirm": "true", "payment_method": "pm_card_chargeDeclined",
            "payment_method_types[]": "card"}  # fmt: skip
    answers = [http.post("/v1/payment_intents", data=data, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [402, 402]
    assert answers[0].content == answers[1].content
    assert len(http.get("/v1/charges").json()["data"]) == 1


def test_a_refusal_by_state_is_kept_and_one_by_schema_is_not(http: httpx.Client) -> None:
    headers = {"Idempotency-Key": "k"}
    missing = {"amount": 500, "currency": "usd", "customer": "cus_nobody"}
    assert http.post("/v1/payment_intents", data=missing, headers=headers).status_code == 400
    again = http.post("/v1/payment_intents", data=missing, headers=headers)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (400, "true")
    unknown = http.post("/v1/payment_intents", data={"colour": "red"}, headers={"Idempotency-Key": "l"})
    assert unknown.status_code == 400
    good = http.post("/v1/payment_intents", data={"amount": 500, "currency": "usd"}, headers={"Idempotency-Key": "l"})
    assert good.status_code == 200


def test_a_lost_acknowledgement_charges_once(
    served: Served, base: str, sign_in: Callable[[str], stripe.StripeClient], api: Any, http: httpx.Client
) -> None:
    fault = {"clone": "stripe", "operation": "PostPaymentIntents", "kind": "lost_acknowledgement", "count": 1}
    httpx.post(f"{served.url}/_clonery/sessions/{base.split('/')[4]}/faults", json=fault).raise_for_status()
    data = {"amount": 500, "currency": "usd", "confirm": "true", "payment_method": "pm_card_visa",
            "payment_method_types[]": "card"}  # fmt: skip
    with pytest.raises(httpx.TransportError):
        http.post("/v1/payment_intents", data=data, headers={"Idempotency-Key": "order-1"})
    again = http.post("/v1/payment_intents", data=data, headers={"Idempotency-Key": "order-1"})
    assert (again.status_code, again.json()["status"]) == (200, "succeeded")
    assert again.headers["idempotent-replayed"] == "true"
    assert len(api.charges.list().data) == 1


def test_keys_last_a_day(served: Served, base: str, http: httpx.Client) -> None:
    sent = {"data": {"name": "Once"}, "headers": {"Idempotency-Key": "one"}}
    first = http.post("/v1/customers", **sent).json()
    clock = f"{served.url}/_clonery/sessions/{base.split('/')[4]}/clock"
    httpx.post(clock, json={"advance": "23h"}).raise_for_status()
    assert http.post("/v1/customers", **sent).json()["id"] == first["id"]
    httpx.post(clock, json={"advance": "2h"}).raise_for_status()
    assert http.post("/v1/customers", **sent).json()["id"] != first["id"]

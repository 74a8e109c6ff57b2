"""Error bodies: the words, codes and parameters of what the kernel refuses."""

import httpx
import pytest

from clonery.clones.stripe.wording import bracketed


def test_paths_are_written_as_a_form_writes_them() -> None:
    assert (bracketed(("items", 0, "price")), bracketed(("name",)), bracketed(())) == ("items[0][price]", "name", "")


@pytest.mark.parametrize(
    ("method", "path", "status", "word"),
    [
        ("GET", "/v1/nothing", 404, "Unrecognized request URL (GET: /v1/nothing)"),
        ("PATCH", "/v1/customers", 404, "Unrecognized request URL (PATCH: /v1/customers)"),
    ],
)
def test_unknown_addresses_are_told(http: httpx.Client, method: str, path: str, status: int, word: str) -> None:
    answer = http.request(method, path)
    error = answer.json()["error"]
    assert (answer.status_code, error["type"], word in error["message"]) == (status, "invalid_request_error", True)


@pytest.mark.parametrize(
    ("data", "code", "message"),
    [
        ({"capture_method": "never"}, "", "Invalid capture_method: must be one of"),
        ({"description": "x" * 1001, "amount": "5.5"}, "parameter_invalid_integer", "Invalid integer: 5.5"),
        ({"amount": ""}, "parameter_invalid_empty", "You passed an empty string for 'amount'"),
    ],
)
def test_each_flaw_has_its_words(http: httpx.Client, data: dict[str, str], code: str, message: str) -> None:
    answer = http.post("/v1/payment_intents", data={"amount": "500", "currency": "usd", **data})
    error = answer.json()["error"]
    assert (answer.status_code, error.get("code", ""), error["message"][: len(message)]) == (400, code, message)


def test_a_call_without_a_key_is_told_so(http: httpx.Client, base: str) -> None:
    answer = httpx.get(f"{base}/v1/customers")
    assert (answer.status_code, answer.json()["error"]["message"]) == (401, "You did not provide an API key.")

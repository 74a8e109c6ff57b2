"""How Customer.io's clone tells its three APIs and their keys apart, and what its answers carry."""

from base64 import b64encode

import pytest
from tests.clones.caller import Caller

SITE, TRACK_KEY, WRITE_KEY = "acme0site0id000000001", "acme0track0key0000001", "acme0write0key000001"
BEN = "acme0app0key00000000000000000ben"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("customerio")


def basic(name: str, password: str = "") -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def test_the_people_are_the_companys_customers(ask: Caller) -> None:
    found = ask("GET", "/v1/customers", query="email=orders@maisonverte.example").data["results"]
    assert [person["email"] for person in found] == ["orders@maisonverte.example"]
    assert ask("GET", "/v1/workspaces").data["workspaces"][0]["name"] == "Acme"


def test_the_credentials_of_the_environment(ask: Caller) -> None:
    assert (ask.details["site_id"], ask.details["api_key"]) == (SITE, TRACK_KEY)


def test_each_api_has_its_key(ask: Caller) -> None:
    event = {"name": "bought"}
    track, app = "/api/v1/customers/cust-1/events", "/v1/workspaces"
    assert ask("POST", track, event, token=None, **basic(SITE, TRACK_KEY)).status == 200
    assert ask("POST", track, event, token=None, **basic("other", TRACK_KEY)).status == 401
    assert ask("GET", app, token=BEN).status == 200
    assert ask("POST", track, event, token=BEN).status == 401
    assert ask("GET", app, token=None, **basic(SITE, TRACK_KEY)).status == 401
    assert (
        ask(
            "POST", "/v1/track", {"type": "track", "userId": "cust-1", "event": "x"}, token=None, **basic(WRITE_KEY)
        ).status
        == 200
    )
    assert ask("GET", app, token=None, **basic(WRITE_KEY)).status == 401


@pytest.mark.parametrize("name", ["cust-1", "orders@maisonverte.example", "cio_030000010001"])
def test_a_person_goes_by_any_of_three_names(ask: Caller, name: str) -> None:
    answer = ask("GET", f"/v1/customers/{name}/attributes")
    assert answer.status == 200
    assert ask("GET", f"/v1/customers/{name}-x/attributes").status == 404


def test_what_is_made_is_read_back(ask: Caller) -> None:
    sent = {"segment": {"name": "Booksellers", "description": "They sell books"}}
    made = ask("POST", "/v1/segments", sent).data["segment"]
    assert ask("GET", f"/v1/segments/{made['id']}").data["segment"]["name"] == "Booksellers"


def test_every_answer_has_a_name(ask: Caller) -> None:
    names = [dict(ask("GET", "/v1/workspaces").headers)["X-Request-Id"] for _ in range(2)]
    assert names[0] != names[1]

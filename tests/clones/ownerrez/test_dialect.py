"""How OwnerRez's clone reads tokens and pages, and what its answers leave out."""

from base64 import b64encode

import pytest
from tests.clones.caller import Caller

from clonery.clones.ownerrez import dialect

APP = "at_acme0app0token000000000000000003"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("ownerrez")


def basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def test_a_personal_token_goes_with_its_persons_address(ask: Caller) -> None:
    assert (ask.token[:3], ask.details["email"]) == ("pt_", "ada@acme.example")
    assert ask("GET", "/v2/users/me", token=None, **basic("ada@acme.example", ask.token)).data["first_name"] == "Ada"
    assert ask("GET", "/v2/users/me", token=None, **basic("ben@acme.example", ask.token)).status == 401
    assert ask("GET", "/v2/users/me", token=None, authorization=f"Bearer {ask.token}", user_agent="x").status == 401


def test_an_applications_token_goes_with_a_user_agent(ask: Caller) -> None:
    assert ask("GET", "/v2/users/me", token=APP).status == 200
    status, body = ask.refusal("GET", "/v2/users/me", token=None, authorization=f"Bearer {APP}")
    assert (status, body["code"]) == (401, "user_agent_required")


def test_a_page_links_to_the_next(ask: Caller) -> None:
    first = ask("GET", "/v2/guests", query="q=e&limit=2").data
    assert [guest["first_name"] for guest in first["items"]] == ["Lea", "Sam"]
    assert (first["limit"], first["offset"]) == (2, 0)
    assert first["next_page_url"] == "http://farm/ownerrez/v2/guests?q=e&limit=2&offset=2"
    last = ask("GET", "/v2/guests", query="q=e&limit=2&offset=2").data
    assert [guest["first_name"] for guest in last["items"]] == ["Ingrid"]
    assert last.get("next_page_url") is None


def test_a_list_is_narrowed_by_one_of_two(ask: Caller) -> None:
    assert ask("GET", "/v2/guests").status == 400
    assert len(ask("GET", "/v2/guests", query="created_since_utc=2025-01-01T00:00:00Z").data["items"]) == 3


def test_what_is_made_is_read_back_with_a_number(ask: Caller) -> None:
    made = ask("POST", "/v2/guests", {"first_name": "Noor", "last_name": "Haddad"}).data
    assert isinstance(made["id"], int)
    assert ask("GET", f"/v2/guests/{made['id']}").data["last_name"] == "Haddad"


def test_what_is_null_is_left_out() -> None:
    assert dialect.bare({"a": None, "next_page_url": None, "b": [{"c": None, "d": 0}]}) == {
        "next_page_url": None, "b": [{"d": 0}],
    }  # fmt: skip


def test_the_version_is_said(ask: Caller) -> None:
    assert dict(ask("GET", "/v2/users/me").headers)["api-supported-versions"] == "2.0"

"""How Webflow's clone reads tokens and pages, and what its answers carry."""

import re

import pytest
from tests.clones.caller import Caller

SITE, COLLECTION = "67c5a0000000000000000010", "67c5a0000000000000000020"
LIMITED = "be40" * 15 + "feed"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("webflow")


def test_the_default_token_is_adas_and_looks_like_a_sites(ask: Caller) -> None:
    assert re.fullmatch("[0-9a-f]{64}", ask.token)
    assert ask("GET", "/v2/token/authorized_by").data == {
        "id": "67c5a0000000000000000001", "email": "ada@acme.example", "firstName": "Ada", "lastName": "Moreau",
    }  # fmt: skip
    assert ask("GET", "/v2/token/authorized_by", token=LIMITED).status == 403


def test_items_keep_the_fields_that_their_collection_has(ask: Caller) -> None:
    items = ask("GET", f"/v2/collections/{COLLECTION}/items").data["items"]
    assert [item["fieldData"]["domain"] for item in items] == [
        "maisonverte.example", "kiteandco.example", "nordlys.example",
    ]  # fmt: skip


def test_a_page_says_which_part_it_is(ask: Caller) -> None:
    page = ask("GET", f"/v2/collections/{COLLECTION}/items", query="limit=2&offset=1").data
    assert [item["fieldData"]["slug"] for item in page["items"]] == ["kite-and-co", "nordlys-books"]
    assert page["pagination"] == {"limit": 2, "offset": 1, "total": 3}
    assert ask("GET", f"/v2/collections/{COLLECTION}/items").data["pagination"]["limit"] == 100


def test_what_is_made_has_an_object_id_and_is_read_back(ask: Caller) -> None:
    sent = {"displayName": "Recipes", "singularName": "Recipe", "slug": "recipes"}
    made = ask("POST", f"/v2/sites/{SITE}/collections", sent).data
    assert re.fullmatch("[0-9a-f]{24}", made["id"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", made["createdOn"])
    assert ask("GET", f"/v2/collections/{made['id']}").data["displayName"] == "Recipes"


def test_limits_are_shown_and_held_where_the_session_says_so() -> None:
    ask = Caller("webflow")
    assert dict(ask("GET", "/v2/sites").headers)["X-RateLimit-Remaining"] == "59"
    ask.session.rate_limits = True
    answers = [ask("GET", "/v2/sites") for _ in range(60)]
    assert (answers[58].status, answers[59].status) == (200, 429)
    assert int(dict(answers[59].headers)["Retry-After"]) > 0


def test_a_person_is_named_by_the_address(ask: Caller) -> None:
    ada = ask.session.opened.credentials.default("webflow")
    assert ada is not None
    assert ada.user == "67c5a0000000000000000001"
    found = ask.session.store.get(ask.clone.kind("token_authorized_by"), ada.user)
    assert found is not None
    assert ask.clone.dialect.actor_name(found) == "ada@acme.example"

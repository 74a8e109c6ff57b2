"""How PriceLabs' clone reads keys and pages, and what it keeps."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("pricelabs")


def test_the_key_travels_in_its_header(ask: Caller) -> None:
    assert len(ask.token) == 40
    names = [listing["name"] for listing in ask("GET", "/v1/listings").data["listings"]]
    assert names == ["Atelier Flat", "Garden House"]
    assert ask("GET", "/v1/listings", token=None, x_api_key=ask.token).status == 200
    assert ask("GET", "/v1/listings", token=None, authorization=f"Bearer {ask.token}").status == 401


def test_offsets(ask: Caller) -> None:
    page = ask(
        "GET", "/v1/reservation_data", query="pms=ownerrez&start_date=2025-12-01&end_date=2026-03-01&limit=2"
    ).data
    assert [made["guestName"] for made in page["data"]] == ["Lea Roux", "Sam Whitlock"]
    assert page["next_page"] is True


def test_a_changed_listing_is_read_back(ask: Caller) -> None:
    changed = ask("POST", "/v1/listings", {"listings": [{"id": "320001", "pms": "ownerrez", "base": 155}]})
    assert changed.status == 200
    bases = {listing["id"]: listing["base"] for listing in ask("GET", "/v1/listings").data["listings"]}
    assert bases == {"320001": 155, "320002": 220}


def test_limits_are_held_where_the_session_says_so() -> None:
    ask = Caller("pricelabs")
    ask.session.rate_limits = True
    answers = [ask("GET", "/v1/groups") for _ in range(61)]
    assert (answers[59].status, answers[60].status) == (200, 429)

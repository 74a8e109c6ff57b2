"""How ClickUp's clone reads tokens and pages, and what its answers carry."""

import re

import pytest
from tests.clones.caller import Caller

LIST = "901200120"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("clickup")


def test_the_default_token_is_adas_with_or_without_bearer(ask: Caller) -> None:
    assert ask.token.startswith("pk_180000001_")
    assert ask("GET", "/api/v2/user").data["user"]["username"] == "Ada Moreau"
    assert ask("GET", "/api/v2/user", token=None, authorization=f"Bearer {ask.token}").status == 200


def test_the_workspace_has_its_people(ask: Caller) -> None:
    (team,) = ask("GET", "/api/v2/team").data["teams"]
    assert team["name"] == "Acme"
    assert [member["user"]["email"] for member in team["members"]] == [
        "ada@acme.example", "ben@acme.example", "cleo@acme.example", "bot@acme.example",
    ]  # fmt: skip


def test_pages_count_from_0(ask: Caller) -> None:
    path = f"/api/v2/list/{LIST}/task"
    assert len(ask("GET", path, query="page=0").data["tasks"]) == 3
    assert ask("GET", path, query="page=1").data["tasks"] == []


def test_what_is_made_is_read_back_with_its_times_in_milliseconds(ask: Caller) -> None:
    made = ask("POST", f"/api/v2/list/{LIST}/task", {"name": "Count the stock"}).data
    assert re.fullmatch("86[0-9a-z]{7}", made["id"])
    assert re.fullmatch(r"\d{13}", made["date_created"])
    assert ask("GET", f"/api/v2/task/{made['id']}").data["name"] == "Count the stock"


def test_limits_are_shown() -> None:
    shown = dict(Caller("clickup")("GET", "/api/v2/user").headers)
    assert (shown["X-RateLimit-Limit"], shown["X-RateLimit-Remaining"]) == ("100", "99")
    assert shown["X-RateLimit-Reset"].isdecimal()

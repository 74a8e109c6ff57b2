"""How Jira's clone reads tokens and versions, pages, and writes ids and times."""

from base64 import b64encode

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("jira")


def test_a_token_is_basics_password_or_a_bearers(ask: Caller) -> None:
    basic = "Basic " + b64encode(f"{ask.details['email']}:{ask.token}".encode()).decode()
    assert ask("GET", "/rest/api/3/myself", token=None, authorization=basic).data["displayName"] == "Ada Moreau"
    assert ask("GET", "/rest/api/3/myself").data["emailAddress"] == "ada@acme.example"
    assert ask("GET", "/rest/api/3/myself", token=None, authorization="Basic !").status == 401


def test_older_versions_mean_the_same(ask: Caller) -> None:
    issues = [
        ask("GET", f"/rest/api/{version}/issue/SHOP-1", query="fields=-description").data for version in ("2", "3")
    ]
    assert issues[0] == {**issues[1], "self": issues[1]["self"].replace("/3/", "/2/")}
    assert ask("GET", "/rest/api/latest/issue/SHOP-1").data["fields"]["description"].startswith("Pressing pay")
    assert issues[0]["fields"]["summary"] == "Checkout fails with an empty cart"


def test_an_issue_goes_by_key_and_by_id(ask: Caller) -> None:
    assert ask("GET", "/rest/api/3/issue/10001").data["key"] == "SHOP-1"
    assert ask("GET", "/rest/api/3/issue/SHOP-9").status == 404


def test_pages_start_at_and_say_whether_they_are_the_last(ask: Caller) -> None:
    page = ask("GET", "/rest/api/3/project/search", query="maxResults=1").data
    assert [project["key"] for project in page["values"]] == ["OPS"]
    assert (page["startAt"], page["maxResults"], page["total"], page["isLast"]) == (0, 1, 2, False)
    last = ask("GET", "/rest/api/3/project/search", query="startAt=1&maxResults=1").data
    assert [project["key"] for project in last["values"]] == ["SHOP"]
    assert last["isLast"] is True
    assert "nextPage" not in last


def test_people_are_listed(ask: Caller) -> None:
    names = [user["displayName"] for user in ask("GET", "/rest/api/3/users/search").data]
    assert names == ["Ada Moreau", "Ben Okafor", "Cleo Lindqvist", "Release Bot"]


def test_times_and_limits(ask: Caller) -> None:
    assert ask.clone.dialect.now(1_767_603_600_123_000) == "2026-01-05T09:00:00.123+0000"
    headers = dict(ask("GET", "/rest/api/3/myself").headers)
    assert headers["X-RateLimit-Limit"] == "65000"
    assert headers["X-AACCOUNTID"].startswith("712020:")

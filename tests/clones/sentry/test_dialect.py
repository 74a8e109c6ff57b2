"""How Sentry's clone pages by links, finds things by slug or id, and counts calls."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("sentry")


def test_an_organization_goes_by_slug_and_by_id(ask: Caller) -> None:
    by_slug = ask("GET", "/api/0/organizations/acme/").data
    assert by_slug["name"] == "Acme"
    assert ask("GET", "/api/0/organizations/1/").data["slug"] == "acme"
    assert ask.refusal("GET", "/api/0/organizations/none/") == (
        404,
        {"detail": "The requested resource does not exist"},
    )


def test_a_project_lies_in_its_organization(ask: Caller) -> None:
    assert ask("GET", "/api/0/projects/acme/webapp/").data["slug"] == "webapp"
    assert ask("GET", "/api/0/projects/other/webapp/").status == 404


def test_both_ways_on_are_in_the_link_header(ask: Caller) -> None:
    answer = ask("GET", "/api/0/organizations/acme/members/", query="cursor=0:1:0")
    assert [member["email"] for member in answer.data] == ["ben@acme.example", "ada@acme.example"]
    link = dict(answer.headers)["Link"]
    assert 'rel="previous"; results="true"; cursor="0:0:1"' in link
    assert 'rel="next"; results="false"; cursor="0:101:0"' in link
    assert ask.refusal("GET", "/api/0/organizations/acme/members/", query="cursor=x")[0] == 400


def test_issues_of_the_seed(ask: Caller) -> None:
    titles = [issue["title"] for issue in ask("GET", "/api/0/projects/acme/webapp/issues/").data]
    assert titles == ["ValueError: three decimals in a price", "IndexError: list index out of range"]


def test_limits_are_counted(ask: Caller) -> None:
    headers = dict(ask("GET", "/api/0/organizations/").headers)
    assert headers["X-Sentry-Rate-Limit-Limit"] == "40"
    assert int(headers["X-Sentry-Rate-Limit-Remaining"]) < 40

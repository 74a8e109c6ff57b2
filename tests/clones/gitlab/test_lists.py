"""Lists of issues: each filter gives what it names, and what no filter takes is refused."""

from typing import Any

import pytest
from tests.clones.caller import Caller

ISSUES = "/api/v4/projects/acme%2Fwebapp/issues"


@pytest.fixture(scope="module")
def ask() -> Caller:
    made = Caller("gitlab")
    for title, labels in (("Bug one", "bug"), ("Bug two", "bug,ui"), ("Idea", "idea")):
        assert made("POST", ISSUES, body={"title": title, "labels": labels}).status == 201
    made("PUT", f"{ISSUES}/6", body={"due_date": "2000-01-01", "assignee_ids": [1]})
    return made


def iids(ask: Caller, query: str, path: str = ISSUES) -> list[int]:
    answer = ask("GET", path, query=query)
    assert answer.status == 200, answer.data
    return [each["iid"] for each in answer.data]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("state=opened", [6, 5, 4, 2, 1]),
        ("state=closed", [3]),
        ("state=all&labels=bug,ui", [5]),
        ("labels=None", []),
        ("not[labels]=bug", [6, 2]),
        ("assignee_username=ben", [1]),
        ("assignee_id=2", [1]),
        ("assignee_id=None", [5, 4, 3, 2]),
        ("not[assignee_id]=2&assignee_id=Any", [6]),
        ("author_username=ben", [2]),
        ("scope=assigned_to_me", [6]),
        ("iids[]=1&iids[]=3", [3, 1]),
        ("search=bug&in=title", [5, 4]),
        ("due_date=overdue", [6]),
        ("due_date=0", [5, 4, 3, 2, 1]),
        ("created_after=2100-01-01T00:00:00Z", []),
        ("order_by=title&sort=asc", [2, 4, 5, 1, 6, 3]),
        ("order_by=created_at&sort=asc&per_page=2&page=2", [3, 4]),
    ],
)
def test_a_filter_gives_what_it_names(ask: Caller, query: str, wanted: list[int]) -> None:
    assert iids(ask, query) == wanted


@pytest.mark.parametrize("query", ["state=foo", "order_by=nonsense", "sort=up", "scope=mine", "due_date=someday"])
def test_a_value_that_no_filter_takes_is_refused(ask: Caller, query: str) -> None:
    answer = ask("GET", ISSUES, query=query)
    assert (answer.status, answer.data) == (400, {"error": f"{query.partition('=')[0]} does not have a valid value"})


def test_a_filter_that_the_clone_does_not_know_is_refused(ask: Caller) -> None:
    assert ask("GET", ISSUES, query="my_reaction_emoji=star").data == {"error": "my_reaction_emoji is invalid"}


def test_without_a_project_the_own_ones_are_listed(ask: Caller) -> None:
    own = iids(ask, "", "/api/v4/issues")
    assert own
    assert set(own) < set(iids(ask, "scope=all", "/api/v4/issues"))


def test_they_are_counted_by_state(ask: Caller) -> None:
    counts: Any = ask("GET", "/api/v4/projects/acme%2Fwebapp/issues_statistics", query="labels=bug").data
    assert counts["statistics"]["counts"]["all"] == len(iids(ask, "labels=bug"))
    assert counts["statistics"]["counts"]["closed"] == len(iids(ask, "labels=bug&state=closed"))

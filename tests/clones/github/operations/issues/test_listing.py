"""Lists of issues: filters, orders, pages, and the lists over many repositories."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def numbers(http: httpx.Client, query: str) -> list[int]:
    answer = http.get(f"/repos/acme/webapp/issues?{query}")
    assert answer.status_code == 200, answer.text
    return [issue["number"] for issue in answer.json()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [3, 2, 1]),
        ("state=all", [3, 2, 1, 4]),
        ("state=closed", [4]),
        ("state=all&sort=created&direction=asc", [4, 1, 2, 3]),
        ("sort=comments", [1, 3, 2]),
        ("sort=updated&direction=asc", [1, 2, 3]),
        ("labels=bug", [1]),
        ("labels=BUG&state=all", [1, 4]),
        ("labels=documentation,good%20first%20issue", [3]),
        ("labels=documentation,bug", []),
        ("labels=unknown", []),
        ("assignee=ben", [1]),
        ("assignee=none", [3, 2]),
        ("assignee=*", [1]),
        ("creator=cleo", [3, 1]),
        ("milestone=1", [1]),
        ("milestone=none", [3, 2]),
        ("milestone=*", [1]),
        ("since=2025-11-11T00:00:00Z", [3]),
        ("since=2025-11-12T17:00:00%2B01:00", [3]),
        ("per_page=2", [3, 2]),
        ("per_page=2&page=2", [1]),
        ("per_page=2&page=9", []),
    ],
)
def test_a_filter_finds(http: httpx.Client, query: str, found: list[int]) -> None:
    assert numbers(http, query) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [("milestone=99", "milestone"), ("milestone=x", "milestone"), ("assignee=nobody", "assignee"),
     ("creator=nobody", "creator"), ("state=shut", "state"), ("sort=size", "sort"), ("since=yesterday", "since")],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_refused(http: httpx.Client, query: str, field: str) -> None:
    answer = http.get(f"/repos/acme/webapp/issues?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_people_who_are_mentioned(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.get_issue(2).edit(body="What does @cleo think?")
    assert [issue.number for issue in repo.get_issues(mentioned=gh.get_user("cleo"))] == [2]


def test_links_lead_through_the_pages_by_the_repository_s_number(http: httpx.Client, base: str) -> None:
    first = http.get("/repos/acme/webapp/issues?per_page=1&state=open")
    assert first.links["next"]["url"] == f"{base}/repositories/1/issues?per_page=1&state=open&page=2"
    assert first.links["last"]["url"].endswith("page=3")
    last = http.get(first.links["last"]["url"])
    assert [issue["number"] for issue in last.json()] == [1]
    assert set(last.links) == {"prev", "first"}


def test_lists_over_repositories_name_the_repository(gh: Github, sign_in: Callable[[str], Github]) -> None:
    mine = gh.get_user().get_issues(filter="assigned")
    assert [(issue.repository.full_name, issue.number) for issue in mine] == [("acme/infrastructure", 1)]
    ben = sign_in(BEN)
    everywhere = ben.get_organization("acme").get_issues(filter="assigned")
    assert [issue.title for issue in everywhere] == ["Checkout fails with an empty cart"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["infrastructure#1"]),
        ("filter=created", ["infrastructure#1"]),
        ("filter=created&state=all", ["infrastructure#1", "webapp#4"]),
        ("filter=all", ["infrastructure#1", "webapp#3", "webapp#2", "webapp#1"]),
        ("filter=all&labels=bug&state=all", ["webapp#1", "webapp#4"]),
        ("filter=all&labels=bug,unknown", []),
        ("filter=subscribed", ["infrastructure#1", "webapp#1"]),
        ("filter=mentioned", []),
        ("filter=all&pulls=true", []),
        ("filter=all&sort=comments&direction=asc&per_page=1", ["webapp#2"]),
    ],
)
def test_the_caller_s_own_list(http: httpx.Client, query: str, found: list[str]) -> None:
    answer = http.get(f"/issues?{query}")
    assert [f"{made['repository']['name']}#{made['number']}" for made in answer.json()] == found


def test_a_list_of_nobody_is_refused(base: str) -> None:
    assert httpx.get(f"{base}/issues").status_code == 401
    with pytest.raises(GithubException) as caught:
        Github(base_url=base, retry=None).get_user().get_issues().totalCount  # noqa: B018 — the look is the call
    assert caught.value.status == 401

"""The timeline: events, comments and cross-references in the order in which they came."""

from collections.abc import Callable

import httpx
from github import Github
from tests.clones.github.credentials import CLEO


def kinds(http: httpx.Client, number: int) -> list[str]:
    return [entry["event"] for entry in http.get(f"/repos/acme/webapp/issues/{number}/timeline").json()]


def test_events_and_comments_in_one_row(gh: Github, http: httpx.Client) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(1)
    issue.add_to_labels("stale")
    issue.create_comment("Still here")
    issue.edit(state="closed")
    assert kinds(http, 1) == ["commented", "commented", "labeled", "commented", "closed"]
    assert [entry.event for entry in issue.get_timeline()] == kinds(http, 1)


def test_a_reference_stands_in_the_timeline_of_what_it_names(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.get_issue(2).create_comment("As in #3, and again #3; not `#1`")
    entry = http.get("/repos/acme/webapp/issues/3/timeline").json()[0]
    assert (entry["event"], entry["source"]["issue"]["number"]) == ("cross-referenced", 2)
    assert kinds(http, 3) == ["cross-referenced"]
    assert "cross-referenced" not in kinds(http, 1)
    assert http.get("/repos/acme/webapp/issues/3/events").json() == []


def test_a_reference_from_where_the_reader_may_not_look_is_hidden(
    gh: Github, http: httpx.Client, sign_in: Callable[[str], Github], base: str
) -> None:
    gh.get_repo("ada/notes").create_issue("Think", "About acme/webapp#3")
    assert kinds(http, 3) == ["cross-referenced"]
    url = f"{base}/repos/acme/webapp/issues/3/timeline"
    assert httpx.get(url, headers={"Authorization": f"Bearer {CLEO}"}).json() == []

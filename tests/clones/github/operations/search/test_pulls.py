"""Search of pull requests: by branch, draft, merge and review."""

from collections.abc import Callable

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN


@pytest.fixture
def pulls(gh: Github, sign_in: Callable[[str], Github]) -> list[int]:
    """An open one that Ben has approved and Cleo is asked for, a draft, and a merged one."""
    repo = gh.get_repo("acme/webapp")
    head = repo.get_branch("main").commit.sha
    made = []
    for name, draft in (("one", False), ("two", True), ("three", False)):
        repo.create_git_ref(f"refs/heads/{name}", head)
        repo.create_file(f"{name}.txt", name, name, branch=name)
        made.append(repo.create_pull("main", name, title=f"Number {name}", body="x", draft=draft))
    made[0].create_review_request(["cleo"])
    sign_in(BEN).get_repo("acme/webapp").get_pull(made[0].number).create_review(event="APPROVE", body="fine")
    made[2].merge()
    return [pull.number for pull in made]


@pytest.mark.parametrize(
    ("q", "places"),
    [
        ("is:pr", [0, 1, 2]),
        ("is:pr is:open", [0, 1]),
        ("is:merged", [2]),
        ("is:pr is:unmerged", [0, 1]),
        ("is:draft", [1]),
        ("draft:false is:open", [0]),
        ("merged:>2000-01-01", [2]),
        ("merged:<2000-01-01", []),
        ("head:two", [1]),
        ("base:main is:closed", [2]),
        ("base:other", []),
        ("review:approved", [0]),
        ("review:none is:open", [1]),
        ("review:changes_requested", []),
        ("reviewed-by:ben", [0]),
        ("review-requested:cleo", [0]),
        ("review-requested:ada", []),
        ("number author:ada is:pr", [0, 1, 2]),
        ("-is:pr number", []),
        ("is:merged OR is:draft", [1, 2]),
        ("-is:merged is:pr", [0, 1]),
    ],
)
def test_a_query_finds(http: httpx.Client, pulls: list[int], q: str, places: list[int]) -> None:
    answer = http.get("/search/issues", params={"q": f"{q} repo:acme/webapp"})
    assert answer.status_code == 200, answer.text
    assert sorted(pulls.index(made["number"]) for made in answer.json()["items"]) == places


def test_a_commit_is_found_by_the_beginning_of_its_id(gh: Github, http: httpx.Client, pulls: list[int]) -> None:
    head = gh.get_repo("acme/webapp").get_pull(pulls[0]).head.sha
    items = http.get("/search/issues", params={"q": f"sha:{head[:8]}"}).json()["items"]
    assert [made["number"] for made in items] == [pulls[0]]
    assert items[0]["pull_request"]["url"].endswith(f"/pulls/{pulls[0]}")

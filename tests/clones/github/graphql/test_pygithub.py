"""What PyGithub does by the graph: drafts, merges that wait, discussions, minimal queries of its own."""

from typing import Any

import httpx
from github import Github
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_discussions import categories
from tests.clones.github.graphql.test_issue_changes import do, ids
from tests.clones.github.graphql.test_pull_changes import place, pull

__all__ = ["categories", "ids", "place", "pull"]


def test_drafts_and_merges(gh: Github, http: httpx.Client, pull: dict[str, Any]) -> None:
    held = gh.get_repo("acme/webapp").get_pull(pull["number"])
    held.mark_ready_for_review()
    at = f"/repos/acme/webapp/pulls/{pull['number']}"
    assert http.get(at).json()["draft"] is False
    held.convert_to_draft()
    assert http.get(at).json()["draft"] is True


def test_discussions(gh: Github, ask: Ask, categories: dict[str, str]) -> None:
    do(
        ask, "createDiscussion", "discussion { id }", repositoryId=categories[""], categoryId=categories["general"],
        title="Hello", body="World",
    )  # fmt: skip
    place = gh.get_repo("acme/webapp")
    found = list(place.get_discussions("id title body number author { login } category { name }"))
    assert [(each.title, each.body, each.author.login) for each in found] == [("Hello", "World", "ada")]
    assert place.get_discussion(found[0].number, "id title").title == "Hello"


def test_its_own_queries(gh: Github) -> None:
    _, data = gh.requester.graphql_query("query($login: String!) { user(login: $login) { name } }", {"login": "ben"})
    assert data["data"]["user"]["name"] == "Ben Okafor"

"""Discussions as they are read: categories, lists, answers, searches."""

from typing import Any

import httpx
import pytest
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["ids"]
CATEGORIES = """{ repository(owner: "acme", name: "webapp") { id discussionCategories(first: 10) {
  nodes { id name slug isAnswerable emoji } } } }"""


@pytest.fixture
def categories(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> dict[str, str]:
    """The categories of a repository that has discussions, by slug; its own id under ""."""
    do(ask, "updateRepository", "clientMutationId", repositoryId=ids["webapp"], hasDiscussionsEnabled=True)
    assert http.get("/repos/acme/webapp").json()["has_discussions"] is True
    found = ask(CATEGORIES)["repository"]
    return {"": found["id"], **{each["slug"]: each["id"] for each in found["discussionCategories"]["nodes"]}}


@pytest.fixture
def question(ask: Ask, categories: dict[str, str]) -> dict[str, Any]:
    """A new question."""
    made: Any = do(
        ask, "createDiscussion", "discussion { id number url category { slug } author { login } }",
        repositoryId=categories[""], categoryId=categories["q-a"], title="How to begin?", body="I *wonder*.",
    )  # fmt: skip
    found: dict[str, Any] = made["discussion"]
    return found


def test_without_discussions_there_are_no_categories(ask: Ask) -> None:
    assert ask(CATEGORIES)["repository"]["discussionCategories"]["nodes"] == []


def test_one_is_listed_filtered_and_found(ask: Ask, categories: dict[str, str], question: dict[str, Any]) -> None:
    assert (question["category"]["slug"], question["author"]["login"]) == ("q-a", "ada")
    query = """query($category: ID, $answered: Boolean) { repository(owner: "acme", name: "webapp") {
      discussions(first: 5, categoryId: $category, answered: $answered) { totalCount nodes { number } } } }"""
    listed = ask(query, category=categories["q-a"], answered=False)["repository"]["discussions"]
    assert listed == {"totalCount": 1, "nodes": [{"number": question["number"]}]}
    assert ask(query, category=categories["ideas"])["repository"]["discussions"]["totalCount"] == 0
    search = """query($q: String!) { search(type: DISCUSSION, query: $q, first: 5) { discussionCount nodes {
      ... on Discussion { title bodyText isAnswered } } } }"""
    found = ask(search, q="begin repo:acme/webapp is:unanswered")["search"]
    assert found == {
        "discussionCount": 1, "nodes": [{"title": "How to begin?", "bodyText": "I wonder.", "isAnswered": False}],
    }  # fmt: skip
    assert ask(search, q="nothing")["search"]["discussionCount"] == 0


def test_a_number_of_nothing(send: Ask, question: dict[str, Any]) -> None:
    body = send('{ repository(owner: "acme", name: "webapp") { discussion(number: 999) { id } } }').json()
    assert body["errors"][0]["message"] == "Could not resolve to a Discussion with the number of 999."
    assert body["errors"][0]["path"] == ["repository", "discussion"]

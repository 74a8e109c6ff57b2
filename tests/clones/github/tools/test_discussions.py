"""The tools for discussions: what the graph makes, they show and answer."""

from typing import Any

import httpx
import pytest
from tests.clones.github.tools.conftest import Use


@pytest.fixture
def graph(http: httpx.Client) -> Any:
    def ask(query: str, **variables: Any) -> Any:
        answer = http.post("/graphql", json={"query": query, "variables": variables}, timeout=60).json()
        assert "errors" not in answer, answer
        return answer["data"]

    return ask


@pytest.fixture
def number(graph: Any, use: Use) -> int:
    """A discussion of acme/webapp in Q&A."""
    place = graph('{ repository(owner: "acme", name: "webapp") { id } }')["repository"]["id"]
    on = "mutation($input: UpdateRepositoryInput!) { updateRepository(input: $input) { repository { name } } }"
    graph(on, input={"repositoryId": place, "hasDiscussionsEnabled": True})
    (answerable,) = [each for each in use("list_discussion_categories")["categories"] if each["name"] == "Q&A"]
    given = {"repositoryId": place, "categoryId": answerable["id"], "title": "Which host?", "body": "web1 or web2"}
    query = "mutation($input: CreateDiscussionInput!) { createDiscussion(input: $input) { discussion { number } } }"
    return int(graph(query, input=given)["createDiscussion"]["discussion"]["number"])


def test_discussions_are_listed_and_read(use: Use, number: int) -> None:
    listed = use("list_discussions")
    assert (listed["totalCount"], listed["pageInfo"]["hasNextPage"]) == (1, False)
    (found,) = listed["discussions"]
    assert (found["number"], found["title"], found["category"], found["user"]) == (
        number, "Which host?", {"name": "Q&A"}, {"login": "ada"},
    )  # fmt: skip
    whole = use("get_discussion", discussionNumber=number)
    assert (whole["body"], whole["closed"], whole["isAnswered"]) == ("web1 or web2", False, False)
    categories = {each["name"]: each["id"] for each in use("list_discussion_categories")["categories"]}
    assert use("list_discussions", category=categories["Ideas"])["discussions"] == []
    assert len(use("list_discussions", category=categories["Q&A"])["discussions"]) == 1


def test_comments_are_written_answered_and_deleted(use: Use, number: int) -> None:
    about = {"discussionNumber": number}
    first = use("discussion_comment_write", method="add", body="web2", **about)
    assert f"/discussions/{number}#discussioncomment-" in first["url"]
    use("discussion_comment_write", method="reply", body="Thanks", commentNodeID=first["id"], **about)
    use("discussion_comment_write", method="mark_answer", commentNodeID=first["id"])
    (shown,) = use("get_discussion_comments", includeReplies=True, **about)["comments"]
    assert (shown["body"], shown["isAnswer"], [each["body"] for each in shown["replies"]]) == ("web2", True, ["Thanks"])
    assert use("get_discussion", **about)["isAnswered"] is True
    use("discussion_comment_write", method="unmark_answer", commentNodeID=first["id"])
    use("discussion_comment_write", method="update", commentNodeID=first["id"], body="web1")
    assert use("get_discussion_comments", **about)["comments"][0]["body"] == "web1"
    use("discussion_comment_write", method="delete", commentNodeID=first["id"])
    assert use("get_discussion_comments", **about)["totalCount"] == 0


def test_what_is_missing_is_said(use: Use, number: int) -> None:
    said = use("discussion_comment_write", method="add", discussionNumber=number, error=True)
    assert "missing required parameter: body" in str(said)
    assert "commentNodeID" in str(use("discussion_comment_write", method="delete", error=True))
    assert use("get_discussion", discussionNumber=number + 1, error=True)

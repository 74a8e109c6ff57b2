"""Reviews and conversations by the graph, read back by REST."""

from typing import Any

import httpx
from tests.clones.github.credentials import BEN
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do
from tests.clones.github.graphql.test_pull_changes import place, pull

__all__ = ["place", "pull"]


def test_a_pending_review_with_a_conversation(ask: Ask, send: Ask, http: httpx.Client, pull: dict[str, Any]) -> None:
    at = f"/repos/acme/webapp/pulls/{pull['number']}"
    shown = "thread { id isResolved path line diffSide comments(first: 5) { totalCount nodes { state body } } }"
    made: Any = do(
        ask, "addPullRequestReviewThread", shown, pullRequestId=pull["id"], path="NOTE.md", line=2, body="Hm"
    )
    thread = made["thread"]
    assert (thread["path"], thread["line"], thread["diffSide"], thread["isResolved"]) == ("NOTE.md", 2, "RIGHT", False)
    assert thread["comments"] == {"totalCount": 1, "nodes": [{"state": "PENDING", "body": "Hm"}]}
    assert http.get(f"{at}/comments").json() == []
    review = "pullRequestReview { state body comments(first: 5) { totalCount } }"
    done = do(ask, "submitPullRequestReview", review, pullRequestId=pull["id"], event="COMMENT", body="See below")
    assert done == {"pullRequestReview": {"state": "COMMENTED", "body": "See below", "comments": {"totalCount": 1}}}
    (comment,) = http.get(f"{at}/comments").json()
    assert (comment["body"], comment["line"]) == ("Hm", 2)
    http.post(f"{at}/comments/{comment['id']}/replies", json={"body": "By REST"})
    reply = "comment { body replyTo { databaseId } }"
    said = do(ask, "addPullRequestReviewThreadReply", reply, pullRequestReviewThreadId=thread["id"], body="By graph")
    assert said == {"comment": {"body": "By graph", "replyTo": {"databaseId": comment["id"]}}}
    assert [each["body"] for each in http.get(f"{at}/comments").json()] == ["Hm", "By REST", "By graph"]
    shown = "thread { isResolved resolvedBy { login } viewerCanUnresolve }"
    assert do(ask, "resolveReviewThread", shown, threadId=thread["id"]) == {
        "thread": {"isResolved": True, "resolvedBy": {"login": "ada"}, "viewerCanUnresolve": True}
    }
    do(ask, "unresolveReviewThread", shown, threadId=thread["id"])
    query = """query($id: ID!) { node(id: $id) { ... on PullRequestReviewThread {
      isResolved comments(first: 9) { totalCount } } } }"""
    assert ask(query, id=thread["id"])["node"] == {"isResolved": False, "comments": {"totalCount": 3}}


def test_an_approval_and_its_end(ask: Ask, send: Ask, http: httpx.Client, pull: dict[str, Any]) -> None:
    query = """mutation($i: AddPullRequestReviewInput!) { addPullRequestReview(input: $i) {
      pullRequestReview { id databaseId state author { login } } } }"""
    body = send(query, BEN, i={"pullRequestId": pull["id"], "event": "APPROVE", "body": "Fine"}).json()
    review = body["data"]["addPullRequestReview"]["pullRequestReview"]
    assert (review["state"], review["author"]["login"]) == ("APPROVED", "ben")
    asked = """query($id: ID!) { node(id: $id) { ... on PullRequest { reviewDecision
      latestReviews(first: 5) { nodes { state } } reviews(first: 5, states: [APPROVED]) { totalCount } } } }"""
    assert ask(asked, id=pull["id"])["node"] == {
        "reviewDecision": "APPROVED", "latestReviews": {"nodes": [{"state": "APPROVED"}]}, "reviews": {"totalCount": 1},
    }  # fmt: skip
    do(ask, "dismissPullRequestReview", "pullRequestReview { state }", pullRequestReviewId=review["id"], message="Old")
    rest = http.get(f"/repos/acme/webapp/pulls/{pull['number']}/reviews").json()
    assert [(each["id"], each["state"]) for each in rest] == [(review["databaseId"], "DISMISSED")]
    (error,) = send(query, i={"pullRequestId": pull["id"], "event": "APPROVE"}).json()["errors"]
    assert error["message"] == "Can not approve your own pull request"

"""Discussions made, answered, voted for, closed and deleted."""

from typing import Any

from tests.clones.github.credentials import BEN
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_discussions import categories, question
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["categories", "ids", "question"]
SHOWN = """query($id: ID!) { node(id: $id) { ... on Discussion { title closed stateReason isAnswered answer { body }
  upvoteCount comments(first: 5) { totalCount nodes { body isAnswer replies(first: 5) { nodes { body } } } } } } }"""


def test_a_question_is_answered(ask: Ask, send: Ask, question: dict[str, Any]) -> None:
    id = question["id"]
    made: Any = do(ask, "addDiscussionComment", "comment { id }", discussionId=id, body="Like this")
    comment = made["comment"]["id"]
    do(ask, "addDiscussionComment", "comment { id }", discussionId=id, body="Thanks", replyToId=comment)
    shown = "discussion { isAnswered answer { body isAnswer } answerChosenBy { login } }"
    assert do(ask, "markDiscussionCommentAsAnswer", shown, id=comment) == {
        "discussion": {
            "isAnswered": True,
            "answer": {"body": "Like this", "isAnswer": True},
            "answerChosenBy": {"login": "ada"},
        }
    }
    vote = "mutation($i: AddUpvoteInput!) { addUpvote(input: $i) { subject { upvoteCount viewerHasUpvoted } } }"
    body = send(vote, BEN, i={"subjectId": id}).json()
    assert body["data"]["addUpvote"]["subject"] == {"upvoteCount": 2, "viewerHasUpvoted": True}
    found = ask(SHOWN, id=id)["node"]
    assert found["comments"] == {
        "totalCount": 1, "nodes": [{"body": "Like this", "isAnswer": True, "replies": {"nodes": [{"body": "Thanks"}]}}],
    }  # fmt: skip
    do(ask, "unmarkDiscussionCommentAsAnswer", "clientMutationId", id=comment)
    do(ask, "deleteDiscussionComment", "clientMutationId", id=comment)
    found = ask(SHOWN, id=id)["node"]
    assert (found["isAnswered"], found["comments"]["totalCount"]) == (False, 0)


def test_words_state_and_end(ask: Ask, send: Ask, question: dict[str, Any], categories: dict[str, str]) -> None:
    id = question["id"]
    do(ask, "updateDiscussion", "discussion { id }", discussionId=id, title="Better", categoryId=categories["ideas"])
    do(ask, "closeDiscussion", "discussion { id }", discussionId=id, reason="OUTDATED")
    found = ask(SHOWN, id=id)["node"]
    assert (found["title"], found["closed"], found["stateReason"], found["isAnswered"]) == (
        "Better",
        True,
        "OUTDATED",
        None,
    )
    do(ask, "reopenDiscussion", "discussion { id }", discussionId=id)
    assert ask(SHOWN, id=id)["node"]["closed"] is False
    query = "mutation($i: DeleteDiscussionInput!) { deleteDiscussion(input: $i) { discussion { id } } }"
    assert send(query, BEN, i={"id": id}).json()["errors"][0]["type"] == "FORBIDDEN"
    do(ask, "deleteDiscussion", "discussion { id }", id=id)
    assert send(SHOWN, id=id).json()["errors"][0]["type"] == "NOT_FOUND"

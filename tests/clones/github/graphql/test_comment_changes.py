"""Comments, reactions and subscriptions by the graph, read back by REST, and the other way round."""

import httpx
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["ids"]


def test_a_comment_is_made_changed_and_deleted(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    made = do(ask, "addComment", "commentEdge { node { id databaseId } }", subjectId=ids["issue"], body="One")
    node = made["commentEdge"]["node"]  # type: ignore[index] # an object
    at = f"/repos/acme/webapp/issues/comments/{node['databaseId']}"
    do(ask, "updateIssueComment", "issueComment { body }", id=node["id"], body="Two")
    assert http.get(at).json()["body"] == "Two"
    do(ask, "deleteIssueComment", "clientMutationId", id=node["id"])
    assert http.get(at).status_code == 404


def test_reactions(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    http.post("/repos/acme/webapp/issues/1/reactions", json={"content": "heart"})
    shown = "reaction { content } reactionGroups { content users { totalCount } viewerHasReacted }"
    made = do(ask, "addReaction", shown, subjectId=ids["issue"], content="THUMBS_UP")
    given = [each for each in made["reactionGroups"] if each["viewerHasReacted"]]  # type: ignore[attr-defined] # a list
    assert given == [
        {"content": content, "users": {"totalCount": 1}, "viewerHasReacted": True} for content in ("THUMBS_UP", "HEART")
    ]
    assert {each["content"] for each in http.get("/repos/acme/webapp/issues/1/reactions").json()} == {"+1", "heart"}
    do(ask, "removeReaction", "reaction { id }", subjectId=ids["issue"], content="HEART")
    assert [each["content"] for each in http.get("/repos/acme/webapp/issues/1/reactions").json()] == ["+1"]


def test_subscriptions(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    shown = "subscribable { viewerSubscription }"
    for state in ("UNSUBSCRIBED", "IGNORED", "SUBSCRIBED"):
        made = do(ask, "updateSubscription", shown, subscribableId=ids["issue"], state=state)
        assert made == {"subscribable": {"viewerSubscription": state}}
    do(ask, "updateSubscription", shown, subscribableId=ids["webapp"], state="IGNORED")
    assert http.get("/repos/acme/webapp/subscription").json()["ignored"] is True

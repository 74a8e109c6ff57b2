"""Comments, threads, reactions."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import CLEO, Graph

SAY = """mutation($input: CommentCreateInput!) { commentCreate(input: $input) { success comment { id body url
  user { displayName } parent { id } issue { identifier } } } }"""


def test_the_sdk_comments_answers_and_resolves(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const issue = await client.issue("ENG-2");
const first = await (await client.createComment({ issueId: issue.id, body: "What colour?" })).comment;
const reply = await (await client.createComment({ issueId: issue.id, parentId: first.id, body: "Black." })).comment;
await client.updateComment(reply.id, { body: "Dark grey." });
await client.commentResolve(first.id, { resolvingCommentId: reply.id });
const resolved = await client.comment({ id: first.id });
const children = (await resolved.children({ id: first.id })).nodes.map(c => c.body);
await client.commentUnresolve(first.id);
const open = await client.comment({ id: first.id });
const edited = await client.comment({ id: reply.id });
const all = (await issue.comments()).nodes.map(c => c.body);
await client.deleteComment(first.id);
show({ by: (await first.user).displayName, parent: reply.parentId === first.id, resolved: !!resolved.resolvedAt,
  resolver: (await resolved.resolvingUser).displayName, children, open: open.resolvedAt ?? null,
  edited: !!edited.editedAt,
  all: all.sort(), left: (await issue.comments()).nodes.length });
""")
    assert made == {
        "by": "ada", "parent": True, "resolved": True, "resolver": "ada", "children": ["Dark grey."], "open": None,
        "edited": True, "all": ["Dark grey.", "What colour?"], "left": 0,
    }  # fmt: skip


def test_the_sdk_reacts_and_takes_it_back(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const issue = await client.issue("ENG-1");
const comment = (await issue.comments()).nodes[0];
const one = await client.createReaction({ commentId: comment.id, emoji: "thumbsup" });
const two = await client.createReaction({ commentId: comment.id, emoji: "thumbsup" });
const data = (await client.comment({ id: comment.id })).reactionData;
const reaction = await one.reaction;
await client.deleteReaction(reaction.id);
show({ same: reaction.id === (await two.reaction).id, emoji: data[0].emoji, count: data[0].reactions.length,
  left: (await client.comment({ id: comment.id })).reactionData.length });
""")
    assert made == {"same": True, "emoji": "thumbsup", "count": 1, "left": 0}


def test_who_comments_follows_and_followers_are_told(ask: Graph) -> None:
    ask(SAY, token=CLEO, input={"issueId": "ENG-2", "body": "Me too"})
    query = '{ issue(id: "ENG-2") { subscribers { nodes { displayName } } } }'
    assert {each["displayName"] for each in ask(query)["issue"]["subscribers"]["nodes"]} == {"ben", "cleo"}
    ask(SAY, input={"issueId": "ENG-2", "body": "Thanks @cleo"})
    inbox = "{ notifications { nodes { type ... on IssueNotification { comment { body } } } } }"
    told = [each for each in ask(inbox, token=CLEO)["notifications"]["nodes"] if each["comment"]]
    assert {"type": "issueCommentMention", "comment": {"body": "Thanks @cleo"}} in told


def test_a_reply_lies_where_its_thread_does(ask: Graph) -> None:
    first = ask(SAY, input={"issueId": "ENG-2", "body": "One"})["commentCreate"]["comment"]
    reply = ask(SAY, input={"parentId": first["id"], "body": "Two"})["commentCreate"]["comment"]
    assert reply["issue"] == {"identifier": "ENG-2"}
    assert first["url"].startswith("https://linear.app/acme/issue/ENG-2/add-a-dark-theme#comment-")


def test_refusals(ask: Graph) -> None:
    assert ask.refused(SAY, input={"issueId": "ENG-2", "body": ""})[2] == "body should not be empty"
    assert ask.refused(SAY, input={"body": "Where?"})[1] == "invalid input"
    assert ask.refused(SAY, input={"issueId": "ENG-77", "body": "x"})[2] == "Entity not found: Issue"
    mine = ask(SAY, input={"issueId": "ENG-2", "body": "Mine"})["commentCreate"]["comment"]["id"]
    change = 'mutation($id: String!) { commentUpdate(id: $id, input: {body: "Yours"}) { success } }'
    assert ask.refused(change, token=CLEO, id=mine)[1] == "forbidden"
    two = 'mutation { reactionCreate(input: {emoji: "x", issueId: "ENG-1", commentId: "y"}) { success } }'
    assert ask.refused(two)[2] == "A reaction belongs to exactly one thing"

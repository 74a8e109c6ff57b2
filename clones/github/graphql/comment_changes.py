"""Mutations of comments, reactions and subscriptions; https://docs.github.com/graphql/reference/mutations#addcomment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import Problem

from ..lookups import me
from ..operations.reactions.reactions import react, take_back
from ..records.activity import Subscription, Thread
from ..records.issues import Comment, Issue
from ..records.reactions import Reaction
from ..records.repositories import Repository
from ..refusals import Unprocessable
from .changing import ISSUES, again, allowed, doing, done, named, noted, of_issue
from .comments import CONTENTS, SAID, place_of, reaction_groups, subject_of
from .nodes import find

if TYPE_CHECKING:
    from clonery.server.call import Call

_REST = {content: name for name, content in CONTENTS.items()}
_REACTABLE = (*SAID, "Release")


@answers("mutation.addComment")
def add(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["subjectId"], *ISSUES)
    comment: Comment = doing(call, "issues/create-comment", **of_issue(call, issue), body=input["body"])
    edge = {"node": comment, "cursor": "MQ=="}
    return done(call, input, subject=again(call, issue), commentEdge=edge, timelineEdge=edge)


def _of_comment(call: Call, id: str) -> tuple[Comment, dict[str, Any]]:
    found: Comment = find(call, id, "IssueComment")
    return found, {**named(call, call.get(Repository, found.repository)), "comment_id": found.id}


@answers("mutation.updateIssueComment")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    comment, there = _of_comment(call, input["id"])
    doing(call, "issues/update-comment", **there, body=input["body"])
    return done(call, input, issueComment=call.get(Comment, comment.id))


@answers("mutation.deleteIssueComment")
def delete(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    _, there = _of_comment(call, input["id"])
    doing(call, "issues/delete-comment", **there)
    return done(call, input)


# reactions


@answers("mutation.addReaction")
def add_reaction(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    of = find(call, input["subjectId"], *_REACTABLE)
    allowed(call, "reactions/create-for-issue")
    try:
        made: Reaction = react(call, (place_of(call, of), subject_of(of)), _REST[input["content"]])
    except Problem as problem:
        raise noted(problem, call.operation) from None
    call.status = 200
    return done(call, input, reaction=made, subject=of, reactionGroups=reaction_groups(call, of))


@answers("mutation.removeReaction")
def remove_reaction(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """The caller's own; without one nothing is changed."""
    of = find(call, input["subjectId"], *_REACTABLE)
    allowed(call, "reactions/delete-for-issue")
    found = call.find(Reaction, subject=subject_of(of), user=me(call).id, content=_REST[input["content"]])
    if found is not None:
        take_back(call, (place_of(call, of), subject_of(of)), found.id)
    return done(call, input, reaction=found, subject=of, reactionGroups=reaction_groups(call, of))


# subscriptions


@answers("mutation.updateSubscription")
def subscribe(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """To a repository as REST does it; to an issue, a pull request or a discussion by its thread."""
    of = find(call, input["subscribableId"], *ISSUES, "Repository", "Discussion")
    state, actor = input["state"], me(call)
    wanted = {"subscribed": state == "SUBSCRIBED", "ignored": state == "IGNORED"}
    if isinstance(of, Repository):
        if state == "UNSUBSCRIBED":
            if call.find(Subscription, user=actor.id, repository=of.id) is not None:
                doing(call, "activity/delete-repo-subscription", **named(call, of))
        else:
            doing(call, "activity/set-repo-subscription", **named(call, of), **wanted)
        return done(call, input, subscribable=call.get(Repository, of.id))
    if not isinstance(of, Issue) and state == "IGNORED":
        raise Unprocessable("Only issues and pull requests can be ignored.")
    held = call.find(Thread, user=actor.id, subject=subject_of(of))
    fields = {**wanted, "subscribed_at": call.now}
    if held is not None:
        call.update(held, **fields)
    else:
        call.create(
            Thread, repository=of.repository, user=actor, subject=subject_of(of), unread=False, updated_at=call.now,
            **fields,
        )  # fmt: skip
    return done(call, input, subscribable=of)

"""Comments, their threads and who resolved them, and reactions; https://linear.app/docs/comment-on-issues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Forbidden, Invalid

from .. import trail
from ..changes import change, create, payload, remove
from ..lookups import find
from ..records.people import User
from ..records.work import Comment, Issue, Reaction

if TYPE_CHECKING:
    from clonery.server.call import Call

PLACES = (
    "issueId",
    "projectId",
    "projectUpdateId",
    "initiativeId",
    "initiativeUpdateId",
    "documentContentId",
    "postId",
)
_NAMES = re.compile(r"@([\w.-]+)")


def say(call: Call, given: dict[str, Any]) -> Comment:
    """A new comment, in its thread; its author follows the issue. Raises Invalid, NotFound."""
    if not (given.get("body") or "").strip() and not given.get("bodyData"):
        raise Invalid("body should not be empty")
    parent = find(call, Comment, given["parentId"]) if given.get("parentId") else None
    inherited = {name: parent.get(name) for name in PLACES if parent is not None and parent.get(name)}
    named = {name: given[name] for name in PLACES if given.get(name)}
    if not named and not inherited:
        raise Invalid(f"one of {', '.join(PLACES)} must be given")
    if parent is not None and parent.get("parentId"):
        raise Invalid("A reply can not be replied to: name the comment that began the thread")
    sent = {
        k: v
        for k, v in given.items()
        if k not in ("doNotSubscribeToIssue", "createOnSyncedSlackThread", "createAsUser")
    }
    base = dict.fromkeys((*PLACES, "parentId", "resolvedAt", "resolvingUserId", "resolvingCommentId", "editedAt"))
    actor = call.actor.id if call.actor is not None else None
    comment = create(call, Comment, sent, **{**base, "quotedText": None, "body": "", **inherited, "userId": actor})
    issue = call.peek(Issue, comment.get("issueId"))
    if issue is not None:
        _announce(call, issue, comment, actor, bool(given.get("doNotSubscribeToIssue")))
    return comment


def _announce(call: Call, issue: Issue, comment: Comment, actor: str | None, quiet: bool) -> None:
    followers = list(issue.get("subscriberIds") or [])
    names = set(_NAMES.findall(comment.body))
    mentioned = [user.id for user in call.all(User) if user.get("displayName") in names] if names else []
    trail.tell(call, issue, "issueCommentMention", mentioned, commentId=comment.id)
    others = [id for id in followers if id not in mentioned]
    trail.tell(call, issue, "issueNewComment", others, commentId=comment.id)
    wanted = list(dict.fromkeys([*followers, *([actor] if actor and not quiet else []), *mentioned]))
    if wanted != followers:
        change(call, issue, {}, subscriberIds=wanted)


def _own(call: Call, comment: Comment) -> Comment:
    """The comment, if the caller may change it: its author, or who runs the workspace. Raises Forbidden."""
    actor = call.actor
    if actor is not None and comment.get("userId") not in (None, actor.id) and not actor.get("admin"):
        raise Forbidden("You are not allowed to change a comment of somebody else")
    return comment


@operation("commentCreate")
def create_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, say(call, input))


@operation("commentUpdate")
def update_comment(call: Call, id: str, input: dict[str, Any], skipEditedAt: bool | None = None) -> dict[str, Any]:
    comment = _own(call, find(call, Comment, id))
    if "body" in input and not (input["body"] or "").strip():
        raise Invalid("body should not be empty")
    sent = {name: value for name, value in input.items() if name != "doNotSubscribeToIssue"}
    more = {} if skipEditedAt or input.get("body") in (None, comment.body) else {"editedAt": call.now}
    return payload(call, change(call, comment, sent, **more))


@operation("commentDelete")
def delete_comment(call: Call, id: str) -> dict[str, Any]:
    comment = _own(call, find(call, Comment, id))
    for reply in call.all(Comment, {"parentId": comment.id}):
        remove(call, reply)
    remove(call, comment)
    return payload(call, comment)


@operation("commentResolve")
def resolve(call: Call, id: str, resolvingCommentId: str | None = None) -> dict[str, Any]:
    """Close a thread, by the comment that settled it where one is named."""
    comment = find(call, Comment, id)
    if comment.get("parentId"):
        raise Invalid("Only the comment that began a thread can be resolved")
    by = find(call, Comment, resolvingCommentId).id if resolvingCommentId else None
    who = call.actor.id if call.actor is not None else None
    return payload(call, change(call, comment, {}, resolvedAt=call.now, resolvingUserId=who, resolvingCommentId=by))


@operation("commentUnresolve")
def unresolve(call: Call, id: str) -> dict[str, Any]:
    comment = find(call, Comment, id)
    return payload(call, change(call, comment, {}, resolvedAt=None, resolvingUserId=None, resolvingCommentId=None))


@operation("reactionCreate")
def react(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """A reaction of the caller's; the same one again stays one."""
    places = {name: value for name, value in input.items() if name.endswith("Id") and value}
    if len(places) != 1:
        raise Invalid("A reaction belongs to exactly one thing")
    own = {"userId": call.actor.id if call.actor is not None else None, "emoji": input["emoji"]}
    name, value = next(iter(places.items()))
    if name == "issueId":
        value = find(call, Issue, value).id
    known = call.first(Reaction, {**own, name: value})
    return payload(call, known or create(call, Reaction, input, **own))


@operation("reactionDelete")
def take_back(call: Call, id: str) -> dict[str, Any]:
    reaction = find(call, Reaction, id)
    remove(call, reaction)
    return payload(call, reaction)

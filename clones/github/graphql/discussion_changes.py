"""Mutations of discussions; https://docs.github.com/graphql/guides/using-the-graphql-api-for-discussions#mutations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import Forbidden, Gone

from ..lookups import may, me, require
from ..operations.issues.issues import check_text
from ..records.discussions import Discussion, DiscussionCategory, DiscussionComment
from ..records.repositories import Repository
from ..refusals import Unprocessable
from .changing import allowed, done
from .comments import may_write
from .discussions import category_of
from .nodes import find, unknown

if TYPE_CHECKING:
    from clonery.server.call import Call

_VOTABLE = ("Discussion", "DiscussionComment")


def _open_place(call: Call, id: int) -> Repository:
    """The repository, if discussions can be written in there by the caller."""
    allowed(call, "issues/create")
    me(call)
    place = call.get(Repository, id)
    if not place.has_discussions:
        raise Gone("Discussions are disabled for this repository.")
    if place.archived:
        raise Forbidden("Repository was archived so is read-only.")
    return place


def _category(call: Call, place: Repository, id: str) -> DiscussionCategory:
    found: DiscussionCategory = find(call, id, "DiscussionCategory")
    if found.repository != place.id:
        raise unknown(id)
    return found


def _tell(call: Call, discussion: Discussion, action: str, **more: Any) -> None:
    place = call.get(Repository, discussion.repository)
    call.emit("discussion", action=action, repository=place, discussion=discussion, **more)


@answers("mutation.createDiscussion")
def create(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place = _open_place(call, find(call, input["repositoryId"], "Repository").id)
    category = _category(call, place, input["categoryId"])
    if category.name == "Announcements":
        require(call, place, "maintain")
    check_text("Discussion", input["title"], input["body"])
    made = call.create(
        Discussion, repository=place, number=call.next(f"number/{place.id}"), category=category, title=input["title"],
        body=input["body"], user=me(call), labels=[], upvotes=[], created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    _tell(call, made, "created")
    return done(call, input, discussion=made)


@answers("mutation.updateDiscussion")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found: Discussion = find(call, input["discussionId"], "Discussion")
    place = _open_place(call, found.repository)
    may_write(call, found)
    fields = {name: input[name] for name in ("title", "body") if input.get(name) is not None}
    check_text("Discussion", fields.get("title"), fields.get("body"))
    if input.get("categoryId"):
        fields["category"] = _category(call, place, input["categoryId"]).id
    made = call.update(found, **fields, updated_at=call.now)
    _tell(call, made, "edited")
    return done(call, input, discussion=made)


@answers("mutation.deleteDiscussion")
def delete(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found: Discussion = find(call, input["id"], "Discussion")
    require(call, _open_place(call, found.repository), "maintain")
    _tell(call, found, "deleted")
    answer = done(call, input, discussion=found)
    call.delete(found)
    return answer


@answers("mutation.closeDiscussion")
def close(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    reason = (input.get("reason") or "RESOLVED").lower()
    return _turned(call, input, closed_at=call.now, state_reason=reason)


@answers("mutation.reopenDiscussion")
def reopen(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _turned(call, input, closed_at=None, state_reason="reopened")


def _turned(call: Call, input: dict[str, Any], **fields: Any) -> dict[str, Any]:
    found: Discussion = find(call, input["discussionId"], "Discussion")
    place = _open_place(call, found.repository)
    if found.user != me(call).id:
        require(call, place, "triage")
    made = call.update(found, **fields, updated_at=call.now)
    _tell(call, made, "closed" if fields["closed_at"] else "reopened")
    return done(call, input, discussion=made)


# comments


@answers("mutation.addDiscussionComment")
def add_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """An answer to an answer stands under the comment above both."""
    of: Discussion = find(call, input["discussionId"], "Discussion")
    place = _open_place(call, of.repository)
    if of.locked and not may(call, place, "push"):
        raise Forbidden("Unable to create comment because discussion is locked.")
    if not input["body"].strip():
        raise Unprocessable("Body can't be blank")
    id = input.get("replyToId")
    above: DiscussionComment | None = find(call, id, "DiscussionComment") if id else None
    if above is not None and (above.discussion != of.id or above.reply_to is not None):
        raise Unprocessable("Parent comment is already in a thread, cannot reply to it")
    made = call.create(
        DiscussionComment, repository=place.id, discussion=of, user=me(call), body=input["body"], reply_to=above,
        upvotes=[], created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    of = call.update(of, updated_at=call.now)
    call.emit("discussion_comment", action="created", repository=place, discussion=of, comment=made)
    return done(call, input, comment=made)


@answers("mutation.updateDiscussionComment")
def update_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found: DiscussionComment = find(call, input["commentId"], "DiscussionComment")
    _open_place(call, found.repository)
    may_write(call, found)
    if not input["body"].strip():
        raise Unprocessable("Body can't be blank")
    return done(call, input, comment=call.update(found, body=input["body"], updated_at=call.now))


@answers("mutation.deleteDiscussionComment")
def delete_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found: DiscussionComment = find(call, input["id"], "DiscussionComment")
    _open_place(call, found.repository)
    may_write(call, found)
    of = call.get(Discussion, found.discussion)
    if of.answer == found.id:
        call.update(of, answer=None, answer_chosen_at=None, answer_chosen_by=None)
    for reply in call.all(DiscussionComment, {"reply_to": found.id}):
        call.delete(reply)
    call.delete(found)
    return done(call, input, comment=found)


@answers("mutation.markDiscussionCommentAsAnswer")
def mark(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found: DiscussionComment = find(call, input["id"], "DiscussionComment")
    of = _answerable(call, found)
    who = {"answer_chosen_at": call.now, "answer_chosen_by": me(call).id}
    made = call.update(of, answer=found.id, **who, updated_at=call.now)
    _tell(call, made, "answered", answer=found)
    return done(call, input, discussion=made)


@answers("mutation.unmarkDiscussionCommentAsAnswer")
def unmark(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found: DiscussionComment = find(call, input["id"], "DiscussionComment")
    of = _answerable(call, found)
    if of.answer == found.id:
        of = call.update(of, answer=None, answer_chosen_at=None, answer_chosen_by=None, updated_at=call.now)
        _tell(call, of, "unanswered", old_answer=found)
    return done(call, input, discussion=of)


def _answerable(call: Call, comment: DiscussionComment) -> Discussion:
    """The discussion, if the caller may say which comment answers it."""
    of = call.get(Discussion, comment.discussion)
    place = _open_place(call, of.repository)
    if of.user != me(call).id:
        require(call, place, "triage")
    if not category_of(call, of).answerable or comment.reply_to is not None:
        raise Unprocessable("Comment can't be marked as an answer.")
    return of


@answers("mutation.addUpvote")
def upvote(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found = find(call, input["subjectId"], *_VOTABLE)
    _open_place(call, found.repository)
    return done(call, input, subject=call.update(found, upvotes=sorted({*found.upvotes, me(call).id} - {found.user})))


@answers("mutation.removeUpvote")
def take_back(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    found = find(call, input["subjectId"], *_VOTABLE)
    _open_place(call, found.repository)
    left = [id for id in found.upvotes if id != me(call).id]
    return done(call, input, subject=call.update(found, upvotes=left))

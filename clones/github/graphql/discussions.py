"""Discussions, their categories, comments and answers, which only the graph knows; https://docs.github.com/graphql/guides/using-the-graphql-api-for-discussions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import may, permission
from ..records.discussions import Discussion, DiscussionCategory, DiscussionComment
from ..records.issues import Label
from ..records.people import User
from ..records.repositories import Repository
from ..searching.query import Query
from .comments import did_author
from .lists import ordered
from .nodes import find, missing
from .pages import cut

if TYPE_CHECKING:
    from clonery.server.call import Call

FIRST = (
    ("Announcements", "📣", False), ("General", "💬", False), ("Ideas", "💡", False), ("Polls", "🗳️", False),
    ("Q&A", "🙏", True), ("Show and tell", "🙌", False),
)  # fmt: skip
"""The categories that a repository begins with: name, emoji, whether they take answers."""
_QUALIFIERS = frozenset({"repo", "user", "org", "author", "label", "is", "category", "in", "sort", "answered-by"})


def categories_of(call: Call, repository: Repository) -> list[DiscussionCategory]:
    """The categories of a repository; the first ones are there from the moment somebody looks."""
    found = call.all(DiscussionCategory, {"repository": repository.id})
    if found or not repository.has_discussions:
        return found
    made = []
    for name, emoji, answerable in FIRST:
        slug = "".join(letter if letter.isalnum() else "-" for letter in name.lower())
        stamps = {"created_at": repository.created_at, "updated_at": repository.created_at}
        made.append(
            call.create(
                DiscussionCategory, repository=repository, name=name, slug=slug, emoji=emoji, answerable=answerable,
                description=None, **stamps,
            )
        )  # fmt: skip
    return made


@resolves("Repository.discussionCategories")
def categories(call: Call, repository: Repository, filterByAssignable: bool = False, **given: Any) -> dict[str, Any]:
    return cut(categories_of(call, repository), given)


@resolves("Repository.discussionCategory")
def category(call: Call, repository: Repository, slug: str) -> DiscussionCategory | None:
    return next((each for each in categories_of(call, repository) if each.slug == slug), None)


@resolves("DiscussionCategory.emojiHTML")
def emoji_html(call: Call, category: DiscussionCategory) -> str:
    return f"<div>{category.emoji}</div>"


@resolves("Repository.discussion")
def discussion(call: Call, repository: Repository, number: int) -> Discussion:
    found = call.find(Discussion, repository=repository.id, number=number)
    if found is None:
        raise missing(f"Could not resolve to a Discussion with the number of {number}.")
    return found


@resolves("Repository.discussions")
def discussions(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    return cut(_kept(call, call.all(Discussion, {"repository": repository.id}), given), given)


@resolves("User.repositoryDiscussions")
def their_discussions(call: Call, user: User, repositoryId: str | None = None, **given: Any) -> dict[str, Any]:
    found = [each for each in call.all(Discussion) if each.user == user.id]
    there = [each for each in found if permission(call, call.get(Repository, each.repository)) is not None]
    return cut(_kept(call, there, given), given)


def _kept(call: Call, found: list[Discussion], given: dict[str, Any]) -> list[Discussion]:
    if given.get("categoryId"):
        of = find(call, given["categoryId"], "DiscussionCategory")
        found = [each for each in found if each.category == of.id]
    if given.get("answered") is not None:
        found = [each for each in found if (each.answer is not None) is given["answered"]]
    if given.get("states"):
        found = [each for each in found if ("CLOSED" if each.closed_at else "OPEN") in given["states"]]
    return ordered(found, given)


@resolves("Discussion.category")
def category_of(call: Call, discussion: Discussion) -> DiscussionCategory:
    return call.get(DiscussionCategory, discussion.category)


@resolves("Discussion.closed")
def closed(call: Call, discussion: Discussion) -> bool:
    return discussion.closed_at is not None


@resolves("Discussion.isAnswered")
def is_answered(call: Call, discussion: Discussion) -> bool | None:
    """Null where there can be no answer."""
    return discussion.answer is not None if category_of(call, discussion).answerable else None


@resolves("Discussion.answer")
def answer(call: Call, discussion: Discussion) -> DiscussionComment | None:
    return call.peek(DiscussionComment, discussion.answer)


@resolves("Discussion.answerChosenBy")
def chosen_by(call: Call, discussion: Discussion) -> User | None:
    return call.peek(User, discussion.answer_chosen_by)


@resolves("Discussion.upvoteCount", "DiscussionComment.upvoteCount")
def upvotes(call: Call, record: Discussion | DiscussionComment) -> int:
    """Whoever wrote it is for it."""
    return len({record.user, *record.upvotes})


@resolves("Discussion.viewerHasUpvoted", "DiscussionComment.viewerHasUpvoted")
def has_upvoted(call: Call, record: Discussion | DiscussionComment) -> bool:
    return call.actor is not None and call.actor.id in (record.user, *record.upvotes)


@resolves("Discussion.viewerCanUpvote", "DiscussionComment.viewerCanUpvote")
def can_upvote(call: Call, record: Discussion | DiscussionComment) -> bool:
    return call.actor is not None and call.actor.id != record.user


@resolves("Discussion.comments")
def comments(call: Call, discussion: Discussion, **given: Any) -> dict[str, Any]:
    """Those that answer no other one."""
    return cut(call.all(DiscussionComment, {"discussion": discussion.id, "reply_to": None}), given)


@resolves("DiscussionComment.discussion")
def of_comment(call: Call, comment: DiscussionComment) -> Discussion:
    return call.get(Discussion, comment.discussion)


@resolves("DiscussionComment.replies")
def replies(call: Call, comment: DiscussionComment, **given: Any) -> dict[str, Any]:
    return cut(call.all(DiscussionComment, {"reply_to": comment.id}), given)


@resolves("DiscussionComment.replyTo")
def reply_to(call: Call, comment: DiscussionComment) -> DiscussionComment | None:
    return call.peek(DiscussionComment, comment.reply_to)


@resolves("DiscussionComment.isAnswer")
def is_answer(call: Call, comment: DiscussionComment) -> bool:
    return of_comment(call, comment).answer == comment.id


@resolves("DiscussionComment.deletedAt")
def deleted_at(call: Call, comment: DiscussionComment) -> None:
    """What is deleted is gone."""
    return


@resolves("DiscussionComment.viewerCanMarkAsAnswer")
def can_mark(call: Call, comment: DiscussionComment) -> bool:
    of = of_comment(call, comment)
    answerable = category_of(call, of).answerable and comment.reply_to is None and not is_answer(call, comment)
    return answerable and (did_author(call, of) or may(call, call.get(Repository, of.repository), "triage"))


@resolves("DiscussionComment.viewerCanUnmarkAsAnswer")
def can_unmark(call: Call, comment: DiscussionComment) -> bool:
    of = of_comment(call, comment)
    chosen = did_author(call, of) or may(call, call.get(Repository, of.repository), "triage")
    return is_answer(call, comment) and chosen


def searched(call: Call, text: str) -> list[Discussion]:
    """The discussions that a query means, the newest first."""
    query = Query(text, _QUALIFIERS)
    found = [e for e in call.all(Discussion) if permission(call, call.get(Repository, e.repository)) is not None]
    words = [word.casefold() for word in query.words]
    kept = [e for e in found if all(word in f"{e.title}\n{e.body}".casefold() for word in words)]
    for name in ("repo", "user", "org", "author", "category", "label", "is"):
        wanted = [value.casefold() for value in query.values(name)]
        kept = [each for each in kept if not wanted or set(wanted) & _facts(call, each, name)]
    return sorted(kept, key=lambda each: (each.created_at, each.id), reverse=True)


def _facts(call: Call, record: Discussion, name: str) -> set[str]:
    """What a qualifier of that name may say of a discussion."""
    place = call.get(Repository, record.repository)
    owner = call.get(User, place.owner).login
    if name == "label":
        return {call.get(Label, id).name.casefold() for id in record.labels}
    state = {"closed" if record.closed_at else "open", "answered" if record.answer else "unanswered"}
    made = {
        "repo": {f"{owner}/{place.name}"}, "user": {owner}, "org": {owner}, "is": state,
        "author": {call.get(User, record.user).login}, "category": {category_of(call, record).name},
    }  # fmt: skip
    return {value.casefold() for value in made[name]}

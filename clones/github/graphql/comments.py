"""What issues, pull requests, reviews and comments have in common: author, text, reactions, what the viewer may do; https://docs.github.com/graphql/reference/interfaces#comment."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import may, require
from ..markdown import render
from ..records.activity import Thread
from ..records.issues import Issue
from ..records.people import User
from ..records.reactions import Reaction
from ..records.releases import Release
from ..records.repositories import Repository
from ..shapes.issues import association
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

SAID = (
    "Issue", "PullRequest", "IssueComment", "PullRequestReview", "PullRequestReviewComment", "CommitComment",
    "Discussion", "DiscussionComment",
)  # fmt: skip
CONTENTS = {
    "+1": "THUMBS_UP", "-1": "THUMBS_DOWN", "laugh": "LAUGH", "hooray": "HOORAY", "confused": "CONFUSED",
    "heart": "HEART", "rocket": "ROCKET", "eyes": "EYES",
}  # fmt: skip
"""Reactions by their names in REST and in the graph."""
_TAGS = re.compile(r"<[^>]+>")


def of_all(field: str, *more: str) -> tuple[str, ...]:
    """The field of every type that somebody says something in, and of these."""
    return tuple(f"{type}.{field}" for type in (*SAID, *more))


def rest(call: Call, record: Any) -> dict[str, Any]:
    """A record as REST shows it, for values that both have."""
    made: dict[str, Any] = call.clone.dialect.plainly(call, record, False)  # type: ignore[attr-defined] # GitHub's own
    return made


def place_of(call: Call, record: Any) -> Repository:
    """The repository that something lies in."""
    return call.get(Repository, record.repository)


@resolves(*of_all("author"))
def author(call: Call, record: Any) -> User | None:
    return call.peek(User, record.user)


@resolves(*of_all("authorAssociation"))
def author_association(call: Call, record: Any) -> str:
    return association(call, record.repository, record.user)


@resolves(*of_all("body"))
def body(call: Call, record: Any) -> str:
    return record.body or ""


def html(call: Call, repository: Repository, text: str | None) -> str:
    """The HTML of a text that somebody wrote in a repository."""
    owner = call.get(User, repository.owner)
    return render(call, text or "", f"{owner.login}/{repository.name}", comment=True) if text else ""


def plain(call: Call, repository: Repository, text: str | None) -> str:
    """The words of a text, without its marks."""
    return unescape(_TAGS.sub("", html(call, repository, text))).strip("\n")


@resolves(*of_all("bodyHTML", "Release"))
def body_html(call: Call, record: Any) -> str:
    return html(call, place_of(call, record), record.body)


@resolves("Release.descriptionHTML", "Release.shortDescriptionHTML")
def description_html(call: Call, record: Release, **given: Any) -> str:
    return html(call, place_of(call, record), record.body)


@resolves(*of_all("bodyText"))
def body_text(call: Call, record: Any) -> str:
    return plain(call, place_of(call, record), record.body)


@resolves(*of_all("userContentEdits"))
def edits(call: Call, record: Any, **given: Any) -> dict[str, Any]:
    """Earlier wordings are not kept."""
    return cut([], given)


# what the viewer may do


@resolves(*of_all("viewerDidAuthor"))
def did_author(call: Call, record: Any) -> bool:
    return call.actor is not None and call.actor.id == record.user


@resolves(*of_all("viewerCanUpdate"))
def can_update(call: Call, record: Any) -> bool:
    return did_author(call, record) or may(call, place_of(call, record), "push")


@resolves(*of_all("viewerCannotUpdateReasons"))
def cannot_update(call: Call, record: Any) -> list[str]:
    if can_update(call, record):
        return []
    return ["INSUFFICIENT_ACCESS" if call.actor is not None else "LOGIN_REQUIRED"]


@resolves(*of_all("viewerCanDelete"))
def can_delete(call: Call, record: Any) -> bool:
    """An issue is deleted by administrators, a comment by its author or with push access."""
    if isinstance(record, Issue):
        return may(call, place_of(call, record), "admin")
    return can_update(call, record)


@resolves(*of_all("viewerCanMinimize"))
def can_minimize(call: Call, record: Any) -> bool:
    return may(call, place_of(call, record), "push")


@resolves(*of_all("viewerCanReact", "Release"))
def can_react(call: Call, record: Any) -> bool:
    place = place_of(call, record)
    return call.actor is not None and not place.archived and (not record.get("locked") or may(call, place, "push"))


@resolves("Issue.viewerCanClose", "PullRequest.viewerCanClose", "Discussion.viewerCanClose")
def can_close(call: Call, record: Any) -> bool:
    return _open(record) and (did_author(call, record) or may(call, place_of(call, record), "triage"))


@resolves("Issue.viewerCanReopen", "PullRequest.viewerCanReopen", "Discussion.viewerCanReopen")
def can_reopen(call: Call, record: Any) -> bool:
    return not _open(record) and (did_author(call, record) or may(call, place_of(call, record), "triage"))


def _open(record: Any) -> bool:
    return record.closed_at is None


@resolves("Issue.viewerCanLabel", "PullRequest.viewerCanLabel", "Discussion.viewerCanLabel")
def can_label(call: Call, record: Any) -> bool:
    return may(call, place_of(call, record), "triage")


@resolves(
    "Issue.viewerCanSubscribe", "PullRequest.viewerCanSubscribe", "Discussion.viewerCanSubscribe",
    "Repository.viewerCanSubscribe", "Commit.viewerCanSubscribe", "Team.viewerCanSubscribe",
)  # fmt: skip
def can_subscribe(call: Call, record: Any) -> bool:
    return call.actor is not None


@resolves("Issue.viewerSubscription", "PullRequest.viewerSubscription", "Discussion.viewerSubscription")
def subscription(call: Call, record: Any) -> str:
    """Who wrote it or takes part hears of it, unless they said otherwise."""
    if call.actor is None:
        return "UNSUBSCRIBED"
    held = call.find(Thread, user=call.actor.id, subject=subject_of(record))
    if held is not None and held.ignored:
        return "IGNORED"
    if held is not None and held.subscribed is not None:
        return "SUBSCRIBED" if held.subscribed else "UNSUBSCRIBED"
    takes_part = record.user == call.actor.id or call.actor.id in (record.get("assignees") or ())
    return "SUBSCRIBED" if takes_part or (held is not None and held.reason) else "UNSUBSCRIBED"


# reactions


def subject_of(record: Any) -> str:
    """What reactions and threads call a record: its kind and its id."""
    return f"{record.KIND.name}/{record.id}"


def given_to(call: Call, record: Any) -> list[Reaction]:
    if not call.session.store.holds(Reaction):
        return []
    return call.all(Reaction, {"subject": subject_of(record)})


@resolves(*of_all("reactions", "Release"))
def reactions(call: Call, record: Any, **given: Any) -> dict[str, Any]:
    found = [each for each in given_to(call, record) if given.get("content") in (None, CONTENTS[each.content])]
    return cut(found, given, viewerHasReacted=_reacted(call, found))


def _reacted(call: Call, found: list[Reaction]) -> bool:
    return call.actor is not None and any(each.user == call.actor.id for each in found)


@resolves(*of_all("reactionGroups", "Release"))
def reaction_groups(call: Call, record: Any) -> list[Thing]:
    """One group for each reaction that there is, given or not."""
    found = given_to(call, record)
    made = []
    for name, content in CONTENTS.items():
        own = [each for each in found if each.content == name]
        made.append(
            thing(
                "ReactionGroup", content=content, given=own, subject=record, viewer_has_reacted=_reacted(call, own),
                created_at=own[0].created_at if own else None,
            )
        )  # fmt: skip
    return made


@resolves("ReactionGroup.users", "ReactionGroup.reactors")
def reactors(call: Call, group: Thing, **given: Any) -> dict[str, Any]:
    people = [call.get(User, each.user) for each in group.get("given")]
    times = {each.user: each.created_at for each in group.get("given")}
    return cut(people, {"first": 10, **given}, lambda user: {"reactedAt": times[user.id]})


@resolves("Reaction.content")
def content(call: Call, reaction: Reaction) -> str:
    return CONTENTS[reaction.content]


@resolves("Reaction.reactable")
def reactable(call: Call, reaction: Reaction) -> Any:
    kind, _, id = reaction.subject.partition("/")
    return call.peek(call.clone.kind(kind), int(id))


def may_write(call: Call, record: Any) -> None:
    """Raise Forbidden for who neither wrote it nor may push."""
    if not did_author(call, record):
        require(call, place_of(call, record), "push")

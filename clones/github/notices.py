"""Who is notified of what: threads for authors, participants, people who are named, and watchers; https://docs.github.com/rest/activity/notifications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clonery.server.state.query import ne

from .lookups import user_permission
from .records.activity import Subscription, Thread
from .records.issues import Comment, Issue
from .records.people import User
from .records.pulls import Review
from .records.repositories import Repository
from .records.teams import Team
from .references import people
from .team_access import people_of

if TYPE_CHECKING:
    from clonery.server.call import Call

PARTICIPATING = (
    "assign", "author", "comment", "invitation", "manual", "mention", "review_requested", "state_change",
    "team_mention",
)  # fmt: skip
"""The reasons of those who have to do with a thing themselves; the others only watch."""

_TEAM = re.compile(r"(?<![\w/@.-])@([\w-]+)/([\w-]+)")
_TOLD = {
    "issues": ("opened", "closed", "reopened", "assigned"),
    "issue_comment": ("created",),
    "pull_request": ("opened", "closed", "reopened", "assigned", "review_requested", "ready_for_review"),
    "pull_request_review": ("submitted", "dismissed"),
    "pull_request_review_comment": ("created",),
    "release": ("published",),
}
"""The events that people are notified of, and their actions."""


def notify(call: Call, event: str, payload: dict[str, Any]) -> None:
    """Put what happened before those whom it concerns; who did it is told nothing."""
    if payload.get("action") not in _TOLD.get(event, ()):
        return
    repository: Repository = payload["repository"]
    if event == "release":
        subject, told = f"release/{payload['release'].id}", dict.fromkeys(watchers(call, repository), "subscribed")
    else:
        issue = issue_of(call, repository, payload)
        subject, told = f"issue/{issue.id}", _audience(call, repository, issue, event, payload)
    comment = payload.get("comment")
    latest = f"{event}/{comment.id}" if comment is not None else None
    actor = call.actor.id if call.actor is not None else None
    for user, reason in told.items():
        if user != actor and _hears(call, repository, user):
            _tell(call, repository, subject, user, reason, latest)


def issue_of(call: Call, repository: Repository, payload: dict[str, Any]) -> Issue:
    """The issue, or a pull request's issue side, that an event is about."""
    found = payload.get("issue") or call.find(Issue, repository=repository.id, number=payload["pull_request"].number)
    assert isinstance(found, Issue), "an event of a pull request comes with one that has an issue side"
    return found


def watchers(call: Call, repository: Repository) -> list[int]:
    if not call.session.store.holds(Subscription):
        return []
    return [held.user for held in call.all(Subscription, {"repository": repository.id, "subscribed": True})]


def _audience(call: Call, repository: Repository, issue: Issue, event: str, payload: dict[str, Any]) -> dict[int, str]:
    """Who is told, and why; the strongest reason of each."""
    told: dict[int, str] = {}
    if payload["action"] not in ("assigned", "review_requested"):
        told |= dict.fromkeys(watchers(call, repository), "subscribed")
        told |= dict.fromkeys(_speakers(call, issue), "comment")
        told |= {issue.user: "author"} | dict.fromkeys(issue.assignees, "assign")
    subject = f"issue/{issue.id}"
    for thread in call.all(Thread, {"subject": subject}) if call.session.store.holds(Thread) else ():
        if thread.subscribed is False or thread.ignored:
            told.pop(thread.user, None)
        elif thread.reason and thread.user in told and told[thread.user] in ("subscribed", "comment"):
            told[thread.user] = thread.reason
    text = _text(issue, payload)
    if text and "@" in text:
        told |= dict.fromkeys(_teams_named(call, repository, text), "team_mention")
        told |= {user.id: "mention" for user in people(call, text)}
    for name, reason in (("assignee", "assign"), ("requested_reviewer", "review_requested")):
        if isinstance(payload.get(name), User):
            told[payload[name].id] = reason
    if isinstance(payload.get("requested_team"), Team):
        told |= dict.fromkeys(people_of(call, payload["requested_team"]), "review_requested")
    return told


def _speakers(call: Call, issue: Issue) -> list[int]:
    """Who has commented on an issue, or reviewed a pull request."""
    store = call.session.store
    found = store.values(Comment, "user", {"issue": issue.id}, "user") if issue.comments else []
    return found + (store.values(Review, "user", {"pull": issue.pull, "state": ne("PENDING")}) if issue.pull else [])


def _teams_named(call: Call, repository: Repository, text: str) -> list[int]:
    """The members of the owner's teams that a text names as `@owner/team`."""
    owner, found = call.get(User, repository.owner), []
    for login, slug in _TEAM.findall(text):
        if login.lower() == owner.login.lower():
            team = call.find(Team, organization=owner.id, slug=slug.lower())
            found += people_of(call, team) if team is not None else []
    return found


def _text(issue: Issue, payload: dict[str, Any]) -> str | None:
    """The words that are new with an event."""
    for name in ("comment", "review"):
        if payload.get(name) is not None:
            return payload[name].get("body")  # type: ignore[no-any-return] # a record's field
    return issue.body if payload["action"] == "opened" else None


def _hears(call: Call, repository: Repository, user: int) -> bool:
    """Whether a person may know of the repository, and has not asked to hear nothing of it."""
    if repository.private and user_permission(call, repository, user) is None:
        return False
    held = call.find(Subscription, user=user, repository=repository.id)
    return held is None or not held.ignored


def _tell(call: Call, repository: Repository, subject: str, user: int, reason: str, latest: str | None) -> None:
    fields = {"reason": reason, "unread": True, "done": False, "updated_at": call.now, "latest_comment": latest}
    held = call.find(Thread, user=user, subject=subject)
    if held is None:
        call.create(Thread, repository=repository, user=user, subject=subject, **fields)
    else:
        call.update(held, **fields)

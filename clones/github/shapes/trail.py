"""Issue events and the timeline as GitHub shows them; https://docs.github.com/rest/using-the-rest-api/issue-event-types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import permission
from ..nodes import node_id
from ..records.issues import Comment, Issue, IssueEvent, IssueType
from ..records.repositories import Repository
from ..records.teams import Team
from . import shape
from .issues import comment, issue, once
from .people import simple_user
from .repositories import repository, repository_url
from .teams import team

if TYPE_CHECKING:
    from clonery.server.call import Call

_PEOPLE = ("assignee", "requested_reviewer", "review_requester")
_ISSUES = ("sub_issue", "parent_issue", "blocked_by", "blocking")


@shape(IssueEvent)
def issue_event(call: Call, record: IssueEvent, whole: bool) -> dict[str, Any]:
    """An event; alone with its issue."""
    url = repository_url(call, record.repository)
    made: dict[str, Any] = {
        "id": record.id, "node_id": node_id("event", record.repository, record.id),
        "url": f"{url}/issues/events/{record.id}", "actor": simple_user(call, record.actor), "event": record.event,
        "commit_id": record.commit, "commit_url": f"{url}/commits/{record.commit}" if record.commit else None,
        "created_at": record.created_at, "performed_via_github_app": None,
    }  # fmt: skip
    for name, value in record.details.items():
        if name in _PEOPLE:
            made[name] = simple_user(call, value)
        elif name in _ISSUES:
            made[name] = issue_reference(call, call.peek(Issue, value))
        elif name in ("issue_type", "prev_issue_type"):
            made[name] = once(call, IssueType, value) if call.peek(IssueType, value) else None
        elif name == "requested_team":
            asked = call.peek(Team, value)
            made[name] = team(call, asked, False) if asked else None
        else:
            made[name] = {"title": value} if name == "milestone" else value
    if "assignee" in made:
        made["assigner"] = made["actor"]
    if whole:
        made["issue"] = issue(call, call.get(Issue, record.issue), False)
    return made


def issue_reference(call: Call, record: Issue | None) -> dict[str, Any] | None:
    """The few words by which one issue names another."""
    if record is None:
        return None
    place = repository(call, call.get(Repository, record.repository), False)
    return {
        "number": record.number, "title": record.title, "state": record.state, "state_reason": record.state_reason,
        "issue_type": None, "repository": place,
    }  # fmt: skip


def timeline_event(call: Call, record: IssueEvent | Comment) -> dict[str, Any] | None:
    """One entry of a timeline; None for one that the caller may not see."""
    if isinstance(record, Comment):
        made = comment(call, record, False)
        return {**made, "event": "commented", "actor": made["user"]}
    if record.event != "cross-referenced":
        return issue_event(call, record, False)
    source = call.peek(Issue, record.details["source"])
    place = call.peek(Repository, source.repository) if source is not None else None
    if source is None or place is None or permission(call, place) is None:
        return None
    shown = {**issue(call, source, False), "repository": repository(call, place, False)}
    return {
        "actor": simple_user(call, record.actor), "event": record.event, "created_at": record.created_at,
        "updated_at": record.created_at, "source": {"type": "issue", "issue": shown},
    }  # fmt: skip

"""What happened to issues, event by event; https://docs.github.com/rest/issues/events."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import ne

from ...lookups import find_issue, find_repository
from ...records.issues import IssueEvent
from ...shapes.trail import issue_event

_SHOWN = {"event": ne("cross-referenced")}
"""What stands in a timeline alone is no event of these lists."""


@operation("issues/list-events")
def list_events(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/events"""
    _, issue = find_issue(call, owner, repo, issue_number)
    return call.page(IssueEvent, {"issue": issue.id, **_SHOWN})


@operation("issues/list-events-for-repo")
def list_events_for_repo(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/issues/events: the newest first, each with its issue."""
    repository = find_repository(call, owner, repo)
    page = call.page(IssueEvent, {"repository": repository.id, **_SHOWN}, "-rid")
    return Page([issue_event(call, event, True) for event in page.items], page.paging, page.total, page.more)


@operation("issues/get-event")
def get_event(call: Call, owner: str, repo: str, event_id: int) -> IssueEvent:
    """GET /repos/{owner}/{repo}/issues/events/{event_id}"""
    repository = find_repository(call, owner, repo)
    found = call.peek(IssueEvent, event_id)
    if found is None or found.repository != repository.id or found.event == "cross-referenced":
        raise NotFound(kind="issue_event")
    return found

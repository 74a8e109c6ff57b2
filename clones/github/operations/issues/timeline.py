"""The timeline of an issue: its events, comments and cross-references; https://docs.github.com/rest/issues/timeline."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...lookups import find_issue
from ...records.issues import Comment, IssueEvent
from ...shapes.trail import timeline_event


@operation("issues/list-events-for-timeline")
def list_timeline(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/timeline"""
    _, issue = find_issue(call, owner, repo, issue_number)
    records = [*call.all(IssueEvent, {"issue": issue.id}), *call.all(Comment, {"issue": issue.id})]
    shown = [timeline_event(call, record) for record in sorted(records, key=lambda made: (made.created_at, made.rid))]
    return call.slice(entry for entry in shown if entry is not None)

"""The timeline of an issue: its events, comments and cross-references; https://docs.github.com/rest/issues/timeline."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ...lookups import find_issue
from ...pulls.finding import find_pull
from ...pulls.ranges import commits_of
from ...records.issues import Comment, Issue, IssueEvent
from ...records.pulls import Review
from ...shapes.commits import commit_of
from ...shapes.pulls import committed, reviewed
from ...shapes.trail import timeline_event


@operation("issues/list-events-for-timeline")
def list_timeline(call: Call, owner: str, repo: str, issue_number: int) -> Page:
    """GET /repos/{owner}/{repo}/issues/{issue_number}/timeline"""
    _, issue = find_issue(call, owner, repo, issue_number)
    within = {"issue": issue.id}
    records: list[IssueEvent | Comment] = [*call.all(IssueEvent, within), *call.all(Comment, within)]
    found = [(made.created_at, made.rid, timeline_event(call, made)) for made in records]
    if issue.pull is not None:
        found += _of_pull(call, owner, repo, issue)
    ordered = sorted(found, key=lambda each: each[:2])
    return call.slice(entry for _, _, entry in ordered if entry is not None)


def _of_pull(call: Call, owner: str, repo: str, issue: Issue) -> list[tuple[str, int, dict[str, Any] | None]]:
    """When, at which place among what happened then, and what: the commits and reviews of a pull request."""
    repository, pull = find_pull(call, owner, repo, issue.number)
    commits = [commit_of(call, repository, sha) for sha in commits_of(call, repository, pull)]
    shown = [committed(call, repository, commit) for commit in commits]
    reviews = [review for review in call.all(Review, {"pull": pull.id}) if review.submitted_at]
    return [
        *((made["committer"]["date"], 0, made) for made in shown),
        *((review.submitted_at or "", review.rid, reviewed(call, review)) for review in reviews),
    ]

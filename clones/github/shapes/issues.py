"""Issues, comments, labels and milestones as GitHub shows them; https://docs.github.com/rest/issues/issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import membership
from ..nodes import node_id
from ..records.issues import Comment, Dependency, Issue, IssueType, Label, Milestone, SubIssue
from ..records.people import User
from ..records.repositories import Collaborator, Repository
from . import shape
from .people import simple_user
from .repositories import html_url, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call


@shape(Label)
def label(call: Call, record: Label, whole: bool) -> dict[str, Any]:
    """A label."""
    return {
        "id": record.id, "node_id": node_id("label", record.repository, record.id),
        "url": f"{repository_url(call, record.repository)}/labels/{record.name}", "name": record.name,
        "color": record.color, "default": record.default, "description": record.description,
    }  # fmt: skip


@shape(Milestone)
def milestone(call: Call, record: Milestone, whole: bool) -> dict[str, Any]:
    """A milestone with the numbers of its issues."""
    url = f"{repository_url(call, record.repository)}/milestones/{record.number}"
    return {
        "url": url, "html_url": f"{html_url(call, record.repository)}/milestone/{record.number}",
        "labels_url": f"{url}/labels", "id": record.id, "node_id": node_id("milestone", record.repository, record.id),
        "number": record.number, "title": record.title, "description": record.description,
        "creator": simple_user(call, record.creator),
        "open_issues": call.count(Issue, {"milestone": record.id, "state": "open"}),
        "closed_issues": call.count(Issue, {"milestone": record.id, "state": "closed"}), "state": record.state,
        "created_at": record.created_at, "updated_at": record.updated_at, "due_on": record.due_on,
        "closed_at": record.closed_at,
    }  # fmt: skip


@shape(IssueType)
def issue_type(call: Call, record: IssueType, whole: bool) -> dict[str, Any]:
    """A type of issues."""
    return {
        "id": record.id, "node_id": node_id("issue_type", record.organization, record.id), "name": record.name,
        "description": record.description, "color": record.color, "created_at": record.created_at,
        "updated_at": record.updated_at, "is_enabled": record.is_enabled,
    }  # fmt: skip


def once(call: Call, kind: type[Any], id: int | None) -> Any:
    """The short form of a record that many others name, made once a call; None for none."""
    if id is None:
        return None
    key = (kind, id)
    if key not in call.memo:
        call.memo[key] = call.clone.dialect.show(call, call.get(kind, id), False)
    return call.memo[key]


@shape(Issue)
def issue(call: Call, record: Issue, whole: bool) -> dict[str, Any]:
    """An issue; alone with who closed it."""
    repository = repository_url(call, record.repository)
    url, number = f"{repository}/issues/{record.number}", record.number
    page = html_url(call, record.repository)
    people = [simple_user(call, id) for id in record.assignees]
    made: dict[str, Any] = {
        "url": url, "repository_url": repository, "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments", "events_url": f"{url}/events",
        "html_url": f"{page}/{'issues' if record.pull is None else 'pull'}/{number}", "id": record.id,
        "node_id": _node_id(record),
        "number": number, "title": record.title, "user": simple_user(call, record.user),
        "labels": [once(call, Label, id) for id in record.labels], "state": record.state, "locked": record.locked,
        "assignee": people[0] if people else None, "assignees": people,
        "milestone": once(call, Milestone, record.milestone), "comments": record.comments,
        "created_at": record.created_at, "updated_at": record.updated_at, "closed_at": record.closed_at,
        "author_association": association(call, record.repository, record.user),
        "type": once(call, IssueType, record.type), "active_lock_reason": record.active_lock_reason,
        "sub_issues_summary": _parts(call, record), "issue_dependencies_summary": _waits(call, record),
        "body": record.body, "reactions": rollup(call, url, "issue", record.id), "timeline_url": f"{url}/timeline",
        "performed_via_github_app": None, "state_reason": record.state_reason,
    }  # fmt: skip
    if record.pull is not None:
        made |= _pull_side(call, record, repository, page)
    if whole:
        made["closed_by"] = simple_user(call, record.closed_by)
        pinned = call.peek(Comment, record.get("pinned_comment"))
        made["pinned_comment"] = comment(call, pinned, False) if pinned else None
        if call.session.store.holds(SubIssue):
            made["parent_issue_url"] = _above(call, record)
    return made


def _node_id(record: Issue) -> str:
    if record.pull is not None:
        return node_id("pull_request", record.repository, record.pull)
    return node_id("issue", record.repository, record.id)


def _parts(call: Call, record: Issue) -> dict[str, int]:
    """How many issues are below this one, and how many of them are closed."""
    children = []
    if call.session.store.holds(SubIssue):
        children = [call.peek(Issue, part.child) for part in call.all(SubIssue, {"above": record.id})]
    closed = sum(child is not None and child.state == "closed" for child in children)
    total = len(children)
    return {"total": total, "completed": closed, "percent_completed": closed * 100 // total if total else 0}


def _above(call: Call, record: Issue) -> str | None:
    part = call.find(SubIssue, child=record.id)
    above = call.get(Issue, part.above) if part else None
    return f"{repository_url(call, above.repository)}/issues/{above.number}" if above else None


def _waits(call: Call, record: Issue) -> dict[str, int]:
    """How many issues this one waits for and holds up, the open ones and all."""
    made = {}
    for name, own, other in (("blocked_by", "blocked", "blocking"), ("blocking", "blocking", "blocked")):
        found = call.all(Dependency, {own: record.id}) if call.session.store.holds(Dependency) else []
        there = [call.peek(Issue, dependency.get(other)) for dependency in found]
        made[name] = sum(issue is not None and issue.state == "open" for issue in there)
        made[f"total_{name}"] = len(there)
    return made


def _pull_side(call: Call, record: Issue, repository: str, page: str) -> dict[str, Any]:
    pull = call.peek(call.clone.kind("pull_request"), record.pull)
    url, there = f"{repository}/pulls/{record.number}", f"{page}/pull/{record.number}"
    return {
        "draft": pull.get("draft", False) if pull else False,
        "pull_request": {
            "url": url, "html_url": there, "diff_url": f"{there}.diff", "patch_url": f"{there}.patch",
            "merged_at": pull.get("merged_at") if pull else None,
        },
    }  # fmt: skip


@shape(Comment)
def comment(call: Call, record: Comment, whole: bool) -> dict[str, Any]:
    """A comment on an issue or pull request."""
    of = call.get(Issue, record.issue)
    url = f"{repository_url(call, record.repository)}/issues/comments/{record.id}"
    kind = "issues" if of.pull is None else "pull"
    return {
        "url": url,
        "html_url": f"{html_url(call, record.repository)}/{kind}/{of.number}#issuecomment-{record.id}",
        "issue_url": f"{repository_url(call, record.repository)}/issues/{of.number}", "id": record.id,
        "node_id": node_id("issue_comment", record.repository, record.id), "user": simple_user(call, record.user),
        "created_at": record.created_at, "updated_at": record.updated_at,
        "author_association": association(call, record.repository, record.user), "body": record.body,
        "reactions": rollup(call, url, "issue_comment", record.id), "performed_via_github_app": None,
        "pin": _pin(call, record),
    }  # fmt: skip


def _pin(call: Call, record: Comment) -> dict[str, Any] | None:
    if record.get("pinned_at") is None:
        return None
    return {"pinned_at": record.pinned_at, "pinned_by": simple_user(call, record.pinned_by)}


def association(call: Call, repository: int, user: int) -> str:
    """How an author stands to a repository: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR or NONE."""
    key = ("association", repository, user)
    if key not in call.memo:
        record = call.get(Repository, repository)
        if record.owner == user:
            call.memo[key] = "OWNER"
        elif call.get(User, record.owner).type == "Organization" and membership(call, record.owner, user):
            call.memo[key] = "MEMBER"
        else:
            held = call.find(Collaborator, repository=repository, user=user)
            call.memo[key] = "COLLABORATOR" if held else "NONE"
    made: str = call.memo[key]
    return made


REACTIONS = ("+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes")


def rollup(call: Call, url: str, kind: str, id: int) -> dict[str, Any]:
    """How often each reaction was given to a thing."""
    counts = dict.fromkeys(REACTIONS, 0)
    given, store = call.clone.kind("reaction"), call.session.store
    for content in store.values(given, "content", {"subject": f"{kind}/{id}"}) if store.holds(given) else ():
        counts[content] += 1
    return {"url": f"{url}/reactions", "total_count": sum(counts.values()), **counts}

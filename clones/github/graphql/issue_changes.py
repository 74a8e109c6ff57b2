"""Mutations of issues, by the same functions as REST; https://docs.github.com/graphql/reference/mutations#createissue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers

from ..lookups import find_label, require
from ..records.issues import Comment, Dependency, Issue, IssueEvent, Label, Milestone, SubIssue
from ..records.repositories import Repository
from ..refusals import Unprocessable
from ..trail import note, tell
from .changing import (
    ISSUES,
    again,
    allowed,
    doing,
    done,
    label_names,
    logins,
    milestone_number,
    named,
    of_issue,
    type_name,
)
from .nodes import find, unknown
from .roots import resource

if TYPE_CHECKING:
    from clonery.server.call import Call

MOST_PINNED = 3
_LABELABLE = (*ISSUES, "Discussion")


@answers("mutation.createIssue")
def create(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    above = find(call, input["parentIssueId"], "Issue") if input.get("parentIssueId") else None
    made: Issue = doing(
        call, "issues/create", **named(call, place), title=input["title"], body=input.get("body"),
        labels=label_names(call, place.id, input.get("labelIds")), assignees=logins(call, input.get("assigneeIds")),
        milestone=milestone_number(call, place.id, input.get("milestoneId")) or None,
        type=type_name(call, input.get("issueTypeId")) or None,
    )  # fmt: skip
    if above is not None:
        doing(call, "issues/add-sub-issue", **of_issue(call, above), sub_issue_id=made.id)
    return done(call, input, issue=again(call, made))


def changes_of(call: Call, issue: Issue, input: dict[str, Any]) -> dict[str, Any]:
    """What an input changes, in the words of REST."""
    made = {name: input[name] for name in ("title", "body") if input.get(name) is not None}
    if input.get("state"):
        made["state"] = input["state"].lower()
    if input.get("labelIds") is not None:
        made["labels"] = label_names(call, issue.repository, input["labelIds"])
    if input.get("assigneeIds") is not None:
        made["assignees"] = logins(call, input["assigneeIds"])
    if "milestoneId" in input:
        made["milestone"] = milestone_number(call, issue.repository, input["milestoneId"])
    if "issueTypeId" in input:
        made["type"] = type_name(call, input["issueTypeId"])
    return made


@answers("mutation.updateIssue")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["id"], "Issue")
    doing(call, "issues/update", **of_issue(call, issue), **changes_of(call, issue, input))
    return done(call, input, issue=again(call, issue))


@answers("mutation.updateIssueIssueType")
def update_type(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["issueId"], "Issue")
    doing(call, "issues/update", **of_issue(call, issue), type=type_name(call, input.get("issueTypeId")))
    return done(call, input, issue=again(call, issue))


@answers("mutation.closeIssue")
def close(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["issueId"], "Issue")
    if input.get("duplicateIssueId"):
        find(call, input["duplicateIssueId"], "Issue")
    reason = "duplicate" if input.get("duplicateIssueId") else (input.get("stateReason") or "COMPLETED").lower()
    doing(call, "issues/update", **of_issue(call, issue), state="closed", state_reason=reason)
    return done(call, input, issue=again(call, issue))


@answers("mutation.reopenIssue")
def reopen(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["issueId"], "Issue")
    doing(call, "issues/update", **of_issue(call, issue), state="open")
    return done(call, input, issue=again(call, issue))


@answers("mutation.deleteIssue")
def delete(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """For administrators; what hung on it goes with it."""
    issue: Issue = find(call, input["issueId"], "Issue")
    allowed(call, "issues/update")
    place = call.get(Repository, issue.repository)
    require(call, place, "admin")
    tell(call, place, issue, "deleted")
    _let_go(call, issue)
    call.delete(issue)
    return done(call, input, repository=_counted(call, place, issue))


def _let_go(call: Call, issue: Issue) -> None:
    """End what other issues have to do with one that goes."""
    store = call.session.store
    part = call.find(SubIssue, child=issue.id) if store.holds(SubIssue) else None
    waiting = call.all(Dependency, {"blocking": issue.id}) if store.holds(Dependency) else []
    for each in [*([part] if part else []), *waiting]:
        call.delete(each)


def _counted(call: Call, place: Repository, issue: Issue) -> Repository:
    """The repository without one of its open issues."""
    fresh = call.get(Repository, place.id)
    return call.update(fresh, open_issues=fresh.open_issues - 1) if issue.state == "open" else fresh


@answers("mutation.transferIssue")
def transfer(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Into another repository of the same owner, with its words and comments, under that one's next number."""
    issue: Issue = find(call, input["issueId"], "Issue")
    to: Repository = find(call, input["repositoryId"], "Repository")
    allowed(call, "issues/update")
    place = call.get(Repository, issue.repository)
    for each in (place, to):
        require(call, each, "push")
    if to.owner != place.owner or to.id == place.id or not to.has_issues or (place.private and not to.private):
        raise Unprocessable("Issue can't be transferred to the given repository.")
    labels = [_label_there(call, to, label, bool(input.get("createLabelsIfMissing"))) for label in issue.labels]
    milestone = call.peek(Milestone, issue.milestone)
    there = call.find(Milestone, repository=to.id, title=milestone.title) if milestone else None
    tell(call, place, issue, "transferred")
    _counted(call, place, issue)
    moved = call.update(
        issue, repository=to.id, number=call.next(f"number/{to.id}"), labels=[id for id in labels if id],
        milestone=there.id if there else None, pinned_at=None, pinned_by=None, updated_at=call.now,
    )  # fmt: skip
    for kind in (Comment, IssueEvent):
        for below in call.all(kind, {"issue": moved.id}):
            call.update(below, repository=to.id)
    if moved.state == "open":
        call.update(call.get(Repository, to.id), open_issues=call.get(Repository, to.id).open_issues + 1)
    note(call, moved, "transferred")
    tell(call, call.get(Repository, to.id), moved, "opened")
    return done(call, input, issue=again(call, moved))


def _label_there(call: Call, to: Repository, id: int, make: bool) -> int | None:
    """The label of the same name in another repository, made there if that is wanted."""
    label = call.get(Label, id)
    found = find_label(call, to, label.name)
    if found is None and make:
        found = call.create(Label, repository=to, name=label.name, color=label.color, description=label.description)
        call.emit("label", action="created", repository=to, label=found)
    return found.id if found else None


@answers("mutation.pinIssue")
def pin(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["issueId"], "Issue")
    allowed(call, "issues/update")
    place = call.get(Repository, issue.repository)
    require(call, place, "push")
    held = [each for each in call.all(Issue, {"repository": place.id}) if each.get("pinned_at")]
    if issue.pinned_at is None:
        if len(held) >= MOST_PINNED:
            raise Unprocessable(f"Maximum {MOST_PINNED} pinned issues per repository")
        issue = call.update(issue, pinned_at=call.now, pinned_by=call.actor.id if call.actor else None)
        note(call, issue, "pinned")
        tell(call, place, issue, "pinned")
    return done(call, input, issue=issue)


@answers("mutation.unpinIssue")
def unpin(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["issueId"], "Issue")
    allowed(call, "issues/update")
    place = call.get(Repository, issue.repository)
    require(call, place, "push")
    if issue.pinned_at is not None:
        issue = call.update(issue, pinned_at=None, pinned_by=None)
        note(call, issue, "unpinned")
        tell(call, place, issue, "unpinned")
    return done(call, input, id=input["issueId"], issue=issue)


# parts and dependencies


@answers("mutation.addSubIssue")
def add_part(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["issueId"], "Issue")
    part = find(call, input["subIssueId"], "Issue") if input.get("subIssueId") else None
    if part is None:
        part = resource(call, input.get("subIssueUrl") or "")
        if not isinstance(part, Issue):
            raise unknown(input.get("subIssueUrl") or "")
    replace = bool(input.get("replaceParent"))
    doing(call, "issues/add-sub-issue", **of_issue(call, issue), sub_issue_id=part.id, replace_parent=replace)
    return done(call, input, issue=again(call, issue), subIssue=again(call, part))


@answers("mutation.removeSubIssue")
def remove_part(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue, part = find(call, input["issueId"], "Issue"), find(call, input["subIssueId"], "Issue")
    doing(call, "issues/remove-sub-issue", **of_issue(call, issue), sub_issue_id=part.id)
    return done(call, input, issue=again(call, issue), subIssue=again(call, part))


@answers("mutation.reprioritizeSubIssue")
def move_part(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue, part = find(call, input["issueId"], "Issue"), find(call, input["subIssueId"], "Issue")
    wanted = {name: input.get(f"{name}Id") for name in ("after", "before")}
    beside = {f"{name}_id": find(call, id, "Issue").id for name, id in wanted.items() if id}
    doing(call, "issues/reprioritize-sub-issue", **of_issue(call, issue), sub_issue_id=part.id, **beside)
    return done(call, input, issue=again(call, issue))


@answers("mutation.addBlockedBy")
def add_blocked_by(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _depend(call, input, "issues/add-blocked-by-dependency")


@answers("mutation.removeBlockedBy")
def remove_blocked_by(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _depend(call, input, "issues/remove-dependency-blocked-by")


def _depend(call: Call, input: dict[str, Any], name: str) -> dict[str, Any]:
    issue, other = find(call, input["issueId"], "Issue"), find(call, input["blockingIssueId"], "Issue")
    doing(call, name, **of_issue(call, issue), issue_id=other.id)
    return done(call, input, issue=again(call, issue), blockingIssue=again(call, other))


@answers("mutation.unmarkIssueAsDuplicate")
def unmark(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = find(call, input["duplicateId"], *ISSUES)
    if issue.state_reason == "duplicate":
        doing(call, "issues/update", **of_issue(call, issue), state="open")
    return done(call, input, duplicate=again(call, issue))

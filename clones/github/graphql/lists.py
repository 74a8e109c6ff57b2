"""How lists of issues, pull requests and repositories are narrowed and ordered; https://docs.github.com/graphql/reference/input-objects#issuefilters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import permission
from ..records.activity import Thread
from ..records.issues import Comment, Issue, Label, Milestone
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..references import people
from .comments import subject_of

if TYPE_CHECKING:
    from clonery.server.call import Call

_ORDERS = {"STARGAZERS": "stars", "DUE_DATE": "due_on", "CREATED_AT": "", "POSITION": "position"}
_NAMED = ("name", "login", "title")


def ordered(found: list[Any], given: dict[str, Any]) -> list[Any]:
    """In the order that was asked for, what lacks a value first; else as they were made."""
    order = given.get("orderBy") or {}
    name = str(order.get("field", "CREATED_AT"))
    field = _ORDERS.get(name, name.lower())

    def key(record: Any) -> Any:
        value = record.get(field) if field else None
        held = value.casefold() if field in _NAMED and isinstance(value, str) else value
        return held is not None, held if held is not None else 0, record.created_at if not field else "", record.rid

    if not field:
        made = sorted(found, key=lambda record: (record.get("created_at") or "", record.rid))
    else:
        made = sorted(found, key=key)
    return made[::-1] if order.get("direction") == "DESC" else made


def state_of(call: Call, issue: Issue) -> str:
    """The state of an issue or pull request as the graph names it."""
    merged = issue.pull is not None and call.get(PullRequest, issue.pull).merged_at is not None
    return "MERGED" if merged else issue.state.upper()


def narrowed(call: Call, found: list[Issue], given: dict[str, Any]) -> list[Issue]:
    """The issues or pull requests that the arguments of a list let through."""
    by = given.get("filterBy") or {}
    states = given.get("states") or by.get("states")
    if states:
        found = [each for each in found if state_of(call, each) in states]
    names = {name.casefold() for name in [*(given.get("labels") or ()), *(by.get("labels") or ())]}
    if names:
        found = [e for e in found if names & {call.get(Label, id).name.casefold() for id in e.labels}]
    for name, field in (("headRefName", "head_ref"), ("baseRefName", "base_ref")):
        if given.get(name):
            found = [e for e in found if e.pull and call.get(PullRequest, e.pull).get(field) == given[name]]
    return _filtered(call, found, by) if by else found


def _filtered(call: Call, found: list[Issue], by: dict[str, Any]) -> list[Issue]:
    if by.get("createdBy"):
        person = call.find(User, login=by["createdBy"])
        found = [each for each in found if person is not None and each.user == person.id]
    if "assignee" in by:
        found = _assigned(call, found, by["assignee"])
    if by.get("mentioned"):
        found = [each for each in found if _mentions(call, each, by["mentioned"])]
    for name, field in (("milestone", "id"), ("milestoneNumber", "number")):
        if name in by:
            found = [each for each in found if _stands_in(call, each, field, by[name])]
    if by.get("since"):
        found = [each for each in found if each.updated_at >= by["since"]]
    if by.get("viewerSubscribed"):
        found = [each for each in found if _subscribed(call, each)]
    return found


def _assigned(call: Call, found: list[Issue], login: str | None) -> list[Issue]:
    """Those of a person, of nobody (None), or of anybody (`*`)."""
    if login is None or login == "*":
        return [each for each in found if bool(each.assignees) is (login == "*")]
    person = call.find(User, login=login)
    return [each for each in found if person is not None and person.id in each.assignees]


def _mentions(call: Call, issue: Issue, login: str) -> bool:
    texts = [issue.body, *(comment.body for comment in call.all(Comment, {"issue": issue.id}))]
    return any(user.login.casefold() == login.casefold() for text in texts for user in people(call, text))


def _stands_in(call: Call, issue: Issue, field: str, wanted: str | None) -> bool:
    """Whether an issue is in the milestone of that id or number, in none (None), or in any (`*`)."""
    if wanted is None or wanted == "*":
        return (issue.milestone is not None) is (wanted == "*")
    held = call.peek(Milestone, issue.milestone)
    return held is not None and str(held.get(field)) == wanted


def _subscribed(call: Call, issue: Issue) -> bool:
    if call.actor is None:
        return False
    held = call.find(Thread, user=call.actor.id, subject=subject_of(issue))
    return issue.user == call.actor.id or (held is not None and bool(held.subscribed or held.reason))


def seen(call: Call, found: list[Repository], given: dict[str, Any]) -> list[Repository]:
    """The repositories that the caller may see and the arguments of a list let through."""
    found = [each for each in found if permission(call, each) is not None]
    wanted = given.get("privacy") or given.get("visibility")
    if wanted:
        found = [each for each in found if each.private is (wanted != "PUBLIC")]
    for name, field in (("isFork", "fork"), ("isArchived", "archived"), ("hasIssuesEnabled", "has_issues")):
        if given.get(name) is not None:
            found = [each for each in found if each.get(field) is given[name]]
    if given.get("isLocked"):
        return []
    return ordered(found, given)


def issues_in(call: Call, where: dict[str, Any], pulls: bool) -> list[Issue]:
    """Issues, or pull requests, in repositories that the caller may see."""
    found = [each for each in call.all(Issue, where) if (each.pull is not None) is pulls]
    return [each for each in found if permission(call, call.get(Repository, each.repository)) is not None]

"""Filters that say more than one field holds, and what of private teams is seen; https://linear.app/developers/filtering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import restricts, rewrites
from clonery.server.problems import NotFound

from ..lookups import find, hidden_teams
from ..records.work import Issue

if TYPE_CHECKING:
    from clonery.server.call import Call


@rewrites("User.isMe")
def is_me(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    own = call.actor.id if call.actor is not None else ""
    return {"id": {"eq" if wanted(given) else "neq": own}}


@rewrites("Issue.id")
def issue_id(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """Identifiers stand for ids."""
    made: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, list):
            made[name] = [_id(call, each) for each in value]
        else:
            made[name] = _id(call, value) if isinstance(value, str) else value
    return {"id": made}


def _id(call: Call, value: str) -> str:
    try:
        return str(find(call, Issue, value).id)
    except NotFound:
        return value


@rewrites("Document.searchableContent")
def written(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _texts(given, "title", "content")


@rewrites("Issue.searchableContent")
def content(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _texts(given, "title", "description")


@rewrites("Project.searchableContent", "Initiative.searchableContent")
def described(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _texts(given, "name", "description")


def _texts(given: dict[str, Any], *fields: str) -> dict[str, Any]:
    """Words that any, or none, of some fields contains."""
    parts: list[dict[str, Any]] = []
    if given.get("contains") is not None:
        parts.append({"or": [{field: {"containsIgnoreCase": given["contains"]}} for field in fields]})
    if given.get("notContains") is not None:
        parts += [{field: {"notContainsIgnoreCase": given["notContains"]}} for field in fields]
    return {"and": parts}


def wanted(given: dict[str, Any]) -> bool:
    return given.get("eq") is not False if "neq" not in given else given["neq"] is not True


def _related(link: str, kind: str, given: dict[str, Any]) -> dict[str, Any]:
    return {link: {"some" if wanted(given) else "none": {"type": {"eq": kind}}}}


@rewrites("Issue.hasBlockingRelations")
def blocking(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _related("relations", "blocks", given)


@rewrites("Issue.hasBlockedByRelations")
def blocked(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _related("inverseRelations", "blocks", given)


@rewrites("Issue.hasDuplicateRelations")
def duplicated(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return _related("relations", "duplicate", given)


@rewrites("Issue.hasRelatedRelations")
def related(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    parts = [{link: {"some": {"type": {"eq": "related"}}}} for link in ("relations", "inverseRelations")]
    if wanted(given):
        return {"or": parts}
    return {"and": [_related(link, "related", given) for link in ("relations", "inverseRelations")]}


@rewrites("Cycle.isActive")
def active(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    if wanted(given):
        return {"startsAt": {"lte": call.now}, "endsAt": {"gt": call.now}}
    return {"or": [{"startsAt": {"gt": call.now}}, {"endsAt": {"lte": call.now}}]}


@rewrites("Cycle.isFuture")
def future(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return {"startsAt": {"gt" if wanted(given) else "lte": call.now}}


@rewrites("Cycle.isPast")
def past(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    return {"endsAt": {"lte" if wanted(given) else "gt": call.now}}


@rewrites("Project.state")
def state(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """The name that the type of a status had before there were statuses."""
    return {"status": {"type": given}}


@restricts("Issue", "Cycle", "WorkflowState", "Document", "IssueLabel")
def of_seen_teams(call: Call) -> dict[str, Any] | None:
    hidden = hidden_teams(call)
    return {"teamId": {"nin": hidden}} if hidden else None


@restricts("Project")
def of_some_seen_team(call: Call) -> dict[str, Any] | None:
    hidden = hidden_teams(call)
    return {"or": [{"teams": {"length": {"eq": 0}}}, {"teams": {"some": {"id": {"nin": hidden}}}}]} if hidden else None


@restricts("Team")
def seen_teams(call: Call) -> dict[str, Any] | None:
    hidden = hidden_teams(call)
    return {"id": {"nin": hidden}} if hidden else None


@restricts("Comment", "Attachment", "Reaction", "IssueRelation", "IssueHistory")
def of_seen_issues(call: Call) -> dict[str, Any] | None:
    hidden = hidden_teams(call)
    return {"or": [{"issueId": {"null": True}}, {"issue": {"teamId": {"nin": hidden}}}]} if hidden else None

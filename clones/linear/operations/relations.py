"""Relations between issues: blocks, duplicate, related; https://linear.app/docs/issue-relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid

from .. import issuing, trail
from ..changes import change, create, payload, remove
from ..lookups import find
from ..records.work import Issue, IssueRelation
from .issues import change_issue

if TYPE_CHECKING:
    from clonery.server.call import Call

SHORT = {"blocks": "b", "duplicate": "d", "related": "r", "similar": "s"}


def relate(call: Call, given: dict[str, Any]) -> IssueRelation:
    """A new relation; a duplicate leaves the work to the issue that it repeats. Raises Invalid, NotFound."""
    issue, other = find(call, Issue, given["issueId"]), find(call, Issue, given["relatedIssueId"])
    if issue.id == other.id:
        raise Invalid("An issue can not be related to itself")
    same = {"issueId": issue.id, "relatedIssueId": other.id, "type": given["type"]}
    known = call.first(IssueRelation, same)
    if known is not None:
        return known
    made = create(call, IssueRelation, given, **same)
    trail.related(call, issue, other.identifier, f"a{SHORT[made.type]}")
    if made.type == "duplicate":
        state = issuing.state_of_type(call, issue.teamId, "duplicate", "canceled")
        if state is not None:
            change_issue(call, issue, {"stateId": state.id})
    return made


@operation("issueRelationCreate")
def create_relation(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, relate(call, input))


@operation("issueRelationUpdate")
def update_relation(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change(call, find(call, IssueRelation, id), input))


@operation("issueRelationDelete")
def delete_relation(call: Call, id: str) -> dict[str, Any]:
    relation = find(call, IssueRelation, id)
    issue, other = call.get(Issue, relation.issueId), call.get(Issue, relation.relatedIssueId)
    remove(call, relation)
    trail.related(call, issue, other.identifier, f"r{SHORT.get(relation.type, 'r')}")
    return payload(call, relation)

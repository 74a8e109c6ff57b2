"""The queries and mutations that clients use most, by the same operations as REST; https://docs.github.com/graphql/reference/queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers
from clonery.server.problems import NotFound
from clonery.server.state import clock

from ..composing import run
from ..lookups import find_repository, me
from ..records.issues import Comment, Issue, Label, Milestone
from ..records.people import User
from ..records.repositories import Repository
from . import nodes
from .nodes import missing

if TYPE_CHECKING:
    from clonery.server.call import Call

HOUR = 3600 * clock.MICROSECONDS


@answers("query.viewer")
def viewer(call: Call) -> User:
    return me(call)


@answers("query.repository")
def repository(call: Call, owner: str, name: str, **given: Any) -> Repository:
    try:
        return find_repository(call, owner, name)
    except NotFound:
        raise missing(f"Could not resolve to a Repository with the name '{owner}/{name}'.") from None


@answers("query.user", "query.organization", "query.repositoryOwner")
def account(call: Call, login: str) -> User:
    found, wanted = call.find(User, login=login), call.operation and call.operation.entry["graphql"]["field"]
    kind = {"user": "User", "organization": "Organization"}.get(str(wanted), "")
    if found is None or (kind and found.type != kind):
        raise missing(f"Could not resolve to a {kind or 'RepositoryOwner'} with the login of '{login}'.")
    return found


@answers("query.node")
def node(call: Call, id: str) -> Any:
    return nodes.find(call, id)


@answers("query.nodes")
def several(call: Call, ids: list[str]) -> list[Any]:
    return [nodes.find(call, id) for id in ids]


@answers("query.rateLimit")
def rate_limit(call: Call, **given: Any) -> dict[str, Any]:
    reset = call.moment - call.moment % HOUR + HOUR
    used = call.session.opened.usage.get(("graphql", call.credential.token if call.credential else ""), [1, 0])[0]
    return {
        "cost": 1,
        "limit": 5000,
        "remaining": 5000 - used,
        "used": used,
        "nodeCount": 0,
        "resetAt": clock.iso(reset),
    }


def _of(call: Call, issue: Issue) -> dict[str, Any]:
    """The names by which REST calls an issue."""
    where = call.get(Repository, issue.repository)
    return {"owner": call.get(User, where.owner).login, "repo": where.name, "issue_number": issue.number}


def _names(call: Call, ids: list[str] | None, kind: type[Any], field: str) -> list[str] | None:
    """What REST calls the things of these node ids."""
    if ids is None:
        return None
    found = [nodes.find(call, id) for id in ids]
    return [each.get(field) for each in found if isinstance(each, kind)]


def _again(call: Call, issue: Issue, input: dict[str, Any], name: str = "issue") -> dict[str, Any]:
    return {name: call.get(Issue, issue.id), "clientMutationId": input.get("clientMutationId")}


@answers("mutation.createIssue")
def create_issue(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    where: Repository = nodes.find(call, input["repositoryId"])
    milestone: Milestone | None = nodes.find(call, input["milestoneId"]) if input.get("milestoneId") else None
    made = run(
        call, "issues/create", owner=call.get(User, where.owner).login, repo=where.name, title=input["title"],
        body=input.get("body"), labels=_names(call, input.get("labelIds"), Label, "name"),
        assignees=_names(call, input.get("assigneeIds"), User, "login"),
        milestone=milestone.number if milestone else None,
    )  # fmt: skip
    return _again(call, made, input)


@answers("mutation.updateIssue")
def update_issue(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["id"])
    changes = {name: input[name] for name in ("title", "body") if input.get(name) is not None}
    if input.get("state"):
        changes["state"] = input["state"].lower()
    if input.get("labelIds") is not None:
        changes["labels"] = _names(call, input["labelIds"], Label, "name")
    if input.get("assigneeIds") is not None:
        changes["assignees"] = _names(call, input["assigneeIds"], User, "login")
    run(call, "issues/update", **_of(call, issue), **changes)
    return _again(call, issue, input)


@answers("mutation.closeIssue")
def close_issue(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["issueId"])
    reason = (input.get("stateReason") or "COMPLETED").lower()
    run(call, "issues/update", **_of(call, issue), state="closed", state_reason=reason)
    return _again(call, issue, input)


@answers("mutation.reopenIssue")
def reopen_issue(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["issueId"])
    run(call, "issues/update", **_of(call, issue), state="open")
    return _again(call, issue, input)


@answers("mutation.addComment")
def add_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["subjectId"])
    comment: Comment = run(call, "issues/create-comment", **_of(call, issue), body=input["body"])
    return {**_again(call, issue, input, "subject"), "commentEdge": {"node": comment, "cursor": "MQ=="}}


@answers("mutation.addLabelsToLabelable")
def add_labels(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["labelableId"])
    run(call, "issues/add-labels", **_of(call, issue), labels=_names(call, input["labelIds"], Label, "name"))
    return _again(call, issue, input, "labelable")


@answers("mutation.removeLabelsFromLabelable")
def remove_labels(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["labelableId"])
    for name in _names(call, input["labelIds"], Label, "name") or ():
        run(call, "issues/remove-label", **_of(call, issue), name=name)
    return _again(call, issue, input, "labelable")


@answers("mutation.addAssigneesToAssignable")
def add_assignees(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["assignableId"])
    run(call, "issues/add-assignees", **_of(call, issue), assignees=_names(call, input["assigneeIds"], User, "login"))
    return _again(call, issue, input, "assignable")


@answers("mutation.mergePullRequest")
def merge(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue: Issue = nodes.find(call, input["pullRequestId"])
    there = {key: value for key, value in _of(call, issue).items() if key != "issue_number"}
    run(
        call, "pulls/merge", **there, pull_number=issue.number, commit_title=input.get("commitHeadline"),
        commit_message=input.get("commitBody"), sha=input.get("expectedHeadOid"),
        merge_method=(input.get("mergeMethod") or "MERGE").lower(),
    )  # fmt: skip
    return _again(call, issue, input, "pullRequest")

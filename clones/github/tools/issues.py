"""Tools for issues: one tool reads, one writes, each by its `method`; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool
from clonery.server.problems import Flaw, Invalid
from clonery.server.state.query import Op, gte

from ..composing import enter, paged, run
from ..lookups import find_issue, find_label, find_repository
from ..records.issues import Issue
from ..refusals import Unprocessable
from ..times import stamp
from .lists import offset_of, page_info, picked, shown

_READS = {
    "get": "issues/get", "get_comments": "issues/list-comments", "get_sub_issues": "issues/list-sub-issues",
    "get_parent": "issues/get-parent", "get_labels": "issues/list-labels-on-issue",
}  # fmt: skip
_SUB = {
    "add": "issues/add-sub-issue", "remove": "issues/remove-sub-issue",
    "reprioritize": "issues/reprioritize-sub-issue",
}  # fmt: skip
_WAITING = {
    "get_blocked_by": "issues/list-dependencies-blocked-by", "get_blocking": "issues/list-dependencies-blocking",
}  # fmt: skip
_ORDERS = {"CREATED_AT": "created_at", "UPDATED_AT": "updated_at", "COMMENTS": "comments"}


@tool("issue_read")
def read(
    call: Call, method: str, owner: str, repo: str, issue_number: int, page: int | None = None,
    perPage: int | None = None,
) -> Any:  # fmt: skip
    """One issue, or its comments, parts, whole or labels."""
    paged(call, page, perPage)
    return run(call, _READS[method], owner=owner, repo=repo, issue_number=issue_number)


@tool("issue_write")
def write(
    call: Call, method: str, owner: str, repo: str, issue_number: int | None = None, title: str | None = None,
    duplicate_of: int | None = None, issue_fields: Any = None, **fields: Any,
) -> Issue:  # fmt: skip
    """Open an issue, or change one."""
    there = {"owner": owner, "repo": repo, "title": title}
    if method == "create":
        if title is None:
            raise _missing("title")
        opening = {
            name: fields[name] for name in ("body", "labels", "assignees", "milestone", "type") if name in fields
        }
        made: Issue = run(call, "issues/create", **there, **opening)
        return made
    if issue_number is None:
        raise _missing("issue_number")
    return _changed(call, there | fields, issue_number, duplicate_of)


def _missing(name: str) -> Invalid:
    return Invalid(flaws=(Flaw((name,), "required", None, name),))


def _changed(call: Call, fields: dict[str, Any], number: int, duplicate_of: int | None) -> Issue:
    if duplicate_of is not None:
        find_issue(call, fields["owner"], fields["repo"], duplicate_of)
        fields["state_reason"] = "duplicate"
    issue: Issue = run(call, "issues/update", **fields, issue_number=number)
    return issue


@tool("list_issue_types")
def list_types(call: Call, owner: str, repo: str = "") -> Any:
    """The types of an organization's issues, or of those of one repository."""
    if repo:
        return run(call, "repos/list-issue-types", owner=owner, repo=repo)
    return run(call, "orgs/list-issue-types", org=owner)


@tool("update_issue_type")
def update_type(call: Call, owner: str, repo: str, issue_number: int, issue_type: str | None) -> Issue:
    """Give an issue a type, or none."""
    made: Issue = enter(call, "issues/update").call(
        call, {"owner": owner, "repo": repo, "issue_number": issue_number, "type": issue_type}
    )  # fmt: skip
    return made


@tool("update_issue_state")
def update_state(
    call: Call, owner: str, repo: str, issue_number: int, state: str, state_reason: str | None = None,
    duplicate_of: int | None = None,
) -> Issue:  # fmt: skip
    """Close or reopen an issue."""
    fields = {"owner": owner, "repo": repo, "state": state, "state_reason": state_reason}
    return _changed(call, fields, issue_number, duplicate_of)


@tool("list_issues")
def list_issues(
    call: Call, owner: str, repo: str, state: str = "", labels: list[str] | None = None, orderBy: str = "CREATED_AT",
    direction: str = "DESC", since: str = "", after: str = "", perPage: int | None = None,
    fields: list[str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The issues of a repository, pull requests left out; those that have any of the labels."""
    repository = find_repository(call, owner, repo)
    paged(call, 1, perPage)
    call.paging.offset = offset_of(after)
    where: dict[str, Any] = {"repository": repository.id, "pull": None}
    if state:
        where["state"] = state.lower()
    if since:
        where["updated_at"] = gte(stamp(since, "Issue", "since"))
    if labels:
        found = [label.id for label in (find_label(call, repository, name) for name in labels) if label]
        marks = ",".join("?" * len(found))
        where["labels"] = Op(f"(SELECT 1 FROM json_each({{}}) WHERE value IN ({marks})) = 1", tuple(found))
    page = call.page(Issue, where, ("-" if direction == "DESC" else "") + _ORDERS[orderBy])
    return {"issues": picked(shown(call, page), fields), "totalCount": page.total, "pageInfo": page_info(page)}


@tool("add_issue_comment")
def comment(
    call: Call, owner: str, repo: str, issue_number: int, body: str | None = None, reaction: str | None = None,
    comment_id: int | None = None,
) -> Any:  # fmt: skip
    """Say something to an issue, react to it or to one of its comments, or both."""
    there = {"owner": owner, "repo": repo}
    if body is None and reaction is None:
        raise Unprocessable("at least one of body or reaction is required")
    said = None if body is None else run(call, "issues/create-comment", **there, issue_number=issue_number, body=body)
    if reaction is None:
        return said
    if comment_id is None:
        given = run(call, "reactions/create-for-issue", **there, issue_number=issue_number, content=reaction)
    else:
        given = run(call, "reactions/create-for-issue-comment", **there, comment_id=comment_id, content=reaction)
    return given if said is None else {"comment": said, "reaction": given}


@tool("sub_issue_write")
def write_sub_issue(
    call: Call, method: str, owner: str, repo: str, issue_number: int, sub_issue_id: int,
    replace_parent: bool | None = None, after_id: int | None = None, before_id: int | None = None,
) -> Issue:  # fmt: skip
    """Make an issue a part of another, take it out, or give it another place."""
    name = _SUB.get(method.lower())
    if name is None:
        raise Unprocessable(f"unknown method: {method}")
    more: dict[str, Any] = {"after_id": after_id, "before_id": before_id} if method == "reprioritize" else {}
    if method == "add":
        more["replace_parent"] = replace_parent
    made: Issue = run(
        call, name, owner=owner, repo=repo, issue_number=issue_number, sub_issue_id=sub_issue_id, **more
    )  # fmt: skip
    return made


@tool("issue_dependency_read")
def read_dependencies(
    call: Call, method: str, owner: str, repo: str, issue_number: int, page: int | None = None,
    perPage: int | None = None,
) -> Any:  # fmt: skip
    """What an issue waits for, or what waits for it."""
    paged(call, page, perPage)
    return run(call, _WAITING[method], owner=owner, repo=repo, issue_number=issue_number)


@tool("issue_dependency_write")
def write_dependency(
    call: Call, method: str, owner: str, repo: str, issue_number: int, type: str, related_issue_number: int,
    related_owner: str | None = None, related_repo: str | None = None,
) -> Issue:  # fmt: skip
    """Let one issue wait for another, or no longer."""
    there = (owner, repo, issue_number)
    other = (related_owner or owner, related_repo or repo, related_issue_number)
    blocked, blocking = (there, other) if type == "blocked_by" else (other, there)
    _, issue = find_issue(call, *blocking)
    name = "issues/add-blocked-by-dependency" if method == "add" else "issues/remove-dependency-blocked-by"
    made: Issue = run(call, name, owner=blocked[0], repo=blocked[1], issue_number=blocked[2], issue_id=issue.id)
    return made

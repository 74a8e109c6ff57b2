"""Comments of issues; https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.record import Record

from .. import adf, issues

if TYPE_CHECKING:
    from clonery.server.call import Call


@operation("addComment")
def add_comment(
    call: Call, issueIdOrKey: str, body: Any = None, visibility: Any = None, **given: Any
) -> dict[str, Any]:
    """POST /rest/api/3/issue/{issueIdOrKey}/comment"""
    issue = issues.find(call, issueIdOrKey)
    more = {"visibility": visibility} if visibility else {}
    return issues.show_comment(call, issues.comment(call, issue, body, **more), issue)


@operation("getComments")
def get_comments(call: Call, issueIdOrKey: str, orderBy: str = "created", **given: Any) -> dict[str, Any]:
    """GET /rest/api/3/issue/{issueIdOrKey}/comment"""
    issue = issues.find(call, issueIdOrKey)
    page = call.slice(issues.comments(call, issue)[:: -1 if orderBy.startswith("-") else 1])
    shown = [issues.show_comment(call, each, issue) for each in page.items]
    return {"startAt": page.paging.offset, "maxResults": page.paging.limit, "total": page.total, "comments": shown}


@operation("getComment")
def get_comment(call: Call, issueIdOrKey: str, id: str, **given: Any) -> dict[str, Any]:
    """GET /rest/api/3/issue/{issueIdOrKey}/comment/{id}"""
    issue = issues.find(call, issueIdOrKey)
    return issues.show_comment(call, _find(call, issue, id), issue)


@operation("updateComment")
def update_comment(call: Call, issueIdOrKey: str, id: str, body: Any = None, **given: Any) -> dict[str, Any]:
    """PUT /rest/api/3/issue/{issueIdOrKey}/comment/{id}"""
    issue = issues.find(call, issueIdOrKey)
    record = _find(call, issue, id)
    if not body:
        raise issues.refused(comment="Comment body can not be empty!")
    return issues.show_comment(call, call.update(record, body=adf.kept(body), updated=call.now), issue)


@operation("deleteComment")
def delete_comment(call: Call, issueIdOrKey: str, id: str, **given: Any) -> None:
    """DELETE /rest/api/3/issue/{issueIdOrKey}/comment/{id}"""
    call.delete(_find(call, issues.find(call, issueIdOrKey), id))


def _find(call: Call, issue: Record, id: str) -> Record:
    found = next((made for made in issues.comments(call, issue) if str(made.id) == str(id)), None)
    if found is None:
        raise NotFound(f"Can not find a comment for the id: {id}.", kind="comment", id=id)
    return found

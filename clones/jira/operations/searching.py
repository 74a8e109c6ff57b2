"""Search by JQL, and what the server says of itself; https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid

from .. import issues, jql

if TYPE_CHECKING:
    from clonery.server.call import Call

PAGE, LIMIT = 50, 100


@operation("searchForIssuesUsingJql", "searchForIssuesUsingJqlPost")
def search(call: Call, jql: str = "", fields: Any = (), **given: Any) -> dict[str, Any]:
    """GET /rest/api/3/search"""
    page = call.slice(_found(call, jql))
    shown = [issues.show(call, issue, fields, whole=bool(fields)) for issue in page.items]
    return {
        "expand": "schema,names", "startAt": page.paging.offset, "maxResults": page.paging.limit, "total": page.total,
        "issues": shown,
    }  # fmt: skip


def _found(call: Call, text: str) -> list[Any]:
    return jql.found(call, text)


@operation("searchAndReconsileIssuesUsingJql", "searchAndReconsileIssuesUsingJqlPost")
def enhanced_search(
    call: Call, jql: str = "", nextPageToken: str | None = None, fields: Any = (), **given: Any
) -> dict[str, Any]:
    """GET /rest/api/3/search/jql"""
    asked = call.arguments.get("maxResults")
    limit = min(asked, LIMIT) if isinstance(asked, int) and asked > 0 else PAGE
    if not str(nextPageToken or 0).isdecimal():
        raise Invalid("The provided next page token is invalid or expired.")
    start, found = int(nextPageToken or 0), _found(call, jql)
    page = found[start:][:limit]
    if fields:
        shown = [issues.show(call, issue, fields) for issue in page]
    else:
        shown = [{"id": str(issue.id)} for issue in page]
    made: dict[str, Any] = {"issues": shown, "isLast": len(found) <= start + limit}
    return made if made["isLast"] else {**made, "nextPageToken": str(start + limit)}


@operation("countIssues")
def count_issues(call: Call, jql: str = "") -> dict[str, int]:
    """POST /rest/api/3/search/approximate-count"""
    return {"count": len(_found(call, jql))}


@operation("getServerInfo")
def server_info(call: Call) -> dict[str, Any]:
    """GET /rest/api/3/serverInfo"""
    return {
        "baseUrl": call.base, "version": "1001.0.0-SNAPSHOT", "versionNumbers": [1001, 0, 0], "deploymentType": "Cloud",
        "buildNumber": 100_300, "buildDate": "2026-01-05T00:00:00.000+0000", "serverTime": call.now,
        "scmInfo": "0" * 40, "serverTitle": "Jira",
    }  # fmt: skip

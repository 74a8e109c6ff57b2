"""Who watches an issue; https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-watchers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import NotFound

from .. import issues, links

if TYPE_CHECKING:
    from clonery.server.call import Call


def _watching(call: Call, issueIdOrKey: str) -> tuple[Any, list[str]]:
    issue = issues.find(call, issueIdOrKey)
    return issue, list(issue.get("_watchers") or ())


def _me(call: Call) -> str:
    return "" if call.actor is None else str(call.actor.get("accountId") or call.actor.id)


@operation("getIssueWatchers")
def get_watchers(call: Call, issueIdOrKey: str) -> dict[str, Any]:
    """GET /rest/api/3/issue/{issueIdOrKey}/watchers"""
    issue, watching = _watching(call, issueIdOrKey)
    people = [issues.person(call, {"accountId": id}) for id in watching]
    shown = [{"self": f"{links.api(call)}/user?accountId={each['accountId']}", **each} for each in people if each]
    return {
        "self": f"{links.api(call)}/issue/{issue.get('key')}/watchers", "isWatching": _me(call) in watching,
        "watchCount": len(shown), "watchers": shown,
    }  # fmt: skip


@operation("addWatcher")
def add_watcher(call: Call, issueIdOrKey: str, body: str = "") -> None:
    """POST /rest/api/3/issue/{issueIdOrKey}/watchers"""
    issue, watching = _watching(call, issueIdOrKey)
    who = issues.person(call, body) if body else {"accountId": _me(call)}
    assert who is not None
    if who["accountId"] not in watching:
        call.update(issue, _watchers=[*watching, who["accountId"]])


@operation("removeWatcher")
def remove_watcher(call: Call, issueIdOrKey: str, **given: Any) -> None:
    """DELETE /rest/api/3/issue/{issueIdOrKey}/watchers"""
    issue, watching = _watching(call, issueIdOrKey)
    who = given.get("accountId") or given.get("username") or _me(call)
    if who not in watching:
        raise NotFound("The user is not watching this issue.", kind="watcher", id=who)
    call.update(issue, _watchers=[each for each in watching if each != who])

"""Tools for notifications, and for what one hears of; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool
from clonery.server.problems import NotFound

from ..composing import paged, run

_THREADS = {
    "ignore": ("activity/set-thread-subscription", {"ignored": True}),
    "watch": ("activity/set-thread-subscription", {"ignored": False}),
    "delete": ("activity/delete-thread-subscription", {}),
}  # fmt: skip
_REPOSITORIES: dict[str, tuple[str, dict[str, Any]]] = {
    "ignore": ("activity/set-repo-subscription", {"ignored": True}),
    "watch": ("activity/set-repo-subscription", {"ignored": False, "subscribed": True}),
    "delete": ("activity/delete-repo-subscription", {}),
}


@tool("list_notifications")
def list_notifications(
    call: Call, filter: str = "default", owner: str = "", repo: str = "", since: str | None = None,
    before: str | None = None, page: int | None = None, perPage: int | None = None,
) -> Any:  # fmt: skip
    """The caller's notifications, of one repository if it is named."""
    paged(call, page, perPage)
    asked = {
        "all": filter == "include_read_notifications", "participating": filter == "only_participating", "since": since,
        "before": before,
    }  # fmt: skip
    if owner and repo:
        name = "activity/list-repo-notifications-for-authenticated-user"
        return run(call, name, owner=owner, repo=repo, **asked)
    return run(call, "activity/list-notifications-for-authenticated-user", **asked)


@tool("get_notification_details")
def get_details(call: Call, notificationID: str) -> Any:
    """One notification."""
    return run(call, "activity/get-thread", thread_id=_number(notificationID))


@tool("dismiss_notification")
def dismiss(call: Call, threadID: str, state: str) -> dict[str, str]:
    """Mark one as read, or as done."""
    run(call, f"activity/mark-thread-as-{state}", thread_id=_number(threadID))
    call.status = 200
    return {"message": f"Notification marked as {state}"}


def _number(text: str) -> int:
    if not text.isdecimal():
        raise NotFound(kind="thread")
    return int(text)


@tool("mark_all_notifications_read")
def mark_all(call: Call, owner: str = "", repo: str = "", lastReadAt: str | None = None) -> dict[str, str]:
    """Mark all as read, of one repository if it is named."""
    if owner and repo:
        run(call, "activity/mark-repo-notifications-as-read", owner=owner, repo=repo, last_read_at=lastReadAt)
    else:
        run(call, "activity/mark-notifications-as-read", last_read_at=lastReadAt)
    call.status = 200
    return {"message": "All notifications marked as read"}


@tool("manage_notification_subscription")
def manage(call: Call, notificationID: str, action: str) -> Any:
    """Hear of a thread, ignore it, or leave it to the usual."""
    name, fields = _THREADS[action]
    return run(call, name, thread_id=_number(notificationID), **fields) or {"message": "Subscription deleted"}


@tool("manage_repository_notification_subscription")
def manage_repository(call: Call, owner: str, repo: str, action: str) -> Any:
    """Watch a repository, ignore it, or neither."""
    name, fields = _REPOSITORIES[action]
    return run(call, name, owner=owner, repo=repo, **fields) or {"message": "Subscription deleted"}

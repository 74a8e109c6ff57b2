"""Notifications; https://docs.github.com/rest/activity/notifications."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import ne

from ...lookups import find_repository, me, permission
from ...notices import PARTICIPATING
from ...records.activity import Thread
from ...records.repositories import Repository
from ...shapes.activity import thread_subscription


@operation("activity/list-notifications-for-authenticated-user")
def list_notifications(
    call: Call, all: bool = False, participating: bool = False, since: str = "", before: str = ""
) -> Page:
    """GET /notifications: the unread ones, unless `all` are asked for."""
    return _listed(call, {"user": me(call).id}, all, participating, since, before)


@operation("activity/list-repo-notifications-for-authenticated-user")
def list_in_repository(
    call: Call, owner: str, repo: str, all: bool = False, participating: bool = False, since: str = "", before: str = ""
) -> Page:
    """GET /repos/{owner}/{repo}/notifications"""
    where = {"user": me(call).id, "repository": find_repository(call, owner, repo).id}
    return _listed(call, where, all, participating, since, before)


def _listed(call: Call, where: dict[str, Any], all: bool, participating: bool, since: str, before: str) -> Page:
    where |= {"done": False, "reason": ne(None)}
    if not all:
        where["unread"] = True
    call.headers.append(("X-Poll-Interval", "60"))
    found = [
        thread
        for thread in call.all(Thread, where, "-updated_at")
        if (not participating or thread.reason in PARTICIPATING)
        and (not since or thread.updated_at >= since)
        and (not before or thread.updated_at < before)
        and permission(call, call.get(Repository, thread.repository)) is not None
    ]
    return call.slice(found)


@operation("activity/mark-notifications-as-read")
def mark_all(call: Call, last_read_at: str = "", read: bool = True) -> None:
    """PUT /notifications"""
    _mark(call, {"user": me(call).id}, last_read_at, read)


@operation("activity/mark-repo-notifications-as-read")
def mark_in_repository(call: Call, owner: str, repo: str, last_read_at: str = "") -> None:
    """PUT /repos/{owner}/{repo}/notifications"""
    _mark(call, {"user": me(call).id, "repository": find_repository(call, owner, repo).id}, last_read_at, True)


def _mark(call: Call, where: dict[str, Any], last_read_at: str, read: bool) -> None:
    """Mark what was told up to a time, by default up to now; 205."""
    until = last_read_at or str(call.now)
    for thread in call.all(Thread, {**where, "unread": read}):
        if thread.updated_at <= until:
            call.update(thread, unread=not read, last_read_at=until if read else None)
    call.status = 205


@operation("activity/get-thread")
def get_thread(call: Call, thread_id: int) -> Thread:
    """GET /notifications/threads/{thread_id}"""
    found = call.get(Thread, thread_id)
    if found.user != me(call).id or permission(call, call.get(Repository, found.repository)) is None:
        raise NotFound(kind="thread")
    return found


@operation("activity/mark-thread-as-read")
def mark_thread(call: Call, thread_id: int) -> None:
    """PATCH /notifications/threads/{thread_id}"""
    call.update(get_thread(call, thread_id), unread=False, last_read_at=call.now)
    call.status = 205


@operation("activity/mark-thread-as-done")
def finish_thread(call: Call, thread_id: int) -> None:
    """DELETE /notifications/threads/{thread_id}: off the list until something new happens."""
    call.update(get_thread(call, thread_id), done=True, unread=False, last_read_at=call.now)


@operation("activity/get-thread-subscription-for-authenticated-user")
def get_subscription(call: Call, thread_id: int) -> dict[str, Any]:
    """GET /notifications/threads/{thread_id}/subscription"""
    found = get_thread(call, thread_id)
    if found.subscribed is False:
        raise NotFound(kind="thread_subscription")
    return thread_subscription(call, found)


@operation("activity/set-thread-subscription")
def set_subscription(call: Call, thread_id: int, ignored: bool = False) -> dict[str, Any]:
    """PUT /notifications/threads/{thread_id}/subscription"""
    found = call.update(get_thread(call, thread_id), subscribed=True, ignored=ignored, subscribed_at=call.now)
    return thread_subscription(call, found)


@operation("activity/delete-thread-subscription")
def delete_subscription(call: Call, thread_id: int) -> None:
    """DELETE /notifications/threads/{thread_id}/subscription: silent until the person is named or speaks again."""
    call.update(get_thread(call, thread_id), subscribed=False, ignored=False)

"""Notifications, subscriptions and events as GitHub shows them; https://docs.github.com/rest/activity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clonery.server.state.record import Record

from ..records.activity import Activity, Subscription, Thread
from ..records.issues import Issue
from ..records.people import User
from ..records.repositories import Repository
from . import shape
from .repositories import repository, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call


@shape(Subscription)
def subscription(call: Call, record: Subscription, whole: bool) -> dict[str, Any]:
    """How the caller watches a repository."""
    url = repository_url(call, record.repository)
    return {
        "subscribed": record.subscribed, "ignored": record.ignored, "reason": None, "created_at": record.created_at,
        "url": f"{url}/subscription", "repository_url": url,
    }  # fmt: skip


@shape(Thread)
def thread(call: Call, record: Thread, whole: bool) -> dict[str, Any]:
    """A notification."""
    url = f"{call.base}/notifications/threads/{record.id}"
    return {
        "id": str(record.id), "unread": record.unread, "reason": record.reason, "updated_at": record.updated_at,
        "last_read_at": record.last_read_at, "subject": subject(call, record),
        "repository": repository(call, call.get(Repository, record.repository), False), "url": url,
        "subscription_url": f"{url}/subscription",
    }  # fmt: skip


_COMMENTS = {
    "issue_comment": "issues/comments", "commit_comment": "comments", "pull_request_review_comment": "pulls/comments",
}  # fmt: skip


def subject(call: Call, record: Thread) -> dict[str, Any]:
    """What a notification is about, and the last word on it."""
    place = repository_url(call, record.repository)
    kind, _, id = record.subject.partition("/")
    about = call.peek(call.clone.kind(kind), int(id))
    if isinstance(about, Issue):
        title, type = about.title, "Issue" if about.pull is None else "PullRequest"
        url = f"{place}/{'issues' if about.pull is None else 'pulls'}/{about.number}"
    else:
        title = (about.get("name") or about.get("tag_name") or "") if about else ""
        type, url = kind.title(), f"{place}/{kind}s/{id}"
    latest = url
    if record.latest_comment:
        event, _, number = record.latest_comment.partition("/")
        latest = f"{place}/{_COMMENTS[event]}/{number}"
    return {"title": title, "url": url, "latest_comment_url": latest, "type": type}


def thread_subscription(call: Call, record: Thread) -> dict[str, Any]:
    """Whether the caller goes on hearing of a thread."""
    url = f"{call.base}/notifications/threads/{record.id}"
    return {
        "subscribed": record.subscribed is not False and not record.ignored, "ignored": record.ignored,
        "reason": record.reason if record.subscribed is None else "manual",
        "created_at": record.subscribed_at or record.updated_at, "url": f"{url}/subscription", "thread_url": url,
    }  # fmt: skip


@shape(Activity)
def event(call: Call, record: Activity, whole: bool) -> dict[str, Any]:
    """One event of the stream; what its payload names is shown as it is now, and left out where it is gone."""
    where = call.peek(Repository, record.repository)
    name = f"{call.get(User, where.owner).login}/{where.name}" if where else record.repository_name
    made = {
        "id": str(record.id), "type": record.type, "actor": actor(call, record.actor),
        "repo": {"id": record.repository, "name": name, "url": f"{call.base}/repos/{name}"},
        "payload": dict(_payload(call, record)), "public": record.public,
        "created_at": record.created_at,
    }  # fmt: skip
    if record.organization is not None:
        made["org"] = actor(call, record.organization)
    return made


def actor(call: Call, id: int) -> dict[str, Any]:
    """An account as events name it."""
    user = call.peek(User, id)
    login = user.login if user else "ghost"
    kind = "orgs" if user and user.type == "Organization" else "users"
    return {
        "id": id, "login": login, "display_login": login, "gravatar_id": "", "url": f"{call.base}/{kind}/{login}",
        "avatar_url": f"{call.base}/avatars/u/{id}?v=4",
    }  # fmt: skip


def _payload(call: Call, record: Activity) -> Iterator[tuple[str, Any]]:
    for name, value in record.payload.items():
        if not isinstance(value, list):
            yield name, value
            continue
        found = call.peek(call.clone.kind(value[0]), value[1])
        if found is not None and name == "pull_request":
            yield "number", found.get("number")
            yield name, _pull(call, found)
        elif found is not None:
            yield name, call.clone.dialect.show(call, found, False)


def _pull(call: Call, pull: Record) -> dict[str, Any]:
    """A pull request in the few words that events have for it."""
    place = repository_url(call, pull.get("repository"))
    return {
        "id": pull.id, "number": pull.get("number"), "url": f"{place}/pulls/{pull.get('number')}",
        "head": _side(call, pull, "head"), "base": _side(call, pull, "base"),
    }  # fmt: skip


def _side(call: Call, pull: Record, side: str) -> dict[str, Any]:
    id = pull.get("head_repository") if side == "head" else pull.get("repository")
    where = call.peek(Repository, id)
    short = {"id": where.id, "url": repository_url(call, where.id), "name": where.name} if where else None
    return {"ref": pull.get(f"{side}_ref"), "sha": pull.get(f"{side}_sha"), "repo": short}

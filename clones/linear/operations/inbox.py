"""The inbox, favorites and reminders of the caller; https://linear.app/docs/inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql import listing
from clonery.server.graphql.filters import Filter
from clonery.server.graphql.graph import api
from clonery.server.operation import job, operation
from clonery.server.problems import Invalid, NotFound
from clonery.server.state.record import Record

from .. import trail
from ..changes import create, payload
from ..lookups import find
from ..records.people import CustomView, Favorite, Notification
from ..records.plans import Document, Initiative, Project
from ..records.work import Cycle, Issue, IssueLabel

if TYPE_CHECKING:
    from clonery.server.call import Call

_NAMED: dict[str, tuple[type[Record], str, str]] = {
    "issueId": (Issue, "issue", "title"), "projectId": (Project, "project", "name"),
    "documentId": (Document, "document", "title"), "initiativeId": (Initiative, "initiative", "name"),
    "customViewId": (CustomView, "customView", "name"), "cycleId": (Cycle, "cycle", "name"),
    "labelId": (IssueLabel, "label", "name"),
}  # fmt: skip


def _mine(call: Call, kind: type[Record], field: str, given: dict[str, Any]) -> dict[str, Any]:
    """The caller's own records of a kind, as a connection."""
    made = api(call.clone)
    type_name = made.types[kind.KIND.name]
    own = Filter(made, call).compared(kind, field, {"eq": call.actor.id}, "r")
    return listing.page(made, call, type_name, given, tuple(own))


@operation("notifications")
def notifications(call: Call, **given: Any) -> dict[str, Any]:
    return _mine(call, Notification, "userId", given)


@operation("inboxNotifications")
def inbox(call: Call, unreadOnly: bool | None = None, **given: Any) -> dict[str, Any]:
    asked = {**given, "filter": {"readAt": {"null": True}}} if unreadOnly else given
    return _mine(call, Notification, "userId", asked)


@operation("notificationsUnreadCount")
def unread(call: Call) -> int:
    return call.count(Notification, {"userId": call.actor.id, "readAt": None, "archivedAt": None})


def _notification(call: Call, id: str) -> Notification:
    found = find(call, Notification, id)
    if found.userId != call.actor.id:
        raise NotFound(kind="notification", id=id)
    return found


@operation("notification")
def notification(call: Call, id: str) -> Notification:
    return _notification(call, id)


def _told(call: Call, made: Record) -> dict[str, Any]:
    """A payload that names a notification as such, whatever type it is of."""
    return {**payload(call), "notification": made, "entity": made}


@operation("notificationUpdate")
def update(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return _told(call, call.update(_notification(call, id), updatedAt=call.now, **input))


@operation("notificationArchive")
def put_away(call: Call, id: str) -> dict[str, Any]:
    return _told(call, call.update(_notification(call, id), archivedAt=call.now, updatedAt=call.now))


@operation("notificationUnarchive")
def take_out(call: Call, id: str) -> dict[str, Any]:
    return _told(call, call.update(_notification(call, id), archivedAt=None, updatedAt=call.now))


def _batch(call: Call, given: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Change all of the caller's notifications about one thing: that of the id, or that which is named."""
    own = call.all(Notification, {"userId": call.actor.id})
    if given.get("id"):
        about = _notification(call, given["id"]).get("issueId")
        found = [each for each in own if each.id == given["id"] or (about and each.get("issueId") == about)]
    else:
        named = {name: value for name, value in given.items() if value}
        if not named:
            raise Invalid("id or the id of a thing must be given")
        found = [each for each in own if all(each.get(name) == value for name, value in named.items())]
    made = [call.update(each, updatedAt=call.now, **changes) for each in found]
    return {**payload(call), "notifications": made}


@operation("notificationMarkReadAll")
def read_all(call: Call, input: dict[str, Any], readAt: str) -> dict[str, Any]:
    return _batch(call, input, {"readAt": readAt})


@operation("notificationMarkUnreadAll")
def unread_all(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _batch(call, input, {"readAt": None})


@operation("notificationArchiveAll")
def archive_all(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return _batch(call, input, {"archivedAt": call.now})


@operation("notificationSnoozeAll")
def snooze_all(call: Call, input: dict[str, Any], snoozedUntilAt: str) -> dict[str, Any]:
    return _batch(call, input, {"snoozedUntilAt": snoozedUntilAt})


@operation("notificationUnsnoozeAll")
def unsnooze_all(call: Call, input: dict[str, Any], unsnoozedAt: str) -> dict[str, Any]:
    return _batch(call, input, {"snoozedUntilAt": None, "unsnoozedAt": unsnoozedAt})


@operation("notificationSubscriptions")
def subscriptions(call: Call, **given: Any) -> dict[str, Any]:
    return _mine(call, call.clone.kind("notification_subscription"), "subscriberId", given)


@job("remind")
def remind(call: Call, issue: str, user: str) -> None:
    """The reminder that somebody asked for: in their inbox, at its time."""
    found = call.peek(Issue, issue)
    if found is not None:
        trail.tell(call, found, "issueReminder", [user])


@operation("favorites")
def favorites(call: Call, **given: Any) -> dict[str, Any]:
    return _mine(call, Favorite, "ownerId", given)


@operation("favoriteCreate")
def favor(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """A favorite of the caller's, named after the thing; the same thing again stays one."""
    sent = {name: value for name, value in input.items() if value is not None}
    more: dict[str, Any] = {
        "type": "folder",
        "title": sent.get("folderName", ""),
        "sortOrder": 0,
        "ownerId": call.actor.id,
    }
    for field, (kind, type_, name) in _NAMED.items():
        if field in sent:
            thing = find(call, kind, sent[field])
            sent[field] = thing.id
            more |= {"type": type_, "title": thing.get(name) or ""}
            known = call.first(Favorite, {field: thing.id, "ownerId": call.actor.id})
            if known is not None:
                return payload(call, known)
    if "predefinedViewType" in sent:
        more |= {"type": "predefinedView", "title": sent["predefinedViewType"]}
    return payload(call, create(call, Favorite, sent, **more))

"""Webhooks; https://linear.app/developers/webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from clonery.server.operation import operation
from clonery.server.problems import Forbidden, Invalid

from ..changes import change, create, payload, remove, synced
from ..lookups import find
from ..records.people import Team, Webhook

if TYPE_CHECKING:
    from clonery.server.call import Call

RESOURCES = frozenset({
    "AgentSessionEvent", "AppUserNotification", "Attachment", "AuditEntry", "Comment", "Customer", "CustomerNeed",
    "Cycle",
    "Document", "DocumentContent", "Initiative", "InitiativeUpdate", "Issue", "IssueLabel", "IssueSLA", "OAuthApp",
    "OAuthAuthorization", "PermissionChange", "Project", "ProjectLabel", "ProjectUpdate", "Reaction", "Release",
    "ReleaseNote", "Team", "User",
})  # fmt: skip


def _check(call: Call, given: dict[str, Any]) -> None:
    """Only admins have webhooks; an address is one of the web, a resource one there is. Raises Forbidden, Invalid."""
    if call.actor is not None and not call.actor.get("admin"):
        raise Forbidden("You need to be an admin to manage webhooks")
    unknown = sorted(set(given.get("resourceTypes") or ()) - RESOURCES)
    if unknown:
        raise Invalid(f"resourceTypes: {', '.join(unknown)} can not be listened to")
    parts = urlsplit(given.get("url") or "http://a")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid("url must be a URL")


@operation("webhookCreate")
def create_webhook(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """For one team, or for all public ones."""
    _check(call, input)
    if bool(input.get("teamId")) is bool(input.get("allPublicTeams")):
        raise Invalid("either teamId or allPublicTeams must be given")
    if not input["resourceTypes"]:
        raise Invalid("resourceTypes should not be empty")
    sent = {**input, "teamId": find(call, Team, input["teamId"]).id} if input.get("teamId") else input
    actor = call.actor.id if call.actor is not None else None
    more = {
        "enabled": True, "label": None, "teamId": None, "allPublicTeams": False, "creatorId": actor,
        "secret": f"lin_wh_{call.new_id(size=20)}",
    }  # fmt: skip
    return payload(call, create(call, Webhook, sent, **more))


@operation("webhookUpdate")
def update_webhook(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    _check(call, input)
    return payload(call, change(call, find(call, Webhook, id), input))


@operation("webhookDelete")
def delete_webhook(call: Call, id: str) -> dict[str, Any]:
    _check(call, {})
    webhook = find(call, Webhook, id)
    remove(call, webhook)
    return payload(call, webhook)


@operation("webhookRotateSecret")
def rotate(call: Call, id: str) -> dict[str, Any]:
    _check(call, {})
    webhook = change(call, find(call, Webhook, id), {}, secret=f"lin_wh_{call.new_id(size=20)}")
    return {"success": True, "lastSyncId": synced(call), "secret": webhook.secret}

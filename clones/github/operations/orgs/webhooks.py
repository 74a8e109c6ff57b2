"""Webhooks of organizations; https://docs.github.com/rest/orgs/webhooks."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import hook_settings
from ...hook_deliveries import again, listed, one, ping
from ...lookups import find_organization, me, owns
from ...pages import mapped
from ...records.hooks import Hook
from ...records.people import User
from ...refusals import ValidationFailed
from ...shapes.hooks import config, delivery, hook


def _owned(call: Call, org: str) -> User:
    """The organization, if the caller is one of its owners. Raises NotFound."""
    organization = find_organization(call, org)
    if not owns(call, organization.id, me(call).id):
        raise NotFound(kind="organization")
    return organization


def _find(call: Call, org: str, hook_id: int) -> Hook:
    return hook_settings.one_of(call, _owned(call, org).id, None, hook_id)


@operation("orgs/list-webhooks")
def list_webhooks(call: Call, org: str) -> Page:
    """GET /orgs/{org}/hooks"""
    found = call.page(Hook, {"owner": _owned(call, org).id, "repository": None})
    return mapped(found, lambda record: hook(call, record))


@operation("orgs/create-webhook")
def create_webhook(
    call: Call, org: str, name: str, config: dict[str, Any], events: list[str] | None = None, active: bool = True
) -> dict[str, Any]:
    """POST /orgs/{org}/hooks"""
    organization = _owned(call, org)
    if name != "web":
        raise ValidationFailed("Hook", "name", "invalid", value=name)
    wanted = ["push"] if events is None else events
    made = hook_settings.make(call, organization.id, None, config, wanted, active)
    call.headers.append(("Location", f"{call.base}/orgs/{org}/hooks/{made.id}"))
    return hook(call, made)


@operation("orgs/get-webhook")
def get_webhook(call: Call, org: str, hook_id: int) -> dict[str, Any]:
    """GET /orgs/{org}/hooks/{hook_id}"""
    return hook(call, _find(call, org, hook_id))


@operation("orgs/update-webhook")
def update_webhook(call: Call, org: str, hook_id: int, **changes: Any) -> dict[str, Any]:
    """PATCH /orgs/{org}/hooks/{hook_id}"""
    return hook(call, hook_settings.change(call, _find(call, org, hook_id), changes))


@operation("orgs/delete-webhook")
def delete_webhook(call: Call, org: str, hook_id: int) -> None:
    """DELETE /orgs/{org}/hooks/{hook_id}"""
    call.delete(_find(call, org, hook_id))


@operation("orgs/get-webhook-config-for-org")
def get_config(call: Call, org: str, hook_id: int) -> dict[str, Any]:
    """GET /orgs/{org}/hooks/{hook_id}/config"""
    return config(_find(call, org, hook_id))


@operation("orgs/update-webhook-config-for-org")
def update_config(call: Call, org: str, hook_id: int, **changes: Any) -> dict[str, Any]:
    """PATCH /orgs/{org}/hooks/{hook_id}/config"""
    found = _find(call, org, hook_id)
    return config(call.update(found, **hook_settings.settings(changes, whole=False), updated_at=call.now))


@operation("orgs/ping-webhook")
def ping_webhook(call: Call, org: str, hook_id: int) -> None:
    """POST /orgs/{org}/hooks/{hook_id}/pings"""
    ping(call, _find(call, org, hook_id))


@operation("orgs/list-webhook-deliveries")
def list_deliveries(call: Call, org: str, hook_id: int, cursor: str = "", status: str = "") -> list[dict[str, Any]]:
    """GET /orgs/{org}/hooks/{hook_id}/deliveries"""
    return listed(call, _find(call, org, hook_id), cursor, status)


@operation("orgs/get-webhook-delivery")
def get_delivery(call: Call, org: str, hook_id: int, delivery_id: int) -> dict[str, Any]:
    """GET /orgs/{org}/hooks/{hook_id}/deliveries/{delivery_id}"""
    return delivery(one(call, _find(call, org, hook_id), delivery_id))


@operation("orgs/redeliver-webhook-delivery")
def redeliver(call: Call, org: str, hook_id: int, delivery_id: int) -> dict[str, Any]:
    """POST /orgs/{org}/hooks/{hook_id}/deliveries/{delivery_id}/attempts"""
    return again(call, one(call, _find(call, org, hook_id), delivery_id))

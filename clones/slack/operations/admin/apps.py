"""Apps and emoji, as administrators let them in; https://docs.slack.dev/reference/methods?family=admin.apps."""

from __future__ import annotations

import re
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ...lookups import listed
from ...records import App, Emoji
from ...settings import administrator
from ...wording import no


@operation("admin.apps.approve", "admin.apps.restrict")
def decide(call: Call, app_id: str | None = None, request_id: str | None = None) -> dict[str, Any]:
    assert call.operation is not None
    found = call.peek(App, app_id or request_id)
    administrator(call)
    if found is None:
        raise no("app_not_found" if app_id else "invalid_request_id")
    call.update(found, approval="approved" if call.operation.name.endswith("approve") else "restricted")
    return {}


@operation("admin.apps.clearResolution")
def clear(call: Call, app_id: str) -> dict[str, Any]:
    administrator(call)
    found = call.peek(App, app_id)
    if found is None:
        raise no("app_not_found")
    call.update(found, approval="")
    return {}


def _apps(call: Call, approval: str, name: str) -> dict[str, Any]:
    administrator(call)
    rows = [
        {"app": {"id": each.id, "name": each.name}, "scopes": [{"name": scope} for scope in each.scopes],
         "date_updated": call.now}
        for each in call.all(App) if each.approval == approval
    ]  # fmt: skip
    return listed(call, name, call.slice(rows))


@operation("admin.apps.approved.list")
def approved(call: Call) -> dict[str, Any]:
    return _apps(call, "approved", "approved_apps")


@operation("admin.apps.restricted.list")
def restricted(call: Call) -> dict[str, Any]:
    return _apps(call, "restricted", "restricted_apps")


@operation("admin.apps.requests.list")
def requested(call: Call) -> dict[str, Any]:
    return _apps(call, "requested", "app_requests")


# Emoji


def _named(call: Call, name: str) -> Emoji:
    administrator(call)
    found = call.find(Emoji, name=name)
    if found is None:
        raise no("emoji_not_found")
    return found


def _free(call: Call, name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_'-]+", name):
        raise no("error_bad_name_i18n")
    if call.find(Emoji, name=name):
        raise no("error_name_taken")
    return name


@operation("admin.emoji.add")
def add_emoji(call: Call, name: str, url: str) -> dict[str, Any]:
    user = administrator(call)
    call.create(Emoji, name=_free(call, name), url=url, user=user.id, created=call.now)
    call.emit("emoji_changed", subtype="add", more={"name": name, "value": url})
    return {}


@operation("admin.emoji.addAlias")
def add_alias(call: Call, name: str, alias_for: str) -> dict[str, Any]:
    user = administrator(call)
    call.create(
        Emoji, name=_free(call, name), url=f"alias:{alias_for}", alias_for=alias_for, user=user.id, created=call.now
    )
    call.emit("emoji_changed", subtype="add", more={"name": name, "value": f"alias:{alias_for}"})
    return {}


@operation("admin.emoji.list")
def list_emoji(call: Call) -> dict[str, Any]:
    administrator(call)
    page = call.page(Emoji, total=False)
    shown = {
        each.name: {"url": each.url, "date_created": each.created, "uploaded_by": each.user} for each in page.items
    }
    page.items = list(shown)
    return listed(call, "names", page) | {"emoji": shown}


@operation("admin.emoji.remove")
def remove_emoji(call: Call, name: str) -> dict[str, Any]:
    call.delete(_named(call, name))
    call.emit("emoji_changed", subtype="remove", more={"names": [name]})
    return {}


@operation("admin.emoji.rename")
def rename_emoji(call: Call, name: str, new_name: str) -> dict[str, Any]:
    found = _named(call, name)
    call.update(found, name=_free(call, new_name))
    call.emit("emoji_changed", subtype="rename", more={"old_name": name, "new_name": new_name, "value": found.url})
    return {}

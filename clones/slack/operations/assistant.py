"""Assistants, functions, calls and apps' manifests; https://docs.slack.dev/ai."""

from __future__ import annotations

from typing import Any

import orjson

from clonery.server.call import Call
from clonery.server.operation import operation

from .. import shapes
from ..lookups import app_of, find_channel, me, message_at, team_of, words
from ..people import new_app
from ..records import App, CallRecord, ThreadState
from ..settings import keep, kept
from ..wording import no

# Threads of an assistant


def _thread(call: Call, channel_id: str, thread_ts: str) -> ThreadState:
    conversation = find_channel(call, channel_id)
    message_at(call, conversation, thread_ts, "invalid_thread_ts")
    id = f"{conversation.id}-{thread_ts}"
    found = call.peek(ThreadState, id)
    return found or call.create(ThreadState, id=id, channel=conversation.id, thread_ts=thread_ts)


@operation("assistant.threads.setStatus")
def set_status(call: Call, channel_id: str, thread_ts: str, status: str) -> dict[str, Any]:
    call.update(_thread(call, channel_id, thread_ts), status=status)
    return {}


@operation("assistant.threads.setTitle")
def set_title(call: Call, channel_id: str, thread_ts: str, title: str) -> dict[str, Any]:
    call.update(_thread(call, channel_id, thread_ts), title=title)
    return {}


@operation("assistant.threads.setSuggestedPrompts")
def set_prompts(
    call: Call, channel_id: str, prompts: list[dict[str, Any]], thread_ts: str | None = None, title: str | None = None
) -> dict[str, Any]:
    if not prompts or len(prompts) > 4 or not all({"title", "message"} <= set(each) for each in prompts):
        raise no("invalid_prompts" if prompts else "no_prompts")
    if thread_ts:
        call.update(_thread(call, channel_id, thread_ts), prompts=prompts)
    else:
        keep(call, f"prompts/{find_channel(call, channel_id).id}", prompts)
    return {}


# Functions of workflows


@operation("functions.completeSuccess")
def complete_success(call: Call, function_execution_id: str, outputs: dict[str, Any]) -> dict[str, Any]:
    return _complete(call, function_execution_id, {"outputs": outputs, "status": "success"})


@operation("functions.completeError")
def complete_error(call: Call, function_execution_id: str, error: str) -> dict[str, Any]:
    return _complete(call, function_execution_id, {"error": error, "status": "error"})


def _complete(call: Call, id: str, outcome: dict[str, Any]) -> dict[str, Any]:
    """Note how the run of a function ended; each ends once."""
    if not id.startswith("Fx"):
        raise no("function_execution_not_found")
    if kept(call, f"function/{id}") is not None:
        raise no("function_execution_already_completed")
    keep(call, f"function/{id}", outcome)
    return {}


# Calls


def _call(call: Call, id: str) -> CallRecord:
    found = call.peek(CallRecord, id)
    if found is None:
        raise no("not_found")
    return found


@operation("calls.add")
def add_call(
    call: Call, external_unique_id: str, join_url: str, title: str = "", desktop_app_join_url: str = "",
    external_display_id: str = "", date_start: int | None = None, created_by: str | None = None, users: Any = None,
) -> dict[str, Any]:  # fmt: skip
    made = call.create(
        CallRecord, id="R0" + call.new_id(size=9).upper(), external_unique_id=external_unique_id, join_url=join_url,
        title=title, desktop_app_join_url=desktop_app_join_url, external_display_id=external_display_id,
        date_start=date_start or call.now, created_by=created_by or me(call).id, users=_people(users),
    )  # fmt: skip
    return {"call": shapes.plain(call, made)}


def _people(users: Any) -> list[dict[str, Any]]:
    """Who takes part: by their id here, or elsewhere with a name."""
    given = orjson.loads(users) if isinstance(users, str) and users.startswith("[") else users or []
    return [each if isinstance(each, dict) else {"slack_id": each} for each in given]


@operation("calls.info")
def call_info(call: Call, id: str) -> dict[str, Any]:
    return {"call": shapes.plain(call, _call(call, id))}


@operation("calls.update")
def update_call(
    call: Call, id: str, title: str | None = None, join_url: str | None = None, desktop_app_join_url: str | None = None
) -> dict[str, Any]:
    given = {"title": title, "join_url": join_url, "desktop_app_join_url": desktop_app_join_url}
    made = call.update(_call(call, id), **{name: value for name, value in given.items() if value is not None})
    return {"call": shapes.plain(call, made)}


@operation("calls.end")
def end_call(call: Call, id: str, duration: int | None = None) -> dict[str, Any]:
    found = _call(call, id)
    lasted = duration if duration is not None else call.now - found.date_start
    call.update(found, date_end=call.now, duration=lasted)
    return {}


@operation("calls.participants.add")
def add_participants(call: Call, id: str, users: Any) -> dict[str, Any]:
    found = _call(call, id)
    call.update(found, users=found.users + [each for each in _people(users) if each not in found.users])
    return {}


@operation("calls.participants.remove")
def remove_participants(call: Call, id: str, users: Any) -> dict[str, Any]:
    found, gone = _call(call, id), _people(users)
    call.update(found, users=[each for each in found.users if each not in gone])
    return {}


# Manifests


def _manifest(manifest: Any) -> dict[str, Any]:
    """A manifest as an object. Raises `invalid_manifest` with what is missing."""
    try:
        made = orjson.loads(manifest) if isinstance(manifest, str) else manifest
    except orjson.JSONDecodeError:
        raise no("invalid_manifest", errors=[{"message": "The manifest is no JSON", "pointer": "/"}]) from None
    name = isinstance(made, dict) and made.get("display_information", {}).get("name")
    if not name:
        raise no(
            "invalid_manifest", errors=[{"message": "Must provide a name", "pointer": "/display_information/name"}]
        )
    return dict(made)


def _settings(manifest: dict[str, Any]) -> dict[str, Any]:
    """What an app's manifest sets of the app."""
    settings, features = manifest.get("settings", {}), manifest.get("features", {})
    events, interactivity = settings.get("event_subscriptions", {}), settings.get("interactivity", {})
    return {
        "manifest": manifest, "request_url": events.get("request_url", ""), "events": events.get("bot_events", []),
        "interactivity_url": interactivity.get("request_url", ""), "commands": features.get("slash_commands", []),
        "options_url": interactivity.get("message_menu_options_url", ""), "shortcuts": features.get("shortcuts", []),
        "socket_mode": bool(settings.get("socket_mode_enabled")),
        "scopes": manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []),
    }  # fmt: skip


@operation("apps.manifest.validate")
def validate_manifest(call: Call, manifest: Any) -> dict[str, Any]:
    _manifest(manifest)
    return {"errors": []}


@operation("apps.manifest.create")
def create_manifest(call: Call, manifest: Any) -> dict[str, Any]:
    given = _manifest(manifest)
    made = new_app(call, team_of(call).id, given["display_information"]["name"], installed=False, **_settings(given))
    secrets = ("client_id", "client_secret", "verification_token", "signing_secret")
    query = f"client_id={made.client_id}&scope={','.join(made.scopes)}"
    return {"app_id": made.id, "credentials": {name: made.get(name) for name in secrets},
            "oauth_authorize_url": f"{call.base}/oauth/v2/authorize?{query}"}  # fmt: skip


def _app(call: Call, app_id: str) -> App:
    found = call.peek(App, app_id)
    if found is None:
        raise no("app_not_found")
    return found


@operation("apps.manifest.update")
def update_manifest(call: Call, app_id: str, manifest: Any) -> dict[str, Any]:
    found, given = _app(call, app_id), _manifest(manifest)
    before = found.scopes
    made = call.update(found, name=given["display_information"]["name"], **_settings(given))
    return {"app_id": made.id, "permissions_updated": made.scopes != before}


@operation("apps.manifest.export")
def export_manifest(call: Call, app_id: str) -> dict[str, Any]:
    found = _app(call, app_id)
    return {"manifest": found.manifest or {"display_information": {"name": found.name}}}


@operation("apps.manifest.delete")
def delete_manifest(call: Call, app_id: str) -> dict[str, Any]:
    call.delete(_app(call, app_id))
    return {}


@operation("apps.user.connection.update")
def update_connection(call: Call, user_id: str, status: str) -> dict[str, Any]:
    app = app_of(call)
    keep(call, f"connected/{app.id if app else ''}/{user_id}", status)
    return {}


@operation("apps.user.connection.bulkUpdate")
def update_connections(call: Call, connected_user_ids: Any = None, disconnected_user_ids: Any = None) -> dict[str, Any]:
    for status, ids in (("connected", connected_user_ids), ("disconnected", disconnected_user_ids)):
        for id in words(ids):
            update_connection(call, id, status)
    return {}

"""What apps are told of: events in envelopes, by whose subscription and whose eyes; https://docs.slack.dev/apis/events-api."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.state.outbox import Delivery

from . import shapes
from .answering import answered
from .lookups import app_bot, membership, team_of
from .records import App, Bot, Conversation, Message

if TYPE_CHECKING:
    from clonery.server.call import Call

__all__ = ["answered", "deliveries"]

RETRIES = [1_000_000, 60_000_000, 300_000_000]
"""Slack tries again nearly at once, after a minute and after five."""
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FAMILIES = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
_LINK = re.compile(r"<(https?://[^>|]+)")


def deliveries(call: Call, event: str, payload: dict[str, Any]) -> Iterator[Delivery]:
    """The requests that an event causes: one for each app that asked for it and may see it."""
    if call.request.door == "seed":
        return
    apps = [app for app in call.all(App) if app.events and app.installed and (app.request_url or app.socket_mode)]
    if event in ("app_uninstalled", "tokens_revoked") and isinstance(payload.get("app"), App):
        apps = [app for app in apps if app.id == payload["app"].id]
    if not apps:
        return
    told = list(_told(call, event, payload))
    for app in apps:
        bot = app_bot(call, app)
        for name, body, conversation in told:
            if name not in app.events or not _sees(call, app, bot, conversation, event):
                continue
            if name == "app_mention" and (bot is None or f"<@{bot.user}>" not in body["text"]):
                continue
            yield sent(call, app, "events_api", envelope(call, app, bot, body, conversation), str(body["type"]))


def _sees(call: Call, app: App, bot: Bot | None, conversation: Conversation | None, event: str) -> bool:
    """A bot hears of what happens in the conversations that it is in, and of the workspace as a whole."""
    if conversation is None or event in ("channel_created", "channel_archive", "channel_unarchive", "channel_rename"):
        return True
    return bot is not None and membership(call, conversation, bot.user) is not None


def envelope(
    call: Call, app: App, bot: Bot | None, body: dict[str, Any], conversation: Conversation | None
) -> dict[str, Any]:
    team = team_of(call).id
    context = b64encode(f"{team}-{app.id}-{conversation.id if conversation else ''}".encode()).decode()
    return {
        "token": app.verification_token, "team_id": team, "context_team_id": team, "context_enterprise_id": None,
        "api_app_id": app.id, "event": body, "type": "event_callback", "event_id": "Ev0" + call.new_id(size=8).upper(),
        "event_time": call.now, "is_ext_shared_channel": False, "event_context": f"4-{context}",
        "authorizations": [{"enterprise_id": None, "team_id": team, "user_id": bot.user if bot else None,
                            "is_bot": True,
                            "is_enterprise_install": False}],
    }  # fmt: skip


def sent(
    call: Call, app: App, kind: str, body: dict[str, Any], event: str, url: str = "", form: bytes = b"", **details: Any
) -> Delivery:  # fmt: skip
    """One request to an app: over its socket where it has one, else to its address, signed as it leaves."""
    facts = {"app": app.id, "kind": kind, "base": call.base, **details}
    retries = RETRIES if kind == "events_api" else []  # what people did is not repeated
    if app.socket_mode:
        text = orjson.dumps({"type": kind, "payload": body, "accepts_response_payload": kind != "events_api"}).decode()
        return Delivery(
            url=f"socket:{app.id}", event=event, body=text, headers={}, hook=app.id, retries=retries, details=facts
        )
    kind_of_body = "application/x-www-form-urlencoded" if form else "application/json"
    headers = {"Content-Type": kind_of_body, "User-Agent": AGENT, "Accept": "*/*"}
    text = (form or orjson.dumps(body)).decode()
    return Delivery(url=url or app.request_url, event=event, body=text, headers=headers, hook=app.id, retries=retries,
                    details={**facts, "secret": app.signing_secret})  # fmt: skip


Told = tuple[str, dict[str, Any], Conversation | None]
"""The name to subscribe to, the event, and where it happened."""


def _told(call: Call, event: str, payload: dict[str, Any]) -> Iterator[Told]:
    """An event in Slack's words, once for each name under which an app may have asked for it."""
    channel: Conversation | None = payload.get("channel")
    stamp = f"{call.now}.{call.moment % 1_000_000:06d}"
    if event.startswith("message") and channel is not None:
        yield from _message(call, event, payload, channel, stamp)
        return
    maker = _MAKERS.get(event)
    body = maker(call, payload) if maker else _plain(call, payload)
    yield event, {"type": event, **body, "event_ts": stamp}, channel


def _message(call: Call, event: str, payload: dict[str, Any], channel: Conversation, stamp: str) -> Iterator[Told]:
    kind = "im" if channel.is_im else "mpim" if channel.is_mpim else "group" if channel.is_private else "channel"
    base = {"channel": channel.id, "channel_type": kind, "event_ts": stamp}
    if event == "message":
        message: Message = payload["message"]
        shown = shapes.message(call, message) | base | {"event_ts": message.ts}
        yield f"message.{FAMILIES[kind]}", shown, channel
        if not message.subtype or message.subtype in ("bot_message", "file_share", "thread_broadcast"):
            if not channel.is_im:
                yield "app_mention", {**shown, "type": "app_mention"}, channel
            links = _LINK.findall(message.text)
            if links:
                found = [{"url": url, "domain": url.split("/")[2]} for url in links]
                body = {"type": "link_shared", "user": message.user, "channel": channel.id, "message_ts": message.ts,
                        "thread_ts": message.thread_ts, "links": found, "event_ts": message.ts}  # fmt: skip
                yield "link_shared", body, channel
        return
    before = shapes.message(call, payload["before"])
    made = {"type": "message", "subtype": event, "hidden": True, "previous_message": before, "ts": stamp, **base}
    if event == "message_changed":
        made["message"] = shapes.message(call, payload["message"])
    else:
        made["deleted_ts"] = payload["before"].ts
    yield f"message.{FAMILIES[kind]}", made, channel


def _plain(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    """What was told of, records by their ids."""
    return {name: getattr(value, "id", value) for name, value in payload.items() if value is not None}


def _channel(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    channel: Conversation = payload["channel"]
    return {"channel": {"id": channel.id, "name": channel.name, "created": channel.created, "creator": channel.creator,
                        "is_channel": channel.is_channel, "name_normalized": channel.name_normalized}}  # fmt: skip


def _reaction(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    message: Message = payload["message"]
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    return {"user": payload["user"], "reaction": payload["reaction"], "item_user": message.user, "item": item}


def _pin(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    item = shapes.pin(call, payload["pin"])
    return {"user": payload["user"], "channel_id": payload["channel"].id, "item": item, "has_pins": True}


def _member(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    channel: Conversation = payload["channel"]
    made = {"user": payload["user"], "channel": channel.id, "channel_type": "G" if channel.is_private else "C",
            "team": team_of(call).id}  # fmt: skip
    return made | ({"inviter": payload["inviter"]} if payload.get("inviter") else {})


def _user(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    return {"user": shapes.user(call, payload["user"]), "cache_ts": call.now}


def _file(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    file = payload["file"]
    made = {"file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
    channel = payload.get("channel")
    return made | ({"channel_id": channel.id} if channel else {})


def _group(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    return {"subteam": shapes.usergroup(call, payload["group"])}


def _view(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    view, channel = payload.get("view"), payload.get("channel")
    made = {"user": payload["user"], "channel": channel.id if channel else "", "tab": payload.get("tab", "home")}
    return made | ({"view": shapes.view(call, view)} if view else {})


def _thread(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    return {"assistant_thread": payload["thread"]}


def _tokens(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    kind = "bot" if payload["token"] == "bot" else "oauth"
    return {"tokens": {kind: [payload["user"]]}}


def _bare(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    """Nothing but that it happened."""
    return {}


def _emoji(call: Call, payload: dict[str, Any]) -> dict[str, Any]:
    return {"subtype": payload["subtype"], **payload.get("more", {})}


_MAKERS = {
    "channel_created": _channel, "channel_rename": _channel, "reaction_added": _reaction, "reaction_removed": _reaction,
    "pin_added": _pin, "pin_removed": _pin, "member_joined_channel": _member, "member_left_channel": _member,
    "user_change": _user, "user_profile_changed": _user, "user_status_changed": _user, "team_join": _user,
    "file_created": _file, "file_shared": _file, "file_public": _file, "file_deleted": _file, "subteam_created": _group,
    "subteam_updated": _group, "app_home_opened": _view, "assistant_thread_started": _thread,
    "assistant_thread_context_changed": _thread, "tokens_revoked": _tokens, "emoji_changed": _emoji,
    "app_uninstalled": _bare,
}  # fmt: skip

"""What people do in Slack's own client: post, react, click, submit, command, open; https://docs.slack.dev/interactivity."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson

from clonery.server.call import Call
from clonery.server.operation import act
from clonery.server.state import outbox

from .. import events, posting, shapes, sockets
from ..answering import asked
from ..inputs import action_of, entered, filled
from ..lookups import app_bot, direct, membership, named_channel, team_of
from ..records import App, Conversation, Message, Trigger, User, View
from ..wording import no
from .marks import known, react
from .web import response_url

TEXT, OBJECT = {"type": "string"}, {"type": "object"}


def schema(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def person(call: Call, name: str) -> User:
    """Who acts, by name or id; from here on the caller."""
    found = call.peek(User, name) or call.first(User, {"name": name.removeprefix("@")})
    if found is None:
        raise no("user_not_found")
    call.actor = found
    return found


def place(call: Call, name: str) -> Conversation:
    found = call.peek(Conversation, name) or named_channel(call, name)
    if found is None:
        raise no("channel_not_found")
    return found


def the_app(call: Call, id: str | None = None) -> App:
    found = call.peek(App, id) if id else call.first(App)
    if found is None:
        raise no("app_not_found")
    return found


def told(call: Call, app: App, kind: str, body: dict[str, Any], event: str, **details: Any) -> None:
    """Send an interaction to the app, as a form with a payload, or over its socket."""
    url = app.options_url if event == "block_suggestion" and app.options_url else app.interactivity_url
    form = urlencode(body if kind == "slash_commands" else {"payload": orjson.dumps(body).decode()}).encode()
    url = details.pop("url", url)
    if url or app.socket_mode:
        outbox.put(call, events.sent(call, app, kind, body, event, url, form, **details))


def facts(call: Call, app: App, user: User, trigger: Trigger, kind: str) -> dict[str, Any]:
    """What every interaction says: who, in which workspace, for which app."""
    team = team_of(call)
    return {
        "type": kind, "token": app.verification_token, "api_app_id": app.id, "trigger_id": trigger.id,
        "enterprise": None,
        "team": {"id": team.id, "domain": team.domain}, "is_enterprise_install": False,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team.id},
    }  # fmt: skip


@act("post", schema("user", "channel", "text", user=TEXT, channel=TEXT, text=TEXT, thread_ts=TEXT),
     "Someone writes in a conversation; a person's name as the channel stands for their direct message.")  # fmt: skip
def post(call: Call, user: str, channel: str, text: str, thread_ts: str | None = None) -> dict[str, Any]:
    actor = person(call, user)
    other = call.peek(User, channel) or call.first(User, {"name": channel.removeprefix("@")})
    conversation = direct(call, other.id) if other else place(call, channel)
    posting.may_post(call, conversation)
    said = posting.content(call, text, link_names=True)
    fields = {"user": actor.id, "team": actor.team_id, "client_msg_id": call.new_uuid(), **said}
    made = posting.post(call, conversation, fields, thread_ts)
    return {"channel": conversation.id, "ts": made.ts}


@act("react", schema("user", "channel", "ts", "name", user=TEXT, channel=TEXT, ts=TEXT, name=TEXT),
     "Someone puts an emoji on a message.")  # fmt: skip
def add_reaction(call: Call, user: str, channel: str, ts: str, name: str) -> dict[str, Any]:
    actor, conversation = person(call, user), place(call, channel)
    message = call.peek(Message, f"{conversation.id}-{ts}")
    if message is None:
        raise no("message_not_found")
    known(call, name.strip(":"))
    made = react(call, conversation, message, name.strip(":"), actor.id)
    return {"reactions": made.reactions}


@act("configure_app", schema(
    app=TEXT, request_url=TEXT, interactivity_url=TEXT, options_url=TEXT, events={"type": "array", "items": TEXT},
    commands={"type": "array", "items": schema("command", command=TEXT, url=TEXT, description=TEXT)},
    socket_mode={"type": "boolean"},
),
"Set where an app is told of events, interactions and commands; a new request_url is sent its challenge.")  # fmt: skip
def configure_app(call: Call, app: str | None = None, **settings: Any) -> dict[str, Any]:
    found = the_app(call, app)
    made = call.update(found, **settings)
    if settings.get("request_url") and settings["request_url"] != found.request_url:
        body = {"token": made.verification_token, "challenge": call.new_id(size=52), "type": "url_verification"}
        outbox.put(
            call, events.sent(call, call.update(made, socket_mode=False), "url_verification", body, "url_verification")
        )
        made = call.update(call.get(App, made.id), socket_mode=made.socket_mode)
    return {"app": made.id, "signing_secret": made.signing_secret, "events": made.events}


REASONS = {"enum": ["warning", "refresh_requested", "link_disabled"]}


@act("disconnect_socket", schema("reason", app=TEXT, reason=REASONS),
     "An app is told that one of its websockets ends soon (warning), or now.")  # fmt: skip
def disconnect_socket(call: Call, reason: str, app: str | None = None) -> dict[str, Any]:
    found = the_app(call, app)
    facts = {"app": found.id, "kind": "disconnect", "base": call.base, "one_way": True}
    made = outbox.Delivery(f"socket:{found.id}", "disconnect", sockets.disconnect(reason), {}, found.id, details=facts)
    outbox.put(call, made)
    return {"app": found.id}


@act("click", schema("user", "action_id", user=TEXT, action_id=TEXT, channel=TEXT, ts=TEXT, view_id=TEXT, value={}),
     "Someone uses a button, menu or other element of a message or a view; `value` is what they choose.")  # fmt: skip
def click(
    call: Call, user: str, action_id: str, channel: str | None = None, ts: str | None = None,
    view_id: str | None = None,
    value: Any = None,
) -> dict[str, Any]:  # fmt: skip
    actor = person(call, user)
    if channel and ts:
        conversation = place(call, channel)
        message = call.peek(Message, f"{conversation.id}-{ts}")
        if message is None or membership(call, conversation) is None:
            raise no("message_not_found")
        app = the_app(call, message.app_id)
        trigger = asked(call, app, actor, conversation.id, message.id)
        action = action_of(message.blocks or [], action_id, value, posting.stamp(call))
        body = facts(call, app, actor, trigger, "block_actions") | {
            "container": {"type": "message", "message_ts": ts, "channel_id": conversation.id, "is_ephemeral": False},
            "channel": {"id": conversation.id, "name": conversation.name or "directmessage"},
            "message": shapes.message(call, message), "state": {"values": {}}, "actions": [action],
            "response_url": response_url(call, trigger),
        }  # fmt: skip
    else:
        view = seen(call, actor, view_id)
        app = the_app(call, view.app_id)
        trigger = asked(call, app, actor, view=view.id)
        action = action_of(view.given["blocks"], action_id, value, posting.stamp(call))
        body = facts(call, app, actor, trigger, "block_actions") | {
            "container": {"type": "view", "view_id": view.id}, "view": shapes.view(call, view), "actions": [action],
        }  # fmt: skip
    told(call, app, "interactive", body, "block_actions")
    return {"trigger_id": trigger.id}


def seen(call: Call, user: User, view_id: str | None) -> View:
    """The view that a person looks at: the one named, else the modal on top."""
    found = (
        call.peek(View, view_id)
        if view_id
        else call.first(View, {"user": user.id, "open": True, "type": "modal"}, "-rid")
    )
    if found is None or not found.open or found.user != user.id:
        raise no("view_not_found")
    return found


@act("submit_view", schema("user", user=TEXT, view_id=TEXT, values=OBJECT),
     "Someone fills in the modal that they see, by action_id or block_id, and submits it.")  # fmt: skip
def submit_view(
    call: Call, user: str, view_id: str | None = None, values: dict[str, Any] | None = None
) -> dict[str, Any]:
    actor = person(call, user)
    view = seen(call, actor, view_id)
    state, missing = filled(view.given["blocks"], values or {})
    if missing:
        raise no("missing_values", blocks=missing)
    view = call.update(view, state=state, errors={})
    app = the_app(call, view.app_id)
    trigger = asked(call, app, actor, view=view.id)
    body = facts(call, app, actor, trigger, "view_submission") | {"view": shapes.view(call, view), "response_urls": []}
    told(call, app, "interactive", body, "view_submission", use="submission", view=view.id)
    return {"view_id": view.id}


@act("close_view", schema("user", user=TEXT, view_id=TEXT), "Someone closes the modal that they see.")
def close_view(call: Call, user: str, view_id: str | None = None) -> dict[str, Any]:
    actor = person(call, user)
    view = call.update(seen(call, actor, view_id), open=False)
    app = the_app(call, view.app_id)
    if view.given.get("notify_on_close"):
        body = facts(call, app, actor, asked(call, app, actor), "view_closed")
        told(call, app, "interactive", body | {"view": shapes.view(call, view), "is_cleared": False}, "view_closed")
    return {"view_id": view.id}


@act("command", schema("user", "channel", "command", user=TEXT, channel=TEXT, command=TEXT, text=TEXT),
     "Someone types a slash command.")  # fmt: skip
def command(call: Call, user: str, channel: str, command: str, text: str = "") -> dict[str, Any]:
    actor, conversation, team = person(call, user), place(call, channel), team_of(call)
    found = ((app, each) for app in call.all(App) for each in app.commands if each["command"] == command)
    app, entry = next(found, (None, {}))
    if app is None:
        raise no("unknown_command")
    trigger = asked(call, app, actor, conversation.id, command=command)
    body = {
        "token": app.verification_token, "team_id": team.id, "team_domain": team.domain, "channel_id": conversation.id,
        "channel_name": conversation.name or "directmessage", "user_id": actor.id, "user_name": actor.name,
        "command": command, "text": text, "api_app_id": app.id, "is_enterprise_install": "false",
        "response_url": response_url(call, trigger), "trigger_id": trigger.id,
    }  # fmt: skip
    url = entry.get("url") or app.request_url
    told(call, app, "slash_commands", body, command, url=url, channel=conversation.id)
    return {"trigger_id": trigger.id}


@act("shortcut", schema("user", "callback_id", user=TEXT, callback_id=TEXT, channel=TEXT, ts=TEXT, app=TEXT),
     "Someone uses a shortcut, on a message where one is named.")  # fmt: skip
def shortcut(
    call: Call, user: str, callback_id: str, channel: str | None = None, ts: str | None = None, app: str | None = None
) -> dict[str, Any]:
    actor, made = person(call, user), the_app(call, app)
    if channel and ts:
        conversation = place(call, channel)
        message = call.peek(Message, f"{conversation.id}-{ts}")
        if message is None:
            raise no("message_not_found")
        trigger = asked(call, made, actor, conversation.id, message.id)
        body = facts(call, made, actor, trigger, "message_action") | {
            "channel": {"id": conversation.id, "name": conversation.name}, "message_ts": ts,
            "message": shapes.message(call, message), "response_url": response_url(call, trigger),
        }  # fmt: skip
    else:
        trigger = asked(call, made, actor)
        body = facts(call, made, actor, trigger, "shortcut")
    body |= {"callback_id": callback_id, "action_ts": posting.stamp(call)}
    told(call, made, "interactive", body, str(body["type"]))
    return {"trigger_id": trigger.id}


@act("load_options", schema("user", "action_id", user=TEXT, action_id=TEXT, view_id=TEXT, value=TEXT),
     "Someone types into a menu whose options the app knows.")  # fmt: skip
def load_options(call: Call, user: str, action_id: str, view_id: str | None = None, value: str = "") -> dict[str, Any]:
    actor = person(call, user)
    view = seen(call, actor, view_id)
    app = the_app(call, view.app_id)
    block, _ = entered(view.given["blocks"], action_id)
    body = facts(call, app, actor, asked(call, app, actor, view=view.id), "block_suggestion") | {
        "container": {"type": "view", "view_id": view.id}, "view": shapes.view(call, view), "action_id": action_id,
        "block_id": block["block_id"], "value": value,
    }  # fmt: skip
    told(call, app, "interactive", body, "block_suggestion")
    return {"view_id": view.id}


@act("open_home", schema("user", user=TEXT, app=TEXT), "Someone opens an app's home.")
def open_home(call: Call, user: str, app: str | None = None) -> dict[str, Any]:
    actor, made = person(call, user), the_app(call, app)
    bot = app_bot(call, made)
    channel = direct(call, bot.user) if bot else None
    view = call.first(View, {"user": actor.id, "type": "home", "app_id": made.id})
    call.emit("app_home_opened", user=actor.id, channel=channel, view=view, tab="home")
    return {"channel": channel.id if channel else None}


@act("open_assistant", schema("user", user=TEXT, app=TEXT), "Someone opens a new thread with an app's assistant.")
def open_assistant(call: Call, user: str, app: str | None = None) -> dict[str, Any]:
    actor, made = person(call, user), the_app(call, app)
    bot = app_bot(call, made)
    if bot is None:
        raise no("app_not_found")
    channel = direct(call, bot.user)
    first = posting.post(call, channel, {"user": bot.user, "bot_id": bot.id, "app_id": made.id,
                                         "text": "New Assistant Thread",
                                         "subtype": "assistant_app_thread"})  # fmt: skip
    thread = {"user_id": actor.id, "context": {}, "channel_id": channel.id, "thread_ts": first.ts}
    call.emit("assistant_thread_started", thread=thread, channel=channel)
    return {"channel": channel.id, "thread_ts": first.ts}

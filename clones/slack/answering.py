"""What an app says in return: to a submitted form, a slash command, or at a response_url; https://docs.slack.dev/interactivity/handling-user-interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.state.outbox import Delivery

from . import posting
from .lookups import app_bot
from .operations.views import changed, checked, pushed
from .records import App, Conversation, Message, Trigger, User, View
from .wording import no

if TYPE_CHECKING:
    from clonery.server.call import Call


def answered(call: Call, delivery: Delivery, attempt: dict[str, Any]) -> None:
    """Do what the app's answer to an interaction asks for; the errors of a form are kept with it."""
    details, status = delivery.details, attempt["status"]
    good = status is not None and 200 <= status < 300
    app = call.peek(App, details.get("app"))
    if not good or app is None:
        return
    said = _body(attempt["body"])
    if details["kind"] == "slash_commands" and said:
        respond(call, app, details, said)
    elif details.get("use") == "submission":
        _submitted(call, app, details["view"], said)


def _body(text: str) -> dict[str, Any]:
    """An answer as an object: JSON, or plain text to be shown."""
    if not text.strip():
        return {}
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {"text": text}
    return body if isinstance(body, dict) else {"text": text}


def _submitted(call: Call, app: App, id: str, said: dict[str, Any]) -> None:
    view, action = call.peek(View, id), said.get("response_action")
    if view is None:
        return
    if action == "errors":
        call.update(view, errors=said.get("errors") or {})
    elif action == "update":
        changed(call, view, checked(said.get("view") or {}, "modal"))
    elif action == "push":
        pushed(call, app, view, checked(said.get("view") or {}, "modal"))
    elif action == "clear":
        for each in call.all(View, {"user": view.user, "type": "modal", "open": True}):
            call.update(each, open=False)
    else:
        call.update(view, open=False)


def respond(call: Call, app: App, about: dict[str, Any], said: dict[str, Any]) -> Message | None:
    """Post, replace or delete what an app answers; None for what one person alone sees, which is not kept."""
    conversation = call.peek(Conversation, about.get("channel") or None)
    if conversation is None:
        raise no("channel_not_found")
    bot = app_bot(call, app)
    call.actor = call.peek(User, bot.user) if bot else None
    message = call.peek(Message, about.get("message") or None)
    if said.get("delete_original") and message is not None:
        from .operations.chat import remove

        remove(call, conversation, message)
        return None
    content = posting.content(call, said.get("text"), said.get("blocks"), said.get("attachments"))
    if said.get("replace_original") and message is not None:
        made = posting.refreshed(
            call, message, **{name: content.get(name) for name in ("text", "blocks", "attachments")}
        )
        call.emit("message_changed", channel=conversation, message=made, before=message)
        return made
    if said.get("response_type") != "in_channel":
        return None
    author = {"user": bot.user, "bot_id": bot.id, "app_id": app.id} if bot else {"app_id": app.id}
    return posting.post(call, conversation, {**author, **content}, said.get("thread_ts"))


def asked(
    call: Call, app: App, user: User, channel: str = "", message: str = "", view: str = "", command: str = ""
) -> Trigger:
    """What a person did, as a trigger: its id opens a modal for three seconds, its secret answers for half an hour."""
    id = f"{call.next('trigger', 1_000_000_000_001)}.{call.random(10**11)}.{call.new_id(size=32).lower()}"
    return call.create(
        Trigger, id=id, app_id=app.id, user=user.id, channel=channel, message=message, view=view, command=command,
        expires=call.moment + 3 * posting.SECOND, secret=call.new_id(size=24),
    )  # fmt: skip

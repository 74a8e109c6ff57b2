"""Addresses outside the Web API: incoming webhooks and response_urls; https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks."""

from __future__ import annotations

from typing import Any

import orjson

from clonery.server.bodies import FORM, form
from clonery.server.call import Call
from clonery.server.operation import act, operation
from clonery.server.problems import Problem
from clonery.server.request import Answer

from .. import posting
from ..answering import respond
from ..lookups import app_bot, named_channel, team_of
from ..people import new_webhook
from ..records import App, Conversation, Trigger, Webhook
from ..wording import no

ANSWERS, ANSWERS_SECONDS = 5, 1800
"""How often, and for how long, a response_url may be used."""
TEXT = {"type": "string"}


def plain(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), [("Content-Type", "text/html")], json=False)


def _said(call: Call) -> dict[str, Any] | None:
    """The payload: JSON, or a form that holds it; None where it is neither."""
    body = call.request.body
    if call.request.content_type == FORM:
        body = str(form(body).get("payload", "")).encode()
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


@operation("web/incoming-webhook")
def incoming(call: Call, team: str, hook: str, secret: str) -> Answer:
    """Post to the webhook's channel."""
    found, said = call.peek(Webhook, hook), _said(call)
    if found is None or found.disabled:
        return plain(404, "no_service")
    if found.secret != secret:
        return plain(403, "invalid_token")
    if said is None:
        return plain(400, "invalid_payload")
    conversation, app = call.peek(Conversation, found.channel), call.peek(App, found.app_id)
    if conversation is None:
        return plain(404, "channel_not_found")
    if conversation.is_archived:
        return plain(410, "channel_is_archived")
    try:
        content = posting.content(
            call, said.get("text"), said.get("blocks"), said.get("attachments"), metadata=said.get("metadata")
        )
        bot = app_bot(call, app)
        author: dict[str, Any] = {"bot_id": bot.id if bot else None, "app_id": found.app_id, "subtype": "bot_message"}
        author["username"] = said.get("username") or (bot.name if bot else "incoming-webhook")
        posting.post(call, conversation, {**author, **content}, said.get("thread_ts"))
    except Problem as problem:
        return plain(400, problem.code)
    return plain(200, "ok")


@operation("web/respond-to-action", "web/respond-to-command")
def answer(call: Call, team: str, ticket: str, secret: str) -> Answer:
    """What an app says later on to an interaction: five times within half an hour."""
    found, said = call.first(Trigger, {"secret": secret}), _said(call)
    ends = 0 if found is None else found.expires + (ANSWERS_SECONDS - 3) * posting.SECOND
    if found is None or ends <= call.moment:
        return Answer(404, b'{"ok":false,"error":"expired_url"}')
    if found.answers >= ANSWERS:
        return Answer(404, b'{"ok":false,"error":"used_url"}')
    if said is None:
        return plain(400, "invalid_payload")
    call.update(found, answers=found.answers + 1)
    about = {"channel": found.channel, "message": found.message}
    try:
        respond(call, call.get(App, found.app_id), about, said)
    except Problem as problem:
        return Answer(200, orjson.dumps({"ok": False, "error": problem.code}))
    return Answer(200, b'{"ok":true}')


def response_url(call: Call, trigger: Trigger) -> str:
    """Where an app answers to what a person did."""
    place = "commands" if trigger.command else "actions"
    return f"{call.base}/{place}/{team_of(call).id}/{trigger.id.partition('.')[0]}/{trigger.secret}"


@act("add_webhook", {"type": "object", "required": ["channel"], "properties": {"channel": TEXT},
                     "additionalProperties": False},
     "Install an incoming webhook for a channel.")  # fmt: skip
def add_webhook(call: Call, channel: str) -> dict[str, Any]:
    conversation = call.peek(Conversation, channel) or named_channel(call, channel)
    app = call.first(App)
    if conversation is None or app is None:
        raise no("channel_not_found")
    made = new_webhook(call, app.id, conversation.id)
    return {"url": f"{call.base}/services/{team_of(call).id}/{made.id}/{made.secret}", "channel": conversation.id}

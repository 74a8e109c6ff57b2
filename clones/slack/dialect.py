"""How Slack words things: tokens, `ok`, ids, scopes, tiers; https://docs.slack.dev/apis/web-api."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from clonery.server import bodies, rates
from clonery.server.dialect import Dialect, Page
from clonery.server.problems import Malformed, Problem
from clonery.server.request import Answer, Request

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

TIERS = {"Tier1": 1, "Tier2": 20, "Tier3": 50, "Tier4": 100}
"""Calls a minute."""
MINUTE = 60 * rates.SECOND
LETTERS = {
    "conversation": "C",
    "user": "U",
    "team": "T",
    "file": "F",
    "bot": "B",
    "usergroup": "S",
    "app": "A",
    "reminder": "Rm",
    "bookmark": "Bk",
    "view": "V",
    "workflow": "Wf",
    "function": "Fn",
    "scheduled_message": "Q",
    "call": "R",
    "canvas": "F",
    "slack_list": "F",
    "slack_list_item": "Rec",
    "role": "Rl",
    "enterprise": "E",
}
CLASSIC = {"chat:write:bot": "chat:write", "chat:write:user": "chat:write", "files:write:user": "files:write"}
"""Names of scopes from before granular permissions, and their names now."""


class Slack(Dialect):
    """Slack's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"cursor", "limit", "count", "page"})
    page_size = 100
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer token, or the argument `token` of a query, form or JSON body."""
        found = super().token(request)
        if found is not None:
            return found
        try:
            pairs = request.pairs + _form(request)
        except Malformed:
            return None
        return next((value for name, value in pairs if name == "token" and isinstance(value, str) and value), None)

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A user's token, or a bot's where it is nobody's or a bot's."""
        kind = "xoxb" if user is None or user.get("is_bot") else "xoxp"
        return f"{kind}-{2_000_000_000_000 + call.random(10**12)}-{call.random(10**12)}-{call.new_id(size=32)}"

    def scopes(self, operation: Operation) -> tuple[str, ...]:
        named = [CLASSIC.get(scope, scope) for scope in super().scopes(operation)]
        return () if "none" in named else tuple(dict.fromkeys(named))

    def new_id(self, call: Call, kind: str) -> str:
        """`C` and ten capitals and digits; messages are named by a moment of their own."""
        if kind == "message":
            return f"{call.moment // 1_000_000}.{call.next('ts'):06d}"
        return LETTERS.get(kind, kind[:1].upper()) + "0" + call.new_id(size=9).upper()

    def spend(self, call: Call) -> None:
        if call.operation is not None:
            rate = TIERS.get(call.operation.entry.get("rate", ""), TIERS["Tier3"])
            rates.spend(call, call.operation.name, rate, MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        """Seconds since 1970."""
        return moment // 1_000_000

    def show(self, call: Call, result: Any, whole: bool = True) -> Any:
        """Every answer says that it is one."""
        shown = super().show(call, result, whole)
        return {"ok": True, **shown} if isinstance(shown, dict) and whole and "ok" not in shown else shown

    def page(self, call: Call, page: Page) -> Any:
        """A list whose name nobody published goes by its kind."""
        kind = call.operation.entry["effect"]["kind"] if call.operation else "item"
        return {"ok": True, f"{kind}s": self.items(call, page), "response_metadata": {"next_cursor": ""}}

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        made = [("X-Slack-Req-Id", call.request_id), ("X-Slack-Backend", "r"), ("Vary", "Accept-Encoding")]
        credential, operation = call.credential, call.operation
        if credential is not None and credential.scopes is not None:
            made.append(("X-OAuth-Scopes", ",".join(credential.scopes)))
        if operation is not None and self.scopes(operation):
            made.append(("X-Accepted-OAuth-Scopes", ",".join(self.scopes(operation))))
        return made

    def finish(self, call: Call, answer: Answer) -> Answer:
        """Nothing to say is still `ok`."""
        if answer.status == 204 or (answer.json and not answer.body):
            answer.status, answer.body = 200, orjson.dumps({"ok": True})
        return answer

    def actor_name(self, record: Any) -> str:
        return str(record.get("name") or record.id)


def _form(request: Request) -> list[tuple[str, Any]]:
    """The top of a form or a JSON body."""
    if not request.body or b"token" not in request.body:
        return []
    if request.content_type == bodies.FORM:
        return list(bodies.form(request.body).items())
    if request.content_type == bodies.JSON:
        try:
            body = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            return []
        return list(body.items()) if isinstance(body, dict) else []
    return list(bodies.multipart(request).items()) if request.content_type == bodies.MULTIPART else []

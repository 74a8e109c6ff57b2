"""How Slack words things: tokens, `ok`, ids, scopes, tiers; https://docs.slack.dev/apis/web-api."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from clonery.server import bodies, rates
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Malformed, Problem
from clonery.server.request import Answer, Request

from . import scopes, wording
from .records import User
from .shapes import SHAPES

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation
    from clonery.server.state.outbox import Delivery

TIERS = {"Tier1": 1, "Tier2": 20, "Tier3": 50, "Tier4": 100, "SpecialTier_chat_postMessage": 60}
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
OPEN = ("api.test", "oauth.v2.access", "oauth.access", "oauth.token", "oauth.v2.exchange", "openid.connect.token",
        "tooling.tokens.rotate", "apps.uninstall")  # fmt: skip


class Slack(Dialect):
    """Slack's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"cursor", "limit", "count", "page"})
    shapes = SHAPES
    keeps_shown = True
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

    def open(self, operation: Operation) -> bool:
        """Pages of the web, and what proves itself by a code or by an app's secret."""
        return operation.name.startswith("web/") or operation.name in OPEN

    def needs(self, call: Call) -> None:
        assert call.credential is not None
        assert call.operation is not None
        if isinstance(call.actor, User) and call.actor.deleted:
            raise wording.no("account_inactive")
        if not call.operation.name.startswith(("web/", "tool:", "act:")):
            scopes.check_kind(call.operation.name, call.credential)

    def scopes(self, operation: Operation) -> tuple[str, ...]:
        return scopes.modern(operation.name, tuple(super().scopes(operation)))

    @cached_property
    def every_scope(self) -> list[str]:
        """All scopes there are: what a token without limits shows."""
        return sorted({scope for operation in self.clone.operations.values() for scope in self.scopes(operation)})

    def body(self, request: Request, operation: Operation) -> Any:
        """The parsed body; pages of the web read theirs on their own."""
        return None if operation.name.startswith("web/") else super().body(request, operation)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        """A page by its number, or the part behind a cursor. Raises `invalid_cursor`, `invalid_limit`."""
        size = arguments.get("limit") or arguments.get("count") or self.page_size
        if isinstance(size, str):  # of tools that also take spans of time
            size = int(size) if size.isdecimal() else self.page_size
        if size < 0:
            raise wording.no("invalid_limit")
        asked = str(arguments.get("page") or 1)
        number = max(int(asked), 1) if asked.isdecimal() else 1
        size = min(int(size), self.page_limit)
        cursor = arguments.get("cursor")
        offset = (number - 1) * size
        if cursor and cursor != "*":
            kind, value = self.read_cursor(cursor)
            offset = int(value) if kind == "next" and value.isdecimal() else 0
        return Paging(size, offset, number=number)

    @staticmethod
    def cursor(text: str) -> str:
        """A place in a list as a cursor."""
        return b64encode(text.encode()).decode()

    @staticmethod
    def read_cursor(cursor: str) -> tuple[str, str]:
        """Kind and value of a cursor. Raises `invalid_cursor`."""
        try:
            kind, separator, value = b64decode(cursor.encode(), validate=True).decode().partition(":")
        except ValueError:
            raise wording.no("invalid_cursor") from None
        if not separator:
            raise wording.no("invalid_cursor")
        return kind, value

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
        """Every answer says that it is one, and what is odd about the request."""
        shown = super().show(call, result, whole)
        if not whole or not isinstance(shown, dict) or "ok" in shown:
            return shown
        warnings = [*call.memo.get("warnings", ()), *_charset(call.request)]
        if warnings:
            metadata = {**shown.get("response_metadata", {}), "warnings": warnings}
            shown = {**shown, "warning": ",".join(warnings), "response_metadata": metadata}
        return {"ok": True, **shown}

    def page(self, call: Call, page: Page) -> Any:
        """A list whose name nobody published goes by its kind."""
        kind = call.operation.entry["effect"]["kind"] if call.operation else "item"
        return {"ok": True, f"{kind}s": self.items(call, page), "response_metadata": {"next_cursor": ""}}

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        made = [("X-Slack-Req-Id", call.request_id), ("X-Slack-Backend", "r"), ("Vary", "Accept-Encoding")]
        credential, operation = call.credential, call.operation
        if credential is not None:
            held = credential.scopes if credential.scopes is not None else self.every_scope
            made.append(("X-OAuth-Scopes", ",".join(held)))
        if operation is not None and self.scopes(operation):
            made.append(("X-Accepted-OAuth-Scopes", ",".join(self.scopes(operation))))
        return made

    def finish(self, call: Call, answer: Answer) -> Answer:
        """Nothing to say is still `ok`."""
        if answer.status == 204 or (answer.json and not answer.body and answer.status == 200):
            answer.status, answer.body = 200, orjson.dumps({"ok": True})
        return answer

    def sign(self, delivery: Delivery, now: int) -> dict[str, str]:
        """The time and the proof that a request comes from here, and which try it is."""
        secret = delivery.details.get("secret")
        if not secret:
            return {}
        proof = hmac.new(secret.encode(), f"v0:{now}:{delivery.body}".encode(), "sha256").hexdigest()
        made = {"X-Slack-Request-Timestamp": str(now), "X-Slack-Signature": f"v0={proof}"}
        if delivery.attempts:
            last = delivery.attempts[-1]
            made["X-Slack-Retry-Num"] = str(len(delivery.attempts))
            made["X-Slack-Retry-Reason"] = _reason(last)
        return made

    def declined(self, attempt: dict[str, Any]) -> bool:
        return any(name.lower() == "x-slack-no-retry" and value == "1" for name, value in attempt["headers"].items())

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


def _charset(request: Request) -> list[str]:
    """The warning for a body of JSON that does not name its letters, or a form that does."""
    if request.method != "POST" or not request.body or request.door != "rest":
        return []
    named = "charset" in request.header("content-type").lower()
    if request.content_type == bodies.JSON and not named:
        return ["missing_charset"]
    return ["superfluous_charset"] if request.content_type == bodies.FORM and named else []


def _reason(attempt: dict[str, Any]) -> str:
    """Why a request is sent again, in Slack's words."""
    if attempt["status"] is not None:
        return "too_many_redirects" if 300 <= attempt["status"] < 400 else "http_error"
    return "http_timeout" if "seconds" in str(attempt["error"]) else "connection_failed"

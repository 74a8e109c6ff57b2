"""Idempotency keys: the answer to a key is kept and given again; https://docs.stripe.com/api/idempotent_requests."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.bodies import FORM
from clonery.server.problems import Problem

from .records.hooks import IdempotentAnswer
from .refusals import Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.request import Answer, Request

KEPT_SECONDS, KEPT_SECONDS_V2 = 86_400, 30 * 86_400
KEY_LENGTH = 255


class Replayed(Problem):
    """Not a mistake: the call was answered before, and gets that answer again."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status=status)
        self.body = body


def check(call: Call) -> None:
    """Give the kept answer again. Raises Replayed, and Refusal where the key was used for another call."""
    key = call.request.header("idempotency-key")
    if not key or not _heeded(call.request):
        return
    if len(key) > KEY_LENGTH:
        raise Refusal(f"Idempotency keys have at most {KEY_LENGTH} characters.", type="idempotency_error")
    _refuse_twice(call, key)
    kept = call.peek(IdempotentAnswer, _id(call, key))
    if kept is None or kept.at + (KEPT_SECONDS_V2 if _second(call.request) else KEPT_SECONDS) <= call.now:
        return
    other = kept.get("path", call.request.path)
    if other != call.request.path or kept.digest != _digest(call):
        for_what = (
            f"for the same endpoint they were first used for ('{call.request.path}' vs '{other}')"
            if other != call.request.path
            else "with the same parameters they were first used with"
        )
        message = (
            f"Keys for idempotent requests can only be used {for_what}. "
            f"Try using a key other than '{key}' if you meant to execute a different request."
        )
        raise Refusal(message, type="idempotency_error")
    call.headers += [("Idempotent-Replayed", "true"), ("Original-Request", kept.get("request"))]
    raise Replayed(kept.status, orjson.loads(kept.body))


def _refuse_twice(call: Call, key: str) -> None:
    """Raises Refusal while another request with that key waits for its answer."""
    for other in call.session.waiting:
        same = (other.header(name) == call.request.header(name) for name in ("authorization", "stripe-account"))
        if other.header("idempotency-key") == key and all(same):
            message = (
                "There is currently another in-progress request using this Idempotent Key (that probably means you "
                f"submitted twice, and the other request is still going through): {key}. Please try again later."
            )
            raise Refusal(message, "idempotency_key_in_use", status=409, type="idempotency_error")


def _second(request: Request) -> bool:
    """Whether it is a call of the API's second version."""
    return request.path.startswith("/v2/")


def _heeded(request: Request) -> bool:
    """Whether a key of that request is heeded: of POST, in the second version of DELETE as well."""
    return request.door == "rest" and request.method in (("POST", "DELETE") if _second(request) else ("POST",))


def keep(call: Call, answer: Answer) -> None:
    """Keep the answer of a call that was executed, good or bad; in the second version, a bad one is tried again."""
    key = call.request.header("idempotency-key")
    if not key or not _heeded(call.request) or call.memo.get("unexecuted"):
        return
    if _second(call.request) and answer.status >= 300:
        return
    store, id = call.session.store, _id(call, key)
    fields = {
        "digest": _digest(call), "status": answer.status, "body": answer.body.decode(), "at": call.now,
        "request": f"req_{call.request_id[:14]}", "path": call.request.path,
    }  # fmt: skip
    old = store.get(IdempotentAnswer, id)
    if old is not None:
        call.update(old, **fields)
    else:
        call.create(IdempotentAnswer, id=id, object="idempotent_answer", created=call.now, metadata={}, **fields)
    answer.headers.append(("Original-Request", fields["request"]))


def _id(call: Call, key: str) -> str:
    token = call.credential.token if call.credential else ""
    account = call.request.header("stripe-account")
    return sha256(f"{token}/{account}/{key}".encode()).hexdigest()[:40]


def _digest(call: Call) -> str:
    """What was asked, whatever the order in which a form names it."""
    request = call.request
    body = b"&".join(sorted(request.body.split(b"&"))) if request.content_type == FORM else request.body
    return sha256(b"\n".join([request.query.encode(), body])).hexdigest()

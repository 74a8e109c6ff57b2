"""Idempotency keys: the answer to a key is kept and given again; https://docs.stripe.com/api/idempotent_requests."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.problems import Problem

from .records.hooks import IdempotentAnswer
from .refusals import Refusal

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.request import Answer

KEPT_SECONDS = 86_400
KEY_LENGTH = 255


class Replayed(Problem):
    """Not a mistake: the call was answered before, and gets that answer again."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status=status)
        self.body = body


def check(call: Call) -> None:
    """Give the kept answer again. Raises Replayed, and Refusal where the key was used for another call."""
    key = call.request.header("idempotency-key")
    if not key or call.request.method != "POST" or call.request.door != "rest":
        return
    if len(key) > KEY_LENGTH:
        raise Refusal(f"Idempotency keys have at most {KEY_LENGTH} characters.", type="idempotency_error")
    kept = call.peek(IdempotentAnswer, _id(call, key))
    if kept is None or kept.at + KEPT_SECONDS <= call.now:
        return
    if kept.digest != _digest(call):
        message = (
            f"Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request."
        )
        raise Refusal(message, type="idempotency_error")
    call.headers += [("Idempotent-Replayed", "true"), ("Original-Request", kept.get("request"))]
    raise Replayed(kept.status, orjson.loads(kept.body))


def keep(call: Call, answer: Answer) -> None:
    """Keep the answer of a call that was executed, good or bad."""
    key = call.request.header("idempotency-key")
    if not key or call.request.method != "POST" or call.request.door != "rest" or call.memo.get("unexecuted"):
        return
    store, id = call.session.store, _id(call, key)
    fields = {
        "digest": _digest(call), "status": answer.status, "body": answer.body.decode(), "at": call.now,
        "request": f"req_{call.request_id[:14]}",
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
    request = call.request
    return sha256(b"\n".join([request.path.encode(), request.query.encode(), request.body])).hexdigest()

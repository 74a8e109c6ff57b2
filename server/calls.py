"""How a call ends up in the log, and how a fault ends a call."""

from __future__ import annotations

import time

import orjson

from .call import Call
from .problems import Problem
from .request import Answer
from .state import clock, faults
from .state.log import Line


def write(call: Call, operation: str, answer: Answer, fault: faults.Fault | None, began: float, hint: str = "") -> None:
    """Append the call's line, inside the transaction that is open."""
    opened, request = call.session.opened, call.request
    body: bytes | None = answer.body
    if body and not answer.json:
        body = orjson.dumps(body.decode("utf-8", "replace"))
    opened.log.write(
        Line(
            number=call.number,
            clone=call.clone.name,
            operation=operation,
            door=request.door,
            method=request.method,
            path=request.path,
            actor=call.clone.dialect.actor_name(call.actor) if call.actor is not None else None,
            arguments=call.arguments,
            status=answer.status,
            answer=body,
            changes=opened.store.changed(),
            fidelity=call.fidelity,
            fault=fault.id if fault else None,
            trace=request.header("traceparent") or None,
            client=request.header("user-agent") or None,
            request_id=call.request_id,
            at=clock.iso(call.moment, 3),
            hint=hint or None,
            duration_ms=round((time.perf_counter() - began) * 1000, 3),
        )
    )


def write_alone(
    call: Call, operation: str, answer: Answer, fault: faults.Fault | None, began: float, hint: str = ""
) -> None:
    """Append the line of a call that wrote nothing."""
    with call.session.transaction():
        write(call, operation, answer, fault, began, hint)


def fault(call: Call, operation: str) -> faults.Fault | None:
    """The fault that fires for this call, if one does."""
    opened, request = call.session.opened, call.request
    path = "/" + request.path.lstrip("/")
    found = faults.pick(opened.faults, call.clone.name, operation, request.method, path, opened.chance.fraction)
    opened.dirty = True
    return found


def broken(call: Call, operation: str, made: faults.Fault, began: float) -> Answer:
    """The answer of a fault that keeps the operation from running."""
    if made.kind == "status":
        answer = _status(call, made)
    else:
        answer = Answer(0, transport=made.kind)
    answer.delay_ms = made.delay_ms
    write_alone(call, operation, answer, made, began)
    return answer


def _status(call: Call, made: faults.Fault) -> Answer:
    dialect = call.clone.dialect
    status, shown = dialect.error(call, Problem("", status=made.status or 500))
    body = orjson.dumps(shown if made.body is None else made.body)
    is_json = True
    if isinstance(made.body, str):
        body, is_json = made.body.encode(), made.body[:1] in ("{", "[")
    headers = [*dialect.headers(call, status), *made.headers.items()]
    return Answer(made.status or status, body, headers, json=is_json)

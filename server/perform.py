"""One call from door to door, in the order that the design fixes; every door comes through here."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson

from . import arguments as gathering
from . import calls
from .call import Call, Select
from .generic import perform as generic_perform
from .hints import nearest
from .operation import GENERIC, REFUSED, WRITTEN, Operation
from .problems import Invalid, MissingScope, NoRoute, Problem, Refused, Taken, TooLarge, Unauthorized, WrongMethod
from .request import Answer, Request
from .state import faults, jobs
from .state.credentials import Credential
from .state.record import Record
from .state.session import Session

if TYPE_CHECKING:
    from .clone import Clone
    from .farm import Farm
    from .tool import Tool

logger = logging.getLogger("clonery")
NO_CONTENT = 204


def rest(farm: Farm, session: Session, clone: Clone, request: Request) -> Answer:
    """Answer a REST call."""
    call = start(farm, session, clone, request)

    def find() -> tuple[Operation, dict[str, str]]:
        path = clone.dialect.rewrite(call, request.path)  # may have another method as well
        return route(clone, request.method, path)

    def gather(operation: Operation, values: dict[str, str]) -> dict[str, Any]:
        return gathering.gather(call, operation, values)

    return _answer(farm, call, find, gather)


def operation(farm: Farm, session: Session, clone: Clone, request: Request, name: str, given: dict[str, Any]) -> Answer:
    """Answer a call of the operation `name` with its arguments at hand, as RPC, MCP and tool doors bring them."""
    call = start(farm, session, clone, request)

    def gather(found: Operation, _: dict[str, str]) -> dict[str, Any]:
        return gathering.adopt(call, found, given)

    return _answer(farm, call, lambda: (clone.operations[name], {}), gather)


def tool(farm: Farm, session: Session, clone: Clone, request: Request, made: Tool, given: dict[str, Any]) -> Answer:
    """Answer a call of an MCP tool: its one operation, or the function that composes several."""
    call = start(farm, session, clone, request)

    def gather(found: Operation, _: dict[str, str]) -> dict[str, Any]:
        return gathering.adopt(call, found, gathering.of_tool(call, made, given))

    return _answer(farm, call, lambda: (made.operation, {}), gather)


def field(
    farm: Farm, session: Session, clone: Clone, request: Request, made: Operation, given: dict[str, Any], select: Select
) -> Answer:
    """Answer a root field of a graph: its arguments were checked against the schema, `select` shows what was asked."""
    call = start(farm, session, clone, request)
    call.select = select
    return _answer(farm, call, lambda: (made, {}), lambda _, __: given)


def act(farm: Farm, session: Session, clone: Clone, request: Request, made: Operation, given: dict[str, Any]) -> Answer:
    """Answer an act: what a person or the outside world does. It needs no token, and no fault meets it."""
    began, call = time.perf_counter(), start(farm, session, clone, request)
    call.operation = made
    try:
        call.arguments = gathering.adopt(call, made, given)
        answer = _transact(call, made, gathering.settle(call, made, call.arguments), None, began)
    except Problem as problem:
        answer = refuse(call, problem)
        calls.write_alone(call, made.name, answer, None, began)
    farm.committed(call)
    return answer


def start(farm: Farm, session: Session, clone: Clone, request: Request) -> Call:
    """The call, at the session's time, after all that was due before it."""
    clock = session.clock
    if clock.tick:
        clock.move(clock.now() + clock.tick)
        session.opened.dirty = True
    moment = clock.now()
    run_due(farm, session, moment)
    session.opened.sequence += 1
    return Call(session, clone, request, moment, session.opened.log.last + 1)


def run_due(farm: Farm, session: Session, moment: int) -> int:
    """Run the jobs whose time has come, each in its own transaction at its due time; how many there were.

    Deliveries whose next try is due are told to the farm, which sends them beside the calls.
    """
    count = 0
    while made := jobs.due(session, moment):
        clone, clock = farm.clone(made.clone), session.clock
        clock.due = made.at
        try:
            call = Call(session, clone, Request("POST", "", door="clock"), made.at, session.opened.log.last + 1)
            session.opened.sequence += 1
            _run_job(call, made)
            farm.committed(call)
        finally:
            clock.due = None
        count += 1
    waiting = session.opened.next_delivery
    if waiting is not None and waiting <= moment:
        farm.on_deliveries(session)
    return count


def _run_job(call: Call, made: jobs.Job) -> None:
    began, session, name = time.perf_counter(), call.session, f"job:{made.name}"
    call.arguments, call.fidelity = made.details, WRITTEN
    try:
        with session.transaction():
            jobs.done(session, made)
            call.clone.jobs[made.name](call, **made.details)
            calls.write(call, name, Answer(NO_CONTENT), None, began)
    except Problem as problem:
        with session.transaction():
            jobs.done(session, made)
            calls.write(call, name, Answer(problem.status, orjson.dumps(problem.message)), None, began)
    except BaseException:
        # Our own mistake: it fails the call that came upon it, once, and not every call from here on.
        with session.transaction():
            jobs.done(session, made)
            calls.write(call, name, Answer(500), None, began)
        raise


def route(clone: Clone, method: str, path: str) -> tuple[Operation, dict[str, str]]:
    """The operation of a method and path, and what the placeholders hold. Raises NoRoute, WrongMethod."""
    found = clone.routes.find(path, method)
    if found is None:
        raise NoRoute(code="route")
    node, values = found
    end = node.ends.get(method) or (node.ends.get("GET") if method == "HEAD" else None)
    if end is None:
        raise WrongMethod(allowed=sorted(node.ends))
    names, target = end
    return target, dict(zip(names, values, strict=True))


def _answer(
    farm: Farm, call: Call, find: Callable[[], tuple[Operation, dict[str, str]]],
    gather: Callable[[Operation, dict[str, str]], dict[str, Any]],
) -> Answer:  # fmt: skip
    began = time.perf_counter()
    session, dialect, request = call.session, call.clone.dialect, call.request
    fault: faults.Fault | None = None
    operation: Operation | None = None
    try:
        if len(request.body) > farm.settings.body_limit_bytes:
            raise TooLarge(limit=farm.settings.body_limit_bytes)
        operation, values = find()
        call.operation = operation
        fault = calls.fault(call, operation.name) if session.opened.faults else None
        if fault and fault.kind in ("status", "timeout", "reset"):
            return calls.broken(call, operation.name, fault, began)
        authenticate(farm, call, operation)
        dialect.spend(call)
        call.arguments = gather(operation, values)
        given = call.arguments if call.select else gathering.settle(call, operation, call.arguments)
        answer = _transact(call, operation, given, fault, began)
    except Problem as problem:
        answer = refuse(call, problem)
        hint = nearest(call, problem)
        if hint:
            answer.headers.append(("X-Clonery-Hint", hint))
        calls.write_alone(call, operation.name if operation else "", answer, fault, began, hint)
    except OverflowError:  # a number in the body that no record holds
        answer = refuse(call, Invalid("a whole number is too large"))
        calls.write_alone(call, operation.name if operation else "", answer, fault, began)
    except sqlite3.OperationalError as error:
        logger.warning("%s: a statement was ended: %s", operation and operation.name, error)
        answer = refuse(call, Problem("the statement took too long", status=503))
        calls.write_alone(call, operation.name if operation else "", answer, fault, began)
    farm.committed(call)
    if fault:
        answer.delay_ms = fault.delay_ms
        answer.transport = {"truncate": "truncate", "lost_acknowledgement": "reset"}.get(fault.kind, "")
    return answer


def authenticate(farm: Farm, call: Call, operation: Operation) -> None:
    """Find who calls. Raises Unauthorized, MissingScope."""
    if operation.entry.get("public"):
        return
    dialect = call.clone.dialect
    credential = call.request.credential or _presented(farm, call, operation)
    if credential is None:
        return
    if credential.revoked:
        raise Unauthorized(code="revoked")
    if credential.expires_at is not None and credential.expires_at <= call.moment:
        raise Unauthorized(code="expired")
    call.credential = credential
    if credential.user is not None:
        call.actor = call.peek(call.clone.kind(dialect.user_kind), credential.user)
        if call.actor is None:
            raise Unauthorized(code="revoked")
    dialect.needs(call)
    needed = dialect.scopes(operation)
    if needed and credential.scopes is not None and not set(needed) & set(credential.scopes):
        raise MissingScope(needed=list(needed), provided=list(credential.scopes))


def _presented(farm: Farm, call: Call, operation: Operation) -> Credential | None:
    """The credential of the token that the request carries in the vendor's way. Raises Unauthorized."""
    dialect, credentials = call.clone.dialect, call.session.opened.credentials
    token = dialect.token(call.request)
    if token is None:
        if not dialect.open(operation):
            raise Unauthorized(code="missing")
        return None
    found = credentials.get(call.clone.name, token)
    if found is None and farm.settings.lenient_auth:
        found = credentials.default(call.clone.name)
    if found is None:
        raise Unauthorized(code="unknown")
    return found


def _transact(
    call: Call, operation: Operation, given: dict[str, Any], fault: faults.Fault | None, began: float
) -> Answer:
    if fault is not None and fault.kind == "stale":
        with faults.undone(call.session.store, call.session.opened.log.last_changes(), call.clone.kinds_by_number):
            answer = _made(call, operation, given)
        calls.write_alone(call, operation.name, answer, fault, began)
        return answer
    with call.session.transaction():
        answer = _made(call, operation, given)
        calls.write(call, operation.name, answer, fault, began)
    return answer


def _made(call: Call, operation: Operation, given: dict[str, Any]) -> Answer:
    """Run the operation and show its result, still inside the transaction."""
    call.fidelity = operation.fidelity
    try:
        if operation.function is not None:
            result = operation.call(call, given)
        elif operation.fidelity == REFUSED or call.session.strict:
            raise NoRoute(code="refused") if operation.fidelity != REFUSED else Refused(operation.reason)
        else:
            result = generic_perform(call, operation, given)
    except Taken as problem:
        raise call.clone.dialect.taken(call, problem) from None
    return _shown(call, operation, result)


def _shown(call: Call, operation: Operation, result: Any) -> Answer:
    dialect = call.clone.dialect
    if call.select is not None:
        answer = Answer(call.status or 200, orjson.dumps(call.select(call, result), default=dialect.deeper(call)))
    elif isinstance(result, Answer):
        answer = result
    elif result is None:
        answer = Answer(call.status or (operation.status if call.fidelity == GENERIC else NO_CONTENT))
    else:
        shown = dialect.shown(call, result, True) if isinstance(result, Record) else dialect.show(call, result)
        status = call.status or operation.status
        body = orjson.dumps(shown, default=dialect.deeper(call)) if status != NO_CONTENT else b""
        answer = Answer(status, body)
    answer.headers = [*answer.headers, *call.headers, *dialect.headers(call, answer.status)]
    if call.fidelity == GENERIC:
        answer.headers.append(("X-Clonery-Fidelity", GENERIC))
    return dialect.finish(call, answer)


def refuse(call: Call, problem: Problem) -> Answer:
    """The answer to a problem, in the vendor's words."""
    dialect = call.clone.dialect
    failure = dialect.failure(call, problem) if call.select is not None else None
    status, shown = failure or dialect.error(call, problem)
    call.status = status
    answer = Answer(status, orjson.dumps(shown) if shown is not None else b"", problem=problem if failure else None)
    answer.headers = [*call.headers, *call.clone.dialect.headers(call, status)]
    if isinstance(problem, Refused):
        answer.headers.append(("X-Clonery-Fidelity", REFUSED))
    made = call.clone.dialect.finish(call, answer)
    made.refused = True
    return made

"""Operations called from inside a tool that is made of several; https://github.com/github/github-mcp-server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.dialect import Paging

from . import scopes

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation


def run(call: Call, name: str, /, **arguments: Any) -> Any:
    """What an operation answers, if the token's scopes open it; arguments that are None are not sent.

    A refusal keeps the operation, so that it is worded as the operation's own.
    """
    before = call.operation
    made = enter(call, name).call(call, {key: value for key, value in arguments.items() if value is not None})
    call.operation = before
    return made


def enter(call: Call, name: str) -> Operation:
    """Go on as this operation, if the token's scopes open it."""
    call.operation = operation = call.clone.operations[name]
    scopes.check(call)
    return operation


def paged(call: Call, page: int | None, size: int | None) -> None:
    """Let the lists of this call be the page that a tool's arguments ask for."""
    number, limit = max(page or 1, 1), min(max(size or 30, 1), 100)
    call.paging = Paging(limit, (number - 1) * limit, number=number)

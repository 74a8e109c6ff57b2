"""Small facts of a workspace that one method sets and another reads; https://docs.slack.dev/reference/methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .lookups import me
from .records import Setting, User
from .wording import no

if TYPE_CHECKING:
    from clonery.server.call import Call


def kept(call: Call, name: str, default: Any = None) -> Any:
    """The fact of that name."""
    found = call.peek(Setting, name)
    return default if found is None else found.value


def keep(call: Call, name: str, value: Any) -> None:
    found = call.peek(Setting, name)
    if found is None:
        call.create(Setting, id=name, value=value)
    else:
        call.update(found, value=value)


def administrator(call: Call) -> User:
    """The caller, who must be an administrator."""
    user = me(call)
    if not (user.is_admin or user.is_owner):
        raise no("not_an_admin")
    return user

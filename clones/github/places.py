"""Finds written records by the path arguments of operations that nobody has written yet; https://docs.github.com/rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.state.record import Record

from . import lookups

if TYPE_CHECKING:
    from clonery.server.call import Call


def locate(call: Call, kind: str, values: dict[str, Any]) -> Record | None:
    """The repository, account or issue that the values name. Raises what its own operations would; None for others."""
    if kind == "repository" and {"owner", "name"} <= set(values):
        need = "push" if call.request.method != "GET" else ""
        return lookups.find_repository(call, values["owner"], values["name"], need)
    login = next((values[name] for name in ("login", "org", "username") if name in values), None)
    if kind == "organization" and login is not None:
        return lookups.find_organization(call, login)
    if kind == "user" and login is not None:
        return lookups.find_user(call, login)
    return None

"""Events that a caller makes up; https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ...lookups import find_repository
from ...refusals import Unprocessable

PROPERTY_LIMIT = 10
TYPE_LIMIT = 100
"""Characters of an event's type."""


@operation("repos/create-dispatch-event")
def create(call: Call, owner: str, repo: str, event_type: str, client_payload: dict[str, Any] | None = None) -> None:
    """POST /repos/{owner}/{repo}/dispatches"""
    repository = find_repository(call, owner, repo, "push")
    count = len(client_payload or {})
    if count > PROPERTY_LIMIT:
        raise Unprocessable(f"No more than {PROPERTY_LIMIT} properties are allowed; {count} were supplied.")
    if len(event_type) > TYPE_LIMIT:
        raise Unprocessable(f"event_type is too long (maximum is {TYPE_LIMIT} characters)")
    call.emit(
        "repository_dispatch", action=event_type, branch=repository.default_branch, repository=repository,
        client_payload=client_payload or {},
    )  # fmt: skip

"""What a moved reference brings about: events, the repository's dates, pull requests; https://docs.github.com/webhooks/webhook-events-and-payloads#push."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .git.objects import NO_SHA
from .languages import recounted
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

Listener = Callable[["Call", Repository, str, str, str], None]
"""Told of a moved branch or tag: repository, full name, the ids before and after (zeros where there is none)."""

Rename = Callable[["Call", Repository, str, str], None]
"""Told of a renamed branch: repository, the short name it had, the one it has now."""

_listeners: list[Listener] = []
_renames: list[Rename] = []


def after_push(listener: Listener) -> Listener:
    """Have a function told of every reference that moves, inside the same call."""
    _listeners.append(listener)
    return listener


def after_rename(listener: Rename) -> Rename:
    """Have a function told of every branch that is renamed, inside the same call."""
    _renames.append(listener)
    return listener


def pushed(call: Call, repository: Repository, name: str, before: str, after: str, forced: bool = False) -> None:
    """Tell all who care that a reference has been made, moved or deleted."""
    fresh = call.get(Repository, repository.id)
    changed = recounted(call, fresh, before, after) if name == f"refs/heads/{fresh.default_branch}" else {}
    fresh = call.update(fresh, pushed_at=call.now, **changed)
    if name.startswith(("refs/heads/", "refs/tags/")):
        for event, sha in (("create", before), ("delete", after)):
            if sha == NO_SHA:
                call.emit(event, repository=fresh, ref=name, sha=after if event == "create" else before)
        call.emit("push", repository=fresh, ref=name, before=before, after=after, forced=forced)
    for listener in _listeners:
        listener(call, fresh, name, before, after)


def renamed(call: Call, repository: Repository, old: str, new: str) -> None:
    """Tell all who care that a branch has another name; the default branch stays the default one."""
    fresh = call.get(Repository, repository.id)
    if fresh.default_branch == old:
        fresh = call.update(fresh, default_branch=new)
        call.emit("repository", action="edited", repository=fresh, was={"default_branch": old})
    for listener in _renames:
        listener(call, fresh, old, new)

"""What is remembered and told of an issue: its events, and webhooks for issues or pull requests; https://docs.github.com/rest/issues/events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .records.issues import Issue, IssueEvent
from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call


def note(
    call: Call, issue: Issue, event: str, *, actor: User | None = None, commit: str | None = None, **details: Any
) -> IssueEvent:
    """Remember an event of an issue or pull request, the caller's unless `actor` is another.

    `details` are as `IssueEvent` describes them.
    """
    who = actor or call.actor
    return call.create(
        IssueEvent, repository=issue.repository, issue=issue, event=event, commit=commit, details=details,
        actor=who.id if who is not None else None, created_at=call.now,
    )  # fmt: skip


def tell(call: Call, repository: Repository, issue: Issue, action: str, **more: Any) -> None:
    """Tell those who listen: as `issues`, or as `pull_request` where the issue is a pull request's other side."""
    if issue.pull is None:
        call.emit("issues", action=action, repository=repository, issue=issue, **more)
        return
    pull = call.get(call.clone.kind("pull_request"), issue.pull)
    call.emit("pull_request", action=action, number=issue.number, repository=repository, pull_request=pull, **more)

"""Pull requests that merge themselves once nothing keeps them from it; https://docs.github.com/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/automatically-merging-a-pull-request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.problems import Problem

from ..lookups import me
from ..records.people import User
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..refusals import Unprocessable
from ..trail import note, tell
from .finding import issue_of
from .standing import standing

if TYPE_CHECKING:
    from clonery.server.call import Call

TOLD = ("status", "check_run", "check_suite", "pull_request_review", "pull_request_review_thread")
"""Events after which a waiting pull request may have become ready."""


def enable(call: Call, repository: Repository, pull: PullRequest, method: str, **words: Any) -> PullRequest:
    """Let it wait for its merge. Raises Unprocessable where the repository forbids that, or it could merge now."""
    if not repository.allow_auto_merge:
        raise Unprocessable("Pull request Auto merge is not allowed for this repository")
    state = standing(call, repository, pull).state
    if pull.state != "open" or state in ("clean", "draft"):
        raise Unprocessable(f"Pull request Pull request is in {state if pull.state == 'open' else 'closed'} status")
    held = {"enabled_by": me(call).id, "enabled_at": call.now, "merge_method": method, **words}
    pull = call.update(pull, auto_merge=held)
    note(call, issue_of(call, pull), "auto_merge_enabled")
    tell(call, repository, issue_of(call, pull), "auto_merge_enabled")
    return pull


def disable(call: Call, repository: Repository, pull: PullRequest) -> PullRequest:
    """Wait no longer. Raises Unprocessable for one that does not wait."""
    if pull.auto_merge is None:
        raise Unprocessable("Can't disable auto-merge for this pull request.")
    pull = call.update(pull, auto_merge=None)
    note(call, issue_of(call, pull), "auto_merge_disabled")
    tell(call, repository, issue_of(call, pull), "auto_merge_disabled")
    return pull


def told(call: Call, event: str, payload: dict[str, Any]) -> None:
    """Merge what waited for this event, as whoever wanted it."""
    repository = payload.get("repository")
    if event not in TOLD or repository is None or not repository.allow_auto_merge:
        return
    for pull in call.all(PullRequest, {"repository": repository.id, "state": "open"}):
        if pull.auto_merge is not None and standing(call, repository, pull).state in ("clean", "unstable"):
            _merge(call, repository, pull, pull.auto_merge)


def _merge(call: Call, repository: Repository, pull: PullRequest, held: dict[str, Any]) -> None:
    from ..operations.pulls.merges import bring_in, check

    actor = call.actor
    call.actor = call.get(User, held["enabled_by"])
    try:
        check(call, repository, pull, None, held["merge_method"])
        pull = call.update(pull, auto_merge=None)
        bring_in(call, repository, pull, held["merge_method"], held.get("commit_headline"), held.get("commit_body"))
    except Problem:
        pass  # something else keeps it: it goes on waiting
    finally:
        call.actor = actor

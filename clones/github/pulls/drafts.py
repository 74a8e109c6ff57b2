"""Drafts and what is ready for review; https://docs.github.com/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/changing-the-stage-of-a-pull-request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.pulls import PullRequest
from ..records.repositories import Repository
from ..refusals import Unprocessable
from ..trail import note, tell
from .finding import issue_of, may_change
from .owners import ask_owners

if TYPE_CHECKING:
    from clonery.server.call import Call


def set_draft(call: Call, repository: Repository, pull: PullRequest, draft: bool) -> PullRequest:
    """Let a pull request be a draft, or be ready for review; REST has no operation for it, GraphQL and tools have."""
    may_change(call, repository, issue_of(call, pull).user)
    if pull.draft == draft:
        return pull
    if pull.state != "open":
        raise Unprocessable("Only an open pull request can be a draft or be made ready for review.")
    pull = call.update(pull, draft=draft)
    issue = call.update(issue_of(call, pull), updated_at=call.now)
    note(call, issue, "convert_to_draft" if draft else "ready_for_review")
    tell(call, repository, issue, "converted_to_draft" if draft else "ready_for_review")
    ask_owners(call, repository, pull)
    return call.get(PullRequest, pull.id)

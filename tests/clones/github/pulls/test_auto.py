"""Pull requests that wait for their merge."""

import pytest

from clonery.clones.github.pulls import auto
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call


def test_what_refuses_to_wait(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "requested_reviewers": [], "requested_teams": []}
    pull = call.create(
        PullRequest, repository=webapp, number=99, state="closed", head_repository=webapp.id, head_owner=webapp.owner,
        head_ref="x", head_sha="0" * 40, base_ref="main", base_sha="0" * 40, **stamps,
    )  # fmt: skip
    with pytest.raises(Unprocessable, match="not allowed for this repository"):
        auto.enable(call, webapp, pull, "merge")
    with pytest.raises(Unprocessable, match="closed status"):
        auto.enable(call, call.update(webapp, allow_auto_merge=True), pull, "merge")
    with pytest.raises(Unprocessable, match="disable auto-merge"):
        auto.disable(call, webapp, pull)

"""Drafts."""

import pytest

from clonery.clones.github.pulls.drafts import set_draft
from clonery.clones.github.pulls.finding import issue_of
from clonery.clones.github.records.issues import IssueEvent
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call


def test_to_and_fro(call: Call, webapp: Repository, pull: PullRequest) -> None:
    pull = set_draft(call, webapp, pull, True)
    assert pull.draft
    assert set_draft(call, webapp, pull, True) == pull
    pull = set_draft(call, webapp, pull, False)
    events = [event.event for event in call.all(IssueEvent, {"issue": issue_of(call, pull).id})]
    assert (pull.draft, events) == (False, ["convert_to_draft", "ready_for_review"])
    with pytest.raises(Unprocessable):
        set_draft(call, webapp, call.update(pull, state="closed"), True)

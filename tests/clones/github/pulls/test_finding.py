"""Pull requests found, and who may speak and change."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.pulls.finding import find_pull, issue_of, may_change, may_speak
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Forbidden, NotFound, Unauthorized


def test_by_number(call: Call, pull: PullRequest) -> None:
    assert find_pull(call, "acme", "webapp", pull.number)[1] == pull
    assert (issue_of(call, pull).pull, issue_of(call, pull).title) == (pull.id, "A dark theme")
    with pytest.raises(NotFound):
        find_pull(call, "acme", "webapp", 1)


def test_a_locked_one_is_for_those_who_push(call: Call, webapp: Repository, pull: PullRequest) -> None:
    call.update(issue_of(call, pull), locked=True)
    may_speak(call, webapp, pull)
    call.actor = find_user(call, "cleo")
    call.memo.clear()
    with pytest.raises(Forbidden):
        may_speak(call, webapp, pull)
    call.actor = None
    with pytest.raises(Unauthorized):
        may_speak(call, webapp, pull)


def test_authors_change_their_own(call: Call, webapp: Repository) -> None:
    call.actor = cleo = find_user(call, "cleo")
    call.memo.clear()
    may_change(call, webapp, cleo.id)
    with pytest.raises(Forbidden):
        may_change(call, webapp, 1)
    with pytest.raises(Forbidden):
        may_change(call, call.update(webapp, archived=True), cleo.id)

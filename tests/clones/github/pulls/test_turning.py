"""Pull requests closed and opened again."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.operations.issues.changes import change
from clonery.clones.github.pulls.finding import issue_of
from clonery.clones.github.pulls.turning import may_turn, turned
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import ValidationFailed
from clonery.server.call import Call


def test_it_follows_its_issue_side(call: Call, webapp: Repository, pull: PullRequest) -> None:
    new = gitstore.commit_files(call, webapp, "main", {"x": b"x"}, "More").sha
    change(call, webapp, issue_of(call, pull), state="closed")
    closed = call.get(PullRequest, pull.id)
    assert (closed.state, closed.base_sha) == ("closed", new)
    later = gitstore.commit_files(call, webapp, "dark-theme", {"y": b"y"}, "Later").sha
    assert call.get(PullRequest, pull.id).head_sha == pull.head_sha
    change(call, webapp, issue_of(call, pull), state="open")
    assert (call.get(PullRequest, pull.id).state, call.get(PullRequest, pull.id).head_sha) == ("open", later)
    turned(call, webapp, issue_of(call, pull))
    assert call.get(PullRequest, pull.id).state == "open"


def test_what_cannot_be_opened_again(call: Call, webapp: Repository, pull: PullRequest) -> None:
    change(call, webapp, issue_of(call, pull), state="closed")
    may_turn(call, webapp, issue_of(call, pull), "open")
    may_turn(call, webapp, issue_of(call, pull), "closed")
    ref = gitstore.find_ref(call, webapp, "refs/heads/dark-theme")
    assert ref is not None
    gitstore.delete_ref(call, webapp, ref)
    with pytest.raises(ValidationFailed) as refused:
        may_turn(call, webapp, issue_of(call, pull), "open")
    assert refused.value.errors[0]["message"].endswith("The head repository or branch has been deleted.")
    call.update(call.get(PullRequest, pull.id), merged_at=call.now)
    with pytest.raises(ValidationFailed) as refused:
        may_turn(call, webapp, issue_of(call, pull), "open")
    assert refused.value.errors[0]["message"] == "state cannot be changed. The pull request cannot be reopened."

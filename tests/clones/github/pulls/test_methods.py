"""The commits of the three ways to merge."""

import pytest

from clonery.clones.github import gitstore
from clonery.clones.github.pulls.methods import METHODS, allowed, make, stored
from clonery.clones.github.pulls.ranges import base_of
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


@pytest.mark.parametrize(("method", "parents", "steps"), [("merge", 2, 1), ("squash", 1, 1), ("rebase", 1, 2)])
def test_the_same_tree_by_another_graph(
    call: Call, webapp: Repository, pull: PullRequest, method: str, parents: int, steps: int
) -> None:
    base = base_of(call, webapp, pull)
    sha = make(call, webapp, pull, method, None, None)
    assert sha is not None
    made = gitstore.find_commit(call, webapp, sha)
    assert made is not None
    trial = gitstore.find_commit(call, webapp, pull.merge_commit_sha or "")
    assert trial is not None
    assert (len(made.parents), made.tree) == (parents, trial.tree)
    assert gitstore.ahead_and_behind(call, webapp, base, sha) == (steps if method != "merge" else 3, 0)


def test_a_title_alone_keeps_the_settings_body(call: Call, webapp: Repository, pull: PullRequest) -> None:
    sha = make(call, webapp, pull, "merge", "Mine", None)
    made = gitstore.find_commit(call, webapp, sha or "")
    assert made is not None
    assert made.message == "Mine\n\nA dark theme"
    blank = make(call, webapp, pull, "squash", "Mine", "")
    made = gitstore.find_commit(call, webapp, blank or "")
    assert made is not None
    assert made.message == "Mine"


def test_merges_inside_are_left_out_of_squashes(call: Call, webapp: Repository, pull: PullRequest) -> None:
    assert [commit.message for commit in stored(call, webapp, pull)] == ["Begin a dark theme", "Darken the buttons"]


def test_settings_switch_ways_off(webapp: Repository) -> None:
    assert [allowed(webapp, method) for method in METHODS] == [True, True, True]
    off = webapp.load(webapp.rid, {**webapp.doc, "allow_squash_merge": False})
    assert [allowed(off, method) for method in METHODS] == [True, False, True]

"""Commits, changes and sums of a pull request."""

from clonery.clones.github import gitstore
from clonery.clones.github.pulls.ranges import base_of, between, changes_of, commits_of, patch_of, stats_of, trees_of
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_the_commits_are_those_that_the_base_lacks(call: Call, webapp: Repository, pull: PullRequest) -> None:
    shas = commits_of(call, webapp, pull)
    assert (len(shas), shas[-1]) == (2, pull.head_sha)
    found = between(call, webapp, base_of(call, webapp, pull), pull.head_sha)
    assert (found.status, found.behind, found.ahead) == ("diverged", 1, shas[::-1])


def test_an_open_one_follows_its_base_a_closed_one_does_not(call: Call, webapp: Repository, pull: PullRequest) -> None:
    new = gitstore.commit_files(call, webapp, "main", {"x": b"x"}, "More").sha
    assert (base_of(call, webapp, pull), pull.base_sha != new) == (new, True)
    closed = call.update(pull, state="closed")
    assert base_of(call, webapp, closed) == pull.base_sha


def test_changes_are_against_where_the_branches_part(call: Call, webapp: Repository, pull: PullRequest) -> None:
    (change,) = changes_of(call, webapp, pull)
    assert (change.path, change.status) == ("static/dark.css", "added")
    assert patch_of(call, webapp, change).additions == 8
    assert stats_of(call, webapp, pull) == (8, 0, 1)
    first = commits_of(call, webapp, pull)[0]
    assert patch_of(call, webapp, changes_of(call, webapp, pull, first)[0]).additions == 4
    assert trees_of(call, webapp, pull, first)[0] == trees_of(call, webapp, pull)[0]

"""The trial merge and the references of a pull request."""

from clonery.clones.github import gitstore
from clonery.clones.github.pulls.trial import drop, renew
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def at(call: Call, repository: Repository, pull: PullRequest, name: str) -> str | None:
    found = gitstore.find_ref(call, repository, f"refs/pull/{pull.number}/{name}")
    return found.sha if found else None


def test_both_are_there_and_follow(call: Call, webapp: Repository, pull: PullRequest) -> None:
    assert (at(call, webapp, pull, "head"), at(call, webapp, pull, "merge")) == (pull.head_sha, pull.merge_commit_sha)
    made = gitstore.find_commit(call, webapp, pull.merge_commit_sha or "")
    assert made is not None
    assert made.parents == [pull.base_sha, pull.head_sha]
    new = gitstore.commit_files(call, webapp, "dark-theme", {"x": b"x"}, "More").sha
    assert at(call, webapp, pull, "head") == new


def test_a_conflict_has_no_trial(call: Call, webapp: Repository, pull: PullRequest) -> None:
    gitstore.commit_files(call, webapp, "main", {"static/dark.css": b"another\n"}, "Another")
    again = renew(call, webapp, pull)
    assert (again.merge_commit_sha, at(call, webapp, pull, "merge")) == (None, None)
    drop(call, webapp, pull)
    assert at(call, webapp, pull, "head") == pull.head_sha

"""Commits applied anew."""

from clonery.clones.github import gitstore
from clonery.clones.github.pulls.replay import replay
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def history(call: Call, repository: Repository, *steps: bytes) -> list[str]:
    """A base with the file `a`, and a branch `side` with one commit for each content of it."""
    gitstore.commit_files(call, repository, "", {"a": b"1\n2\n3\n4\n5\n"}, "base")
    gitstore.create_ref(call, repository, "refs/heads/side", gitstore.resolve(call, repository))
    return [gitstore.commit_files(call, repository, "side", {"a": step}, f"step {step!r}").sha for step in steps]


def test_each_step_stands_on_the_ones_before(call: Call, fresh: Repository) -> None:
    shas = history(call, fresh, b"x\n2\n3\n4\n5\n", b"y\n2\n3\n4\n5\n")
    onto = gitstore.commit_files(call, fresh, "", {"a": b"1\n2\n3\n4\nz\n"}, "onto").sha
    before = len(call.session.store.changes)
    steps = replay(call, fresh, onto, shas)
    assert steps is not None
    contents = [list(step.merged.blobs.values()) for step in steps]
    assert contents == [[b"x\n2\n3\n4\nz\n"], [b"y\n2\n3\n4\nz\n"]]
    assert len(call.session.store.changes) == before


def test_a_step_that_conflicts_ends_it_though_the_sum_would_merge(call: Call, fresh: Repository) -> None:
    shas = history(call, fresh, b"x\n2\n3\n4\n5\n", b"1\n2\n3\n4\n5\n")
    onto = gitstore.commit_files(call, fresh, "", {"a": b"y\n2\n3\n4\n5\n"}, "onto").sha
    assert replay(call, fresh, onto, shas) is None


def test_what_is_there_already_is_left_out(call: Call, fresh: Repository) -> None:
    shas = history(call, fresh, b"x\n2\n3\n4\n5\n")
    onto = gitstore.commit_files(call, fresh, "", {"a": b"x\n2\n3\n4\n5\n"}, "the same").sha
    assert replay(call, fresh, onto, shas) == []

"""Merges of two commits."""

from clonery.clones.github import gitstore
from clonery.clones.github.merging import merge, merged, web_flow
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def branches(call: Call, repository: Repository, ours: bytes, theirs: bytes) -> tuple[str, str]:
    gitstore.commit_files(call, repository, "", {"a": b"1\n2\n3\n", "b": b""}, "base")
    gitstore.create_ref(call, repository, "refs/heads/side", gitstore.resolve(call, repository))
    one = gitstore.commit_files(call, repository, "", {"a": ours}, "ours")
    two = gitstore.commit_files(call, repository, "side", {"a": theirs}, "theirs")
    return one.sha, two.sha


def test_changes_apart_become_one_commit_with_two_parents(call: Call, fresh: Repository) -> None:
    ours, theirs = branches(call, fresh, b"0\n2\n3\n", b"1\n2\n4\n")
    person = web_flow(call)
    made = merge(call, fresh, ours, theirs, "Merge", person, person)
    assert made is not None
    assert made.parents == [ours, theirs]
    assert (made.committer["name"], made.committer["email"]) == ("GitHub", "noreply@github.com")
    blob = next(entry.sha for entry in gitstore.read_tree(call, fresh)(made.tree) if entry.name == "a")
    assert gitstore.read_blob(call, fresh)(blob) == b"0\n2\n4\n"


def test_changes_of_one_line_conflict_and_store_nothing(call: Call, fresh: Repository) -> None:
    ours, theirs = branches(call, fresh, b"x\n2\n3\n", b"y\n2\n3\n")
    before = len(call.session.store.changes)
    assert merge(call, fresh, ours, theirs, "Merge", web_flow(call), web_flow(call)) is None
    found = merged(call, fresh, ours, theirs).conflicts
    assert [(conflict.path, conflict.kind) for conflict in found] == [("a", "content")]
    assert len(call.session.store.changes) == before

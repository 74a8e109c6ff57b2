"""Objects read."""

from clonery.clones.github import gitstore
from clonery.clones.github.git.objects import EMPTY_TREE
from clonery.clones.github.gitstore import reading
from clonery.clones.github.lookups import find_repository
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_an_object_has_a_type_in_the_repository_that_has_it(call: Call, webapp: Repository, fresh: Repository) -> None:
    head = gitstore.find_commit(call, webapp, gitstore.resolve(call, webapp))
    assert head is not None
    blob = gitstore.write_blob(call, webapp, b"only here\n")
    for sha, kind in ((head.sha, "commit"), (head.tree, "tree"), (blob, "blob"), (EMPTY_TREE, "tree")):
        assert gitstore.has(call, webapp, sha) == kind
    assert [gitstore.has(call, fresh, sha) for sha in (head.sha, head.tree, blob)] == [None] * 3
    assert gitstore.tree_of(call, webapp, head.sha) == head.tree


def test_a_fork_reads_what_its_source_has(call: Call, webapp: Repository) -> None:
    fork = call.create(
        Repository, owner=call.actor, name="fork", topics=[], languages={}, security={}, fork=True, parent=webapp.id,
        source=webapp.id, created_at=call.now, updated_at=call.now,
    )  # fmt: skip
    assert gitstore.network(fork) == webapp.id
    blob = gitstore.write_blob(call, fork, b"in the fork\n")
    assert gitstore.has(call, webapp, blob) == "blob"
    assert gitstore.read_blob(call, webapp)(blob) == b"in the fork\n"


def test_trees_are_decoded_once(call: Call, webapp: Repository) -> None:
    tree = gitstore.tree_of(call, webapp, gitstore.resolve(call, webapp))
    read = gitstore.read_tree(call, webapp)
    assert [entry.name for entry in read(tree)] == ["README.md", "docs", "run.sh", "shop", "tests"]
    assert read(tree) is gitstore.read_tree(call, find_repository(call, "acme", "webapp"))(tree)
    kept = dict(reading._trees)
    reading._trees.clear()
    assert read(tree) == kept[tree], "what was forgotten is read again"


def test_a_stored_commit_is_given_as_git_takes_it(call: Call, webapp: Repository) -> None:
    record = gitstore.find_commit(call, webapp, gitstore.resolve(call, webapp, "dark-theme"))
    assert record is not None
    commit = gitstore.parsed_commit(record)
    assert (commit.message, commit.author.name, commit.author.date) == (
        "Darken the buttons", "Ben Okafor", "2025-11-12T10:05:00Z",
    )  # fmt: skip
    assert commit.parents == tuple(record.parents)

"""Merges of trees and commits are those of git."""

from typing import NoReturn

import pytest

from clonery.clones.github.git.history import merge_bases
from clonery.clones.github.git.merge import Merged, merge_commits, merge_trees
from clonery.clones.github.git.merge_files import Labels
from clonery.clones.github.git.objects import EXECUTABLE, SYMLINK
from clonery.clones.github.git.trees import flatten

from .conftest import Files, Fuzz, Repository, Story, reshaped

NO_TREE = ""


def merged(repository: Repository, ours: str, theirs: str) -> Merged:
    return merge_commits(
        repository.graph, repository.read_tree, repository.read_blob, ours, theirs, Labels(ours, theirs)
    )


def assert_same(repository: Repository, ours: str, theirs: str) -> bool:
    """Both merge without conflict, and to the same tree, or both don't."""
    made = merged(repository, ours, theirs)
    clean, tree = repository.merge_tree(ours, theirs)
    assert (made.clean, made.tree if clean else NO_TREE) == (clean, tree if clean else NO_TREE), made.conflicts
    return clean


def fork(repository: Repository, base: Files, ours: Files, theirs: Files) -> tuple[str, str]:
    root = repository.put_commit(repository.put_tree(base))
    one = repository.put_commit(repository.put_tree(ours), (root,), message="ours")
    return one, repository.put_commit(repository.put_tree(theirs), (root,), message="theirs")


@pytest.mark.parametrize("moves", [0.0, 0.1, 0.3])
def test_random_trees(repository: Repository, moves: float) -> None:
    pairs = []
    for seed in range(40):
        fuzz = Fuzz(seed)
        base = {path: fuzz.text(40) for path in fuzz.files(fuzz.random.randint(1, 8))}
        pairs.append(fork(repository, base, reshaped(fuzz, base, moves), reshaped(fuzz, base, moves)))
    assert {assert_same(repository, *heads) for heads in pairs} == {True, False}


LONG = b"".join(b"line %d\n" % number for number in range(20))
EDIT, OTHER = LONG.replace(b"3\n", b"three\n"), LONG.replace(b" 3\n", b" III\n")


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "conflicts"),
    [
        ({"f": LONG}, {"f": EDIT}, {"f": LONG + b"end\n"}, []),
        ({"f": LONG}, {"f": EDIT}, {"f": OTHER}, [("f", "content")]),
        ({"f": LONG}, {"f": EDIT}, {}, [("f", "modify/delete")]),
        ({"f": LONG}, {}, {"f": EDIT}, [("f", "modify/delete")]),
        ({"f": LONG}, {"g": LONG}, {"f": EDIT}, []),
        ({"f": LONG}, {"g": LONG}, {}, [("g", "rename/delete")]),
        ({"f": LONG}, {"g": LONG}, {"h": LONG}, [(name, "rename/rename") for name in "fgh"]),
        ({"f": LONG}, {"g": EDIT}, {"g": LONG + b"end\n"}, []),
        ({"f": LONG}, {"g": EDIT}, {"f": LONG, "g": b"new\n"}, [("g", "add/add")]),
        ({"x": b""}, {"x": b"", "f": b"1\n"}, {"x": b"", "f": b"2\n"}, [("f", "add/add")]),
        ({"x": b""}, {"x": b"", "f": b"1\n"}, {"x": b"", "f": b"1\n"}, []),
        ({"x": b""}, {"x": b"", "f": b"1\n"}, {"x": b"", "f/g": b"2\n"}, [("f", "directory/file")]),
        ({"f": b"1\n"}, {"f": b"1\n"}, {"f/g": b"2\n"}, []),
        ({"f": b"1\n"}, {"f": b"2\n"}, {"f/g": b"3\n"}, [("f", "directory/file"), ("f", "modify/delete")]),
        ({"f": b"1\n"}, {"f": (EXECUTABLE, b"1\n")}, {"f": b"2\n"}, []),
        ({"x": b""}, {"f": b"1\n"}, {"f": (EXECUTABLE, b"1\n")}, [("f", "mode")]),
        ({"f": b"1\n"}, {"f": (SYMLINK, b"1\n")}, {"f": b"2\n"}, [("f", "type")]),
        ({"f": (SYMLINK, b"a")}, {"f": (SYMLINK, b"b")}, {"f": (SYMLINK, b"c")}, [("f", "content")]),
        ({"f": b"\0a"}, {"f": b"\0b"}, {"f": b"\0c"}, [("f", "content")]),
        ({"f": b"\0a"}, {"f": b"\0b"}, {"f": b"\0a"}, []),
        ({"f": LONG}, {"f": LONG + b"1\n"}, {"f": LONG + b"1\n"}, []),
        ({"f": LONG}, {"g": LONG + b"1\n"}, {"f": EDIT, "g": LONG + b"1\n"}, []),
        ({"f": LONG}, {"f": EDIT, "g": LONG + b"1\n"}, {"g": LONG + b"1\n"}, []),
    ],
)
def test_each_kind_of_conflict(
    repository: Repository, base: Files, ours: Files, theirs: Files, conflicts: list[tuple[str, str]]
) -> None:
    heads = fork(repository, base, ours, theirs)
    made = merged(repository, *heads)
    assert [(conflict.path, conflict.kind) for conflict in made.conflicts] == conflicts
    assert assert_same(repository, *heads) == (not conflicts)


def test_the_versions_of_a_conflict(repository: Repository) -> None:
    heads = fork(repository, {"f": b"1\n"}, {"f": b"2\n"}, {"f": b"3\n"})
    (conflict,) = merged(repository, *heads).conflicts
    blobs = [repository.read_blob(version[1]) for version in conflict[2:] if version]
    assert blobs == [b"1\n", b"2\n", b"3\n"]


def test_histories_with_merges(repository: Repository) -> None:
    stories = [Story(repository, Fuzz(seed), 30) for seed in range(8)]
    pairs = [story.fuzz.random.choices(story.shas[-10:], k=2) for story in stories for _ in range(6)]
    assert {assert_same(repository, ours, theirs) for ours, theirs in pairs} == {True, False}


def crossed(repository: Repository, fuzz: Fuzz) -> list[str]:
    """Two heads that have merged each other: their best common ancestors are two."""
    base = {"f": fuzz.text(40), "g": fuzz.text(40), "h/i": fuzz.text(40)}

    def commit(files: dict[str, bytes], parents: list[str], seconds: int) -> str:
        edited = {path: fuzz.edited(data, 2) for path, data in files.items()}
        sha = repository.put_commit(repository.put_tree(edited), parents, seconds, f"{fuzz.random.random()}")
        known[sha] = edited
        return sha

    known: dict[str, dict[str, bytes]] = {}
    root = commit(base, [], 1_700_000_000)
    heads = [commit(known[root], [root], 1_700_000_000 + side) for side in (1, 2)]
    mixed = [known[heads[side]] | {"g": known[heads[1 - side]]["g"]} for side in (0, 1)]
    return [commit(mixed[side], [heads[side], heads[1 - side]], 1_700_000_010 + side) for side in (0, 1)]


def test_criss_cross(repository: Repository) -> None:
    pairs = [crossed(repository, Fuzz(seed)) for seed in range(40)]
    assert {len(merge_bases(repository.graph, ours, theirs)) for ours, theirs in pairs} == {2}
    assert {assert_same(repository, ours, theirs) for ours, theirs in pairs} == {True, False}


def test_a_commit_picked_onto_another(repository: Repository) -> None:
    """What a rebase does with each commit, compared with git's own rebase."""
    root = repository.put_commit(repository.put_tree({"f": LONG}))
    onto = repository.put_commit(repository.put_tree({"f": LONG + b"end\n"}), (root,))
    topic = repository.put_commit(repository.put_tree({"g": EDIT}), (root,))
    trees = [repository.graph(sha).tree for sha in (root, onto, topic)]
    made = merge_trees(repository.read_tree, repository.read_blob, trees[0], trees[1], trees[2])
    repository.git("checkout", "-q", "--detach", topic)
    repository.git("rebase", "-q", onto)
    assert made.clean
    assert repository.lines("rev-parse", "HEAD^{tree}") == [made.tree]
    repository.put_trees(made.trees)
    assert list(flatten(repository.read_tree, made.tree)) == ["g"]
    assert list(made.blobs.values()) == [EDIT + b"end\n"]


def test_trivial_merges_read_nothing() -> None:
    def read(sha: str) -> NoReturn:
        raise AssertionError(sha)

    for base, ours, theirs, result in (("1", "1", "2", "2"), ("1", "2", "1", "2"), ("1", "2", "2", "2")):
        assert merge_trees(read, read, base, ours, theirs) == (result, {}, {}, [])

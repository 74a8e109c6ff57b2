"""What differs between two trees is what `git diff-tree -M` says."""

import pytest

from clonery.clones.github.git.changes import Change, changes, removed_and_added, renamed
from clonery.clones.github.git.objects import EXECUTABLE, FILE, SYMLINK, Entry

from .conftest import Fuzz, Repository, reshaped

STATUS = {"A": "added", "D": "removed", "M": "modified", "T": "changed", "R": "renamed"}


def raw(text: bytes) -> list[Change]:
    """The lines of git's raw format, NUL-separated."""
    words = iter(text.decode().split("\0")[:-1])
    found = []
    for head in words:
        old_mode, mode, old_sha, sha, status = head[1:].split(" ")
        old_path = next(words)
        path = next(words) if status[0] == "R" else old_path
        similarity = int(status[1:] or 100)
        found.append(Change(STATUS[status[0]], path, old_path, old_mode, old_sha, mode, sha, similarity))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_random_trees(repository: Repository, seed: int) -> None:
    fuzz = Fuzz(seed)
    files = fuzz.files(fuzz.random.randint(1, 25), 30)
    old, new = repository.put_tree(files), repository.put_tree(reshaped(fuzz, files, 0.3))
    printed = repository.git("diff-tree", "-r", "-z", "-M", old, new)
    assert changes(repository.read_tree, old, new, repository.read_blob) == raw(printed)
    printed = repository.git("diff-tree", "-r", "-z", "--no-renames", old, new)
    assert changes(repository.read_tree, old, new) == raw(printed)


def test_every_status(repository: Repository) -> None:
    long = b"".join(b"line %d\n" % number for number in range(20))
    old = repository.put_tree({"a": b"1\n", "b": b"2\n", "c": b"3\n", "d/e": long, "f": b"4\n", "g": b"same\n"})
    new = repository.put_tree(
        {"a": b"one\n", "b": (EXECUTABLE, b"2\n"), "c": (SYMLINK, b"3\n"), "d2/e": long + b"more\n", "new": b"5\n",
         "g": b"same\n"}
    )  # fmt: skip
    found = changes(repository.read_tree, old, new, repository.read_blob)
    assert [(change.status, change.old_path, change.path) for change in found] == [
        ("modified", "a", "a"), ("modified", "b", "b"), ("changed", "c", "c"), ("renamed", "d/e", "d2/e"),
        ("removed", "f", "f"), ("added", "new", "new"),
    ]  # fmt: skip
    assert (found[3].similarity, found[1].old_mode, found[1].mode) == (96, FILE, EXECUTABLE)
    assert raw(repository.git("diff-tree", "-r", "-z", "-M", old, new)) == found


def test_unchanged_directories_are_not_read(repository: Repository) -> None:
    old, new = repository.put_tree({"a/b/c": b"1", "d/e": b"2"}), repository.put_tree({"a/b/c": b"1", "d/e": b"3"})
    asked = []

    def count(sha: str) -> list[Entry]:
        asked.append(sha)
        return repository.read_tree(sha)

    assert [change.path for change in changes(count, old, new)] == ["d/e"]
    assert len(asked) == 4
    assert [change.status for change in changes(count, None, new)] == ["added", "added"]
    assert [change.status for change in changes(count, new, None)] == ["removed", "removed"]


def test_pairs_become_renames() -> None:
    gone = Change("removed", "a", "a", FILE, "1" * 40, "000000", "0" * 40)
    new = Change("added", "b", "b", "000000", "0" * 40, FILE, "2" * 40)
    assert removed_and_added([gone, new]) == ({"a": (FILE, "1" * 40)}, {"b": (FILE, "2" * 40)})
    assert renamed([gone, new], {"b": ("a", 60)}) == [
        Change("renamed", "b", "a", FILE, "1" * 40, FILE, "2" * 40, 60)
    ]  # fmt: skip

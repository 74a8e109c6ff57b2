"""The table of changed files is that of `git diff --stat --summary`."""

import pytest

from clonery.clones.github.git.changes import changes
from clonery.clones.github.git.diffstat import diffstat
from clonery.clones.github.git.objects import EXECUTABLE
from clonery.clones.github.git.patches import file_patch

from .conftest import Files, Fuzz, Repository, reshaped


def table(repository: Repository, old: str, new: str, width: int = 72) -> str:
    found = changes(repository.read_tree, old, new, repository.read_blob)
    return diffstat([file_patch(change, repository.read_blob) for change in found], width).decode()


@pytest.mark.parametrize("width", [30, 72, 80, 200])
def test_random_trees(repository: Repository, width: int) -> None:
    fuzz = Fuzz(width)
    for _ in range(5):
        files = {f"{path}/" * 4 + path: data for path, data in fuzz.files(12, fuzz.random.choice([5, 200])).items()}
        changed = reshaped(fuzz, files, 0.4) | {"x.bin": b"\0" * fuzz.random.randint(1, 9999)}
        old, new = repository.put_tree(files), repository.put_tree(changed)
        printed = repository.git("diff-tree", "-r", "-M", f"--stat={width}", "--summary", old, new)
        assert table(repository, old, new, width) == printed.decode()


LONG = b"".join(b"line %d\n" % number for number in range(200))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a/b/c": LONG}, {"a/x/c": LONG}),
        ({"a/b/c": LONG}, {"a/c": LONG}),
        ({"a/c": LONG}, {"a/b/c": LONG}),
        ({"b/c": LONG}, {"a/b/c": LONG}),
        ({"a/a/a": LONG}, {"a/a": LONG}),
        ({"one": LONG}, {"two": LONG + b"x\n"}),
        ({"é/c": LONG}, {"é/d": (EXECUTABLE, LONG)}),
        ({"a": LONG}, {"a": (EXECUTABLE, LONG)}),
        ({"a": LONG, "b": b"1\n"}, {"a": LONG.replace(b"i", b"I"), "b": b"2\n2\n"}),
        ({"a": LONG}, {"a": LONG + b"x\n"}),
        ({}, {"empty": b"", "bin": b"\0"}),
        ({"bin": b"\0"}, {"moved": b"\0"}),
    ],
)  # fmt: skip
def test_odd_cases(repository: Repository, old: Files, new: Files) -> None:
    trees = repository.put_tree(old), repository.put_tree(new)
    printed = repository.git("diff-tree", "-r", "-M", "--stat=72", "--summary", *trees)
    assert table(repository, *trees) == printed.decode()


def test_no_change_no_table() -> None:
    assert diffstat([]) == b""

"""Patches of files are the text that git prints."""

import pytest

from clonery.clones.github.git.changes import changes
from clonery.clones.github.git.objects import EXECUTABLE, SUBMODULE, SYMLINK
from clonery.clones.github.git.patches import diff_text, file_patch, quote, render
from clonery.clones.github.git.trees import build

from .conftest import Files, Fuzz, Repository, reshaped


def assert_same(repository: Repository, trees: list[tuple[str, str]]) -> None:
    for (old, new), text in zip(trees, repository.diffs(trees, "-p", "-M"), strict=True):
        found = changes(repository.read_tree, old, new, repository.read_blob)
        assert diff_text(found, repository.read_blob).decode() == text.decode()


def test_random_trees(repository: Repository) -> None:
    fuzz = Fuzz(3)
    trees = []
    for _ in range(40):
        files = fuzz.files(fuzz.random.randint(1, 20), 30)
        trees.append((repository.put_tree(files), repository.put_tree(reshaped(fuzz, files))))
    assert_same(repository, trees)


def test_odd_cases(repository: Repository) -> None:
    long = b"".join(b"line %d\n" % number for number in range(20))
    module = build({"sub": (SUBMODULE, "1" * 40)}), build({"sub": (SUBMODULE, "2" * 40)})
    for written in module:
        repository.put_trees(written.trees)
    pairs: list[tuple[Files, Files]] = [
        ({}, {"empty": b""}),
        ({"empty": b""}, {}),
        ({"a b": b"x\n"}, {"a b": b"y\n"}),
        ({"é\"\t\\": b"x\n"}, {"é\"\t\\": b"y\n"}),
        ({"f": b"x"}, {"f": (SYMLINK, b"x")}),
        ({"f": (SYMLINK, b"to/there")}, {"f": (SYMLINK, b"elsewhere")}),
        ({"f": b"x\n"}, {"f": (EXECUTABLE, b"x\n")}),
        ({"f": long}, {"d/f": (EXECUTABLE, long + b"end")}),
        ({"f": b"\0"}, {"f": b"\1\0"}),
        ({"f": b"\0"}, {}),
        ({}, {"f": b"\0"}),
        ({"f": b"\0"}, {"g": (EXECUTABLE, b"\0")}),
        ({"f": b"no newline"}, {"f": b"no newline\n"}),
        ({"f": b"x\n"}, {"f/g": b"x\n"}),
        ({}, {"a": b"1\n", "a-b": b"2\n", "a.b": b"3\n", "a0": b"4\n"}),
    ]  # fmt: skip
    assert_same(repository, [(repository.put_tree(old), repository.put_tree(new)) for old, new in pairs])
    assert_same(repository, [(module[0].sha, module[1].sha), (repository.put_tree({}), module[0].sha)])


def test_counts_and_the_bare_patch(repository: Repository) -> None:
    old = repository.put_tree({"f": b"a\nb\nc\n", "g": b"\0\1", "h": b"x"})
    new = repository.put_tree({"f": b"a\nB\nBB\nc\n", "g": b"\0", "h": (EXECUTABLE, b"x")})
    found = changes(repository.read_tree, old, new)
    text, binary, mode = [file_patch(change, repository.read_blob) for change in found]
    assert (text.additions, text.deletions, text.binary) == (2, 1, False)
    assert text.text == b"@@ -1,3 +1,4 @@\n a\n-b\n+B\n+BB\n c"
    assert (binary.text, binary.binary, binary.old_size, binary.size, binary.additions) == (b"", True, 2, 1, 0)
    assert (mode.text, mode.hunks, mode.binary) == (b"", [], False)
    numbers = repository.git("diff-tree", "-r", "--numstat", old, new).decode()
    assert numbers == "2\t1\tf\n-\t-\tg\n0\t0\th\n"


@pytest.mark.parametrize("digits", [7, 10, 40])
def test_abbreviated_ids(repository: Repository, digits: int) -> None:
    old, new = repository.put_tree({"f": b"1\n"}), repository.put_tree({"f": b"2\n"})
    (change,) = changes(repository.read_tree, old, new)
    text = render(file_patch(change, repository.read_blob), repository.read_blob, digits)
    assert text == repository.git("diff-tree", "-p", f"--abbrev={digits}", old, new)


def test_quoting() -> None:
    assert quote("plain name.txt", "a/") == b"a/plain name.txt"
    assert quote('ü\n\x01"', "b/") == b'"b/\\303\\274\\n\\001\\""'

"""The hunks between texts are those that `git diff` prints."""

import pytest

from clonery.clones.github.git.diff import counts, edits, hunks

from .conftest import Fuzz, Repository


def ours(old: bytes, new: bytes, context: int = 3) -> bytes:
    return b"".join(hunk.text() for hunk in hunks(old, new, context))


def theirs(text: bytes) -> bytes:
    """The hunks of a one-file diff."""
    place = text.find(b"\n@@ ")
    return text[place + 1 :] if place >= 0 else b""


def assert_same(repository: Repository, cases: list[tuple[bytes, bytes]], context: int = 3) -> None:
    trees = [(repository.put_tree({"f": old}), repository.put_tree({"f": new})) for old, new in cases]
    for (old, new), text in zip(cases, repository.diffs(trees, "-p", f"-U{context}"), strict=True):
        assert ours(old, new, context) == theirs(text), (old, new)


@pytest.mark.parametrize("seed", range(6))
def test_random_texts(repository: Repository, seed: int) -> None:
    fuzz = Fuzz(seed)
    cases = []
    for number in range(60):
        old = fuzz.unique_text(number) if number % 2 else fuzz.text(number)
        cases.append((old, fuzz.edited(old, 6) if number % 3 else fuzz.text(number)))
    assert_same(repository, cases)


def test_large_texts_where_the_search_takes_its_shortcuts(repository: Repository) -> None:
    fuzz = Fuzz(7)
    words = [f"w{number}\n" for number in range(40)]
    old = fuzz.unique_text(700)
    moved = old.splitlines(keepends=True)
    cases = [
        (fuzz.text(1500, words), fuzz.text(1500, words)),
        (fuzz.text(900, words), fuzz.text(900, words)),
        (old, fuzz.edited(old, 150)),
        (old, b"".join([*moved[200:], *[b"x\n"] * 20, *moved[:200]])),
    ]
    assert min(len(text) for case in cases for text in case) > 1000
    assert_same(repository, cases)


@pytest.mark.parametrize("context", [0, 1, 7])
def test_other_contexts(repository: Repository, context: int) -> None:
    fuzz = Fuzz(50 + context)
    texts = [fuzz.text(40) for _ in range(20)]
    assert_same(repository, [(text, fuzz.edited(text, 3)) for text in texts], context)


def test_a_hunk() -> None:
    old = b"def f(a):   \n" + b"".join(b"  %d\n" % number for number in range(10)) + b"end"
    new = old.replace(b"  7\n", b"  seven\n  eight\n")
    (hunk,) = hunks(old, new)
    assert (hunk.old, hunk.old_count, hunk.new, hunk.new_count) == (6, 7, 6, 8)
    assert hunk.heading == b"def f(a):"
    assert hunk.lines[3:6] == [b"-  7\n", b"+  seven\n", b"+  eight\n"]
    assert hunk.lines[-2:] == [b" end\n", b"\\ No newline at end of file\n"]
    assert counts([hunk]) == (2, 1)


def test_texts_that_begin_or_end_empty() -> None:
    assert ours(b"", b"a\nb\n") == b"@@ -0,0 +1,2 @@\n+a\n+b\n"
    assert ours(b"a\n", b"") == b"@@ -1 +0,0 @@\n-a\n"
    assert hunks(b"", b"") == []
    assert edits([b"a\n"], [b"a\n"]) == []

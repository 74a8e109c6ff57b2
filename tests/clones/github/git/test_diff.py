"""Hunks between texts are those of `git diff`."""

import pytest

from clonery.clones.github.git.diff import counts, hunks


def ours(old: bytes, new: bytes) -> bytes:
    return b"".join(hunk.text() for hunk in hunks(old, new))


def theirs(text: bytes) -> bytes:
    """The hunks of a one-file diff."""
    place = text.find(b"\n@@ ")
    return text[place + 1 :] if place >= 0 else b""


@pytest.mark.parametrize("seed", range(8))
def test_random_texts(repository, fuzz, seed):
    random = fuzz(seed)
    cases = []
    for number in range(60):
        old = random.unique_text(number) if number % 2 else random.text(number)
        cases.append((old, random.edited(old, 6) if number % 3 else random.text(number)))
    trees = [tuple(repository.put_tree({"f": text}) for text in case) for case in cases]
    printed = repository.diffs(trees, "-p")
    for (old, new), text in zip(cases, printed, strict=True):
        assert ours(old, new) == theirs(text), (old, new)

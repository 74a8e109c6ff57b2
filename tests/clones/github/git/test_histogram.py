"""The line matching of git's merges is that of `git diff --histogram`."""

import pytest

from clonery.clones.github.git.diff import edits
from clonery.clones.github.git.histogram import mark_changes_by_rarity
from clonery.clones.github.git.lines import Pair, split_lines

from .conftest import Fuzz, Repository


def test_a_rare_line_is_kept_where_the_shortest_script_would_drop_it() -> None:
    pair = Pair([b"a", b"a", b"U", b"b"], [b"U", b"a", b"a", b"b"])
    mark_changes_by_rarity(pair)
    assert (bytes(pair.old_marks), bytes(pair.new_marks)) == (b"\1\1\0\0", b"\0\1\1\0")


@pytest.mark.parametrize("seed", range(3))
def test_random_texts(repository: Repository, seed: int) -> None:
    fuzz = Fuzz(100 + seed)
    texts = [fuzz.text(number * 3) for number in range(60)] + [fuzz.text(400, ["a\n", "b\n", "c\n"])]
    cases = [(text, fuzz.edited(text, 6)) for text in texts]
    trees = [(repository.put_tree({"f": old}), repository.put_tree({"f": new})) for old, new in cases]
    printed = repository.diffs(trees, "-p", "-U0", "--histogram", "--no-indent-heuristic")
    changed = 0
    for (old, new), text in zip(cases, printed, strict=True):
        found = edits(split_lines(old), split_lines(new), rare_first=True, by_indent=False)
        heads = [line.split(b" @@")[0] for line in text.split(b"\n") if line.startswith(b"@@ ")]
        assert [head(*edit) for edit in found] == heads, (old, new)
        changed += len(found)
    assert changed > 100


def head(old: int, old_end: int, new: int, new_end: int) -> bytes:
    """The header of a hunk without context."""
    spans = [(start + (end > start), end - start) for start, end in ((old, old_end), (new, new_end))]
    left, right = [f"{start}" if count == 1 else f"{start},{count}" for start, count in spans]
    return f"@@ -{left} +{right}".encode()

"""Which lines stay, by the default algorithm."""

from clonery.clones.github.git.lines import Pair
from clonery.clones.github.git.myers import mark_changes


def letters(text: str) -> list[bytes]:
    return [letter.encode() for letter in text]


def marks(old: str, new: str) -> tuple[bytes, bytes]:
    pair = Pair(letters(old), letters(new))
    mark_changes(pair)
    return bytes(pair.old_marks), bytes(pair.new_marks)


def test_the_example_of_the_paper_costs_five_edits() -> None:
    old, new = marks("abcabba", "cbabac")
    assert sum(old) + sum(new) == 5
    kept = ["".join(letter for letter, mark in zip(text, line, strict=True) if not mark) for text, line in
            (("abcabba", old), ("cbabac", new))]  # fmt: skip
    assert kept[0] == kept[1]


def test_common_ends_are_left_alone() -> None:
    assert marks("abXcd", "abYYcd") == (b"\0\0\1\0\0", b"\0\0\1\1\0\0")
    assert marks("abcd", "abcd") == (bytes(4), bytes(4))
    assert marks("ab", "") == (b"\1\1", b"")


def test_only_the_given_box_is_marked() -> None:
    pair = Pair(letters("aXb"), letters("cYd"))
    mark_changes(pair, 1, 2, 1, 2)
    assert (bytes(pair.old_marks), bytes(pair.new_marks)) == (b"\0\1\0", b"\0\1\0")

"""Where a change that could stand in several places is shown."""

from clonery.clones.github.git.compact import compact
from clonery.clones.github.git.lines import Pair


def shown(lines: list[bytes], start: int, end: int, by_indent: bool) -> tuple[int, int]:
    """Where lines `start` … `end`, which the new file has in addition, come to stand."""
    pair = Pair(lines[:start] + lines[end:], lines)
    pair.new_marks[start:end] = b"\1" * (end - start)
    compact(pair, by_indent)
    (edit,) = pair.edits()
    return edit.new, edit.new_end


BLOCKS = [b"a {\n", b"  x\n", b"}\n", b"b {\n", b"  x\n", b"}\n", b"b {\n", b"  y\n", b"}\n"]


def test_a_block_is_shown_with_its_own_head() -> None:
    assert shown(BLOCKS, 1, 4, True) == (3, 6)
    assert shown(BLOCKS, 4, 7, True) == (3, 6)


def test_without_indentation_a_change_is_shown_as_late_as_it_can() -> None:
    assert shown(BLOCKS, 1, 4, False) == (4, 7)
    assert shown([b"a\n"] * 5, 0, 2, False) == (3, 5)


def test_a_change_is_lined_up_with_one_of_the_other_file() -> None:
    pair = Pair([b"x\n", b"q\n", b"a\n"], [b"x\n", b"a\n", b"a\n"])
    pair.old_marks[1] = 1
    pair.new_marks[2] = 1
    compact(pair, True)
    assert [tuple(edit) for edit in pair.edits()] == [(1, 2, 1, 2)]

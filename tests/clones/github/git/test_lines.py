"""Lines and marks."""

from clonery.clones.github.git.lines import Edit, Pair, split_lines


def test_only_a_newline_ends_a_line() -> None:
    assert split_lines(b"a\r\nb\rc\x0bd\n\ne") == [b"a\r\n", b"b\rc\x0bd\n", b"\n", b"e"]
    assert split_lines(b"") == []


def test_marks_become_edits() -> None:
    pair = Pair([b"a", b"b", b"c", b"d"], [b"a", b"x", b"y", b"c", b"d", b"e"])
    pair.old_marks[1] = 1
    pair.new_marks[1:3] = b"\1\1"
    pair.new_marks[5] = 1
    assert pair.edits() == [Edit(1, 2, 1, 3), Edit(4, 4, 5, 6)]

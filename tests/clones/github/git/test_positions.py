"""Where comments on a diff may stand."""

from clonery.clones.github.git.diff import hunks
from clonery.clones.github.git.positions import at_line, at_position, places

OLD = [b"line %d\n" % number for number in range(1, 31)]
NEW = [*OLD[:4], b"five\n", b"and more\n", *OLD[5:24], *OLD[25:29], b"line 30"]
FOUND = hunks(b"".join(OLD), b"".join(NEW))


def test_positions_count_from_the_first_header_through_the_second() -> None:
    assert [(place.position, place.old, place.new) for place in places(FOUND)][:7] == [
        (1, 2, 2), (2, 3, 3), (3, 4, 4), (4, 5, None), (5, None, 5), (6, None, 6), (7, 6, 7),
    ]  # fmt: skip
    assert at_position(FOUND, 10) is None
    second = at_position(FOUND, 11)
    assert second
    assert (second.old, second.new) == (22, 23)


def test_a_line_on_either_side() -> None:
    left, right = at_line(FOUND, "LEFT", 5), at_line(FOUND, "RIGHT", 5)
    assert left
    assert right
    assert (left.position, right.position) == (4, 5)
    assert right.text == b"@@ -2,7 +2,8 @@ line 1\n line 2\n line 3\n line 4\n-line 5\n+five"
    assert at_line(FOUND, "RIGHT", 15) is None
    assert at_line([], "RIGHT", 1) is None


def test_the_note_of_a_missing_newline_is_no_place() -> None:
    last = list(places(FOUND))[-1]
    assert (last.old, last.new, last.text.split(b"\n")[-1]) == (None, 30, b"+line 30")
    assert at_position(FOUND, last.position + 1) is None

"""Ranges in A1 notation and what stands in them."""

import pytest

from clonery.clones.google_workspace.cells import Range, cleared, entered, letters, read, shown, write
from clonery.server.problems import Invalid


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A1", ("Sheet1", 0, 0, 1, 1)), ("B2:C5", ("Sheet1", 1, 1, 5, 3)), ("Data!A:B", ("Data", 0, 0, None, 2)),
        ("'My Data'!2:3", ("My Data", 1, 0, 3, None)), ("Data", ("Data", 0, 0, None, None)),
        ("AA10", ("Sheet1", 9, 26, 10, 27)),
        ("Sheet1!A2:B", ("Sheet1", 1, 0, None, 2)), ("'It''s'!$A$1", ("It's", 0, 0, 1, 1)),
    ],
)  # fmt: skip
def test_ranges(text: str, wanted: tuple[str, int, int, int | None, int | None]) -> None:
    made = Range(text)
    assert (made.sheet, made.top, made.left, made.bottom, made.right) == wanted


def test_a_range_is_written_again_and_what_is_none_is_refused() -> None:
    assert Range("'My Data'!A1:B2").text() == "'My Data'!A1:B2"
    assert Range("A1").text(2, 3) == "Sheet1!A1:C2"
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    for text in ("Data!A1:#", "Data!A", "Data!?"):
        with pytest.raises(Invalid, match="Unable to parse range"):
            Range(text)


def test_cells_are_written_read_and_cleared() -> None:
    cells, rows, columns, count = write({}, Range("B2"), [["a", None, "3"], ["x"]], "USER_ENTERED")
    assert (rows, columns, count) == (2, 3, 3)
    assert read(cells, Range("A1:D3"), None) == [[], ["", "a", "", "3"], ["", "x"]]
    assert read(cells, Range("D2"), "UNFORMATTED_VALUE") == [[3]]
    assert read(cleared(cells, Range("B2:B3")), Range("A1:D3"), None) == [[], ["", "", "", "3"]]
    assert Range("A1:B2").width() == 2


def test_what_is_typed_and_what_is_shown() -> None:
    assert [entered(text, "USER_ENTERED") for text in ("7", "-1.5", "true", "x7")] == [7, -1.5, True, "x7"]
    assert entered("7", "RAW") == "7"
    assert [shown(value, None) for value in (7, True, "x")] == ["7", "TRUE", "x"]

"""Numbers and dates in qualifiers: the bounds they mean."""

import pytest

from clonery.clones.github.refusals import ValidationFailed
from clonery.clones.github.searching.ranges import dates, numbers, spanned, within


@pytest.mark.parametrize(
    ("value", "inside", "outside"),
    [
        ("5", [5], [4, 6]),
        (">5", [6], [5]),
        (">=5", [5, 9], [4]),
        ("<5", [0, 4], [5]),
        ("<=5", [5], [6]),
        ("2..4", [2, 4], [1, 5]),
        ("*..4", [0, 4], [5]),
        ("2..*", [2, 99], [1]),
    ],
)
def test_a_number_is_within(value: str, inside: list[int], outside: list[int]) -> None:
    assert [within(count, value) for count in inside] == [True] * len(inside)
    assert [within(count, value) for count in outside] == [False] * len(outside)


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2025-03-01", ("2025-03-01T00:00:00Z", "2025-03-02T00:00:00Z")),
        ("2025-12", ("2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z")),
        ("2024", ("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")),
        (">2025-03-01", ("2025-03-02T00:00:00Z", None)),
        (">=2025-03", ("2025-03-01T00:00:00Z", None)),
        ("<2025-03-01", (None, "2025-03-01T00:00:00Z")),
        ("<=2025-02", (None, "2025-03-01T00:00:00Z")),
        ("2025-01-01..2025-01-31", ("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z")),
        ("*..2025-01", (None, "2025-02-01T00:00:00Z")),
        ("2025-03-01T10:00:00+02:00", ("2025-03-01T08:00:00Z", "2025-03-01T08:00:01Z")),
        (">2025-03-01T10:00:00Z", ("2025-03-01T10:00:01Z", None)),
    ],
)
def test_a_date_is_a_span(value: str, span: tuple[str | None, str | None]) -> None:
    assert spanned(value) == span


@pytest.mark.parametrize("value", ["", "x", "5..x", "..", "-5", "1.5", ">"])
def test_what_is_no_number(value: str) -> None:
    with pytest.raises(ValidationFailed):
        numbers(value)


@pytest.mark.parametrize("value", ["", "soon", "2025-02-30", "2025-13", "2025-01-01..later", "24:00"])
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(ValidationFailed):
        dates(value)

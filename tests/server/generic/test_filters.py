"""Arguments of generic lists that name a field, a bound or words leave what they ask for."""

from typing import Any

import pytest

from clonery.server.generic.filters import _meaning, _within, equals

THERE = {"status": "status", "created_at": "createdAt", "price": "price", "id": "id", "label": "label"}


@pytest.mark.parametrize(
    ("name", "field", "test"),
    [
        ("status", "status", "equal"),
        ("statuses", "status", "equal"),
        ("ids[]", "id", "equal"),
        ("createdAt", "createdAt", "equal"),
        ("created_after", "createdAt", "after"),
        ("createdAt[gte]", "createdAt", "gte"),
        ("minPrice", "price", "min"),
        ("price_to", "price", "to"),
        ("q", "", "words"),
        ("filter", "", "fields"),
        ("colour_after", "colour_after", "equal"),
    ],
)
def test_what_a_name_means(name: str, field: str, test: str) -> None:
    assert _meaning(name, THERE) == (field, test)


@pytest.mark.parametrize(
    ("held", "bound", "wanted", "within"),
    [
        ("2026-01-05T09:00:00Z", "after", "2026-01-05", True),
        ("2026-01-05", "after", "2026-01-05", False),
        ("2026-01-05", "gte", "2026-01-05", True),
        (7, "max", 7, True),
        (7, "lt", "7", False),
        (7, "min", "8", False),
        (7, "min", "many", False),
        (None, "max", 7, False),
        ("7", "max", 9, False),
    ],
)
def test_bounds(held: Any, bound: str, wanted: Any, within: bool) -> None:
    assert _within(held, bound, wanted) is within


@pytest.mark.parametrize(
    ("held", "wanted", "same"),
    [
        ("open", "open", True),
        (7, "7", True),
        ("open", ["open", "shut"], True),
        (["a", "b"], "a", True),
        (["a", "b"], ["a", "c"], False),
        ([{"id": 4, "name": "x"}], "x", True),
        ({"id": 4, "name": "x"}, 4, True),
        ({"id": 4, "name": "x"}, "y", False),
        (None, False, True),
        (True, "false", False),
        (None, "open", False),
    ],
)
def test_a_value_is_equal_to_what_is_asked_for(held: Any, wanted: Any, same: bool) -> None:
    assert equals(held, wanted) is same

"""Every comparator, met and not met, with the readings that agent-diff's engine has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clonery.runs.criteria.operators import OPERATORS, between, get, matches

CASES: list[tuple[str, Any, Any, bool]] = [
    ("eq", "a", "a", True), ("eq", "a", "A", False), ("eq", None, None, True), ("eq", 2, 2.0, True),
    ("eq", "2", 2, False), ("eq", True, True, True),
    ("ne", "a", "b", True), ("ne", None, "a", True), ("ne", 1, 1.0, False),
    ("contains", "hello world", "world", True), ("contains", "hello", "World", False), ("contains", 123, "2", False),
    ("contains", None, "a", False), ("contains", {"a": [1, 2]}, '"a":[1,2]', True), ("contains", ["x", "y"], "y", True),
    ("not_contains", "hello", "xyz", True), ("not_contains", "hello", "ell", False), ("not_contains", 123, "x", False),
    ("not_contains", None, "x", False),
    ("in", "a", ["a", "b"], True), ("in", "c", ["a", "b"], False), ("in", None, ["a"], False), ("in", 1, 5, False),
    ("not_in", "c", ["a", "b"], True), ("not_in", "a", ["a"], False), ("not_in", None, ["a"], True),
    ("not_in", 1, 5, False),
    ("gt", 2, 1, True), ("gt", 1, 1, False), ("gt", None, 1, False), ("gt", "b", 1, False),
    ("gte", 1, 1, True), ("gte", 0, 1, False), ("lt", 0, 1, True), ("lt", 1, 1, False), ("lt", None, 1, False),
    ("lte", 1, 1, True), ("lte", 2, 1, False),
    ("exists", "a", True, True), ("exists", "", True, True), ("exists", None, True, False),
    ("exists", None, False, True),
    ("exists", 0, False, False),
    ("starts_with", "hello", "he", True), ("starts_with", "hello", "He", False), ("starts_with", 12, "1", False),
    ("ends_with", "hello", "lo", True), ("ends_with", "hello", "LO", False), ("ends_with", None, "o", False),
    ("regex", "issue-42", r"\d+$", True), ("regex", "issue", r"\d", False), ("regex", "a", "(", False),
    ("regex", 42, r"\d", False),
    ("has_any", ["a", "b"], ["b", "c"], True), ("has_any", ["a"], ["b"], False), ("has_any", [], [], False),
    ("has_any", None, ["a"], False), ("has_any", "abc", ["b"], True),
    ("has_all", ["a", "b"], ["a", "b"], True), ("has_all", ["a"], ["a", "b"], False), ("has_all", ["a"], [], True),
    ("has_all", {"a": 1}, ["a"], False), ("has_all", "abc", [1], False),
    ("i_contains", "Hello World", "WORLD", True), ("i_contains", "Hello", "x", False),
    ("i_contains", ["Ab"], "aB", True),
    ("i_starts_with", "Hello", "hE", True), ("i_starts_with", "Hello", "lo", False),
    ("i_ends_with", "Hello", "LO", True), ("i_ends_with", "Hello", "he", False), ("i_ends_with", None, "x", False),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "value", "wanted", "expected"), CASES)
def test_an_operator_compares(operator: str, value: Any, wanted: Any, expected: bool) -> None:
    assert matches(value, {operator: wanted}) is expected


def test_there_are_nineteen_and_each_is_met_and_not_met() -> None:
    assert len(OPERATORS) == 19
    for name in OPERATORS:
        assert {expected for operator, _, _, expected in CASES if operator == name} == {True, False}, name


def test_a_predicate_of_several_operators_needs_all_and_an_unknown_one_meets_nothing() -> None:
    assert matches(5, {"gt": 1, "lt": 9})
    assert not matches(5, {"gt": 1, "lt": 5})
    assert matches(5, {})
    assert matches(5, 5)
    assert not matches(5, {"about": 5})


anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=2), max_size=3)
)


@given(anything, anything, st.sampled_from(sorted(OPERATORS)))
def test_no_value_makes_an_operator_fail(value: Any, wanted: Any, operator: str) -> None:
    assert matches(value, {operator: wanted}) in (True, False)


@given(st.integers(), st.integers())
def test_orders_are_each_others_opposites(value: int, wanted: int) -> None:
    assert matches(value, {"gt": wanted}) is not matches(value, {"lte": wanted})
    assert matches(value, {"lt": wanted}) is not matches(value, {"gte": wanted})
    assert matches(value, {"eq": wanted}) is not matches(value, {"ne": wanted})
    assert matches(value, {"in": [wanted]}) is not matches(value, {"not_in": [wanted]})


@given(st.text(), st.text())
def test_texts_are_searched_alike_by_all_that_search(value: str, wanted: str) -> None:
    assert matches(value, {"contains": wanted}) is not matches(value, {"not_contains": wanted})
    for operator in ("contains", "starts_with", "ends_with"):
        if matches(value, {operator: wanted}):
            assert matches(value, {f"i_{operator}": wanted})


def test_counts_are_a_number_or_a_range() -> None:
    assert between(2, 2)
    assert not between(2, 3)
    assert between(2, {"min": 2})
    assert between(2, {"max": 2})
    assert not between(2, {"min": 3, "max": 5})
    assert not between(6, {"min": 3, "max": 5})


def test_a_dotted_path_is_followed_as_far_as_it_goes() -> None:
    assert get({"a": {"b": 1}}, "a.b") == 1
    assert get({"a": {"b": 1}}, "a.c") is None
    assert get({"a": 1}, "a.b") is None

"""The rows of a document in the shared tables."""

from clonery.server.state.keys import cells, entries, same
from clonery.server.state.record import Key


def test_missing_values_and_unused_columns_have_stand_ins() -> None:
    key = Key(1, ("a", "b"))
    assert entries(key, {"a": None, "b": 2}) == [(b"", 2, 0)]
    assert entries(key, {}) == []


def test_a_list_field_gives_a_row_per_element_each_once() -> None:
    assert entries(Key(1, ("t", "n"), many=0), {"t": ["x", "y", "x"], "n": 3}) == [("x", 3, 0), ("y", 3, 0)]
    assert entries(Key(1, ("t",), many=0), {"t": []}) == []


def test_a_folded_key_folds_text_alone() -> None:
    assert cells(Key(1, ("a", "b"), fold=True), ["ÄB", 4]) == ("äb", 4, 0)


def test_same_looks_at_the_keys_own_fields() -> None:
    assert same(Key(1, ("a",)), {"a": 1, "b": 1}, {"a": 1, "b": 2})
    assert not same(Key(1, ("a",)), {"a": 1}, {"a": 2})

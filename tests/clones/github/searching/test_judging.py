"""Queries held against one item after the other."""

import pytest

from clonery.clones.github.searching.judging import Test, judge, outermost
from clonery.clones.github.searching.query import Qualifier, Query, Words

KNOWN = frozenset({"short", "nothing"})


def leaf(part: Words | Qualifier) -> Test | None:
    if isinstance(part, Words):
        return lambda text: part.text in text
    return (lambda text: len(text) < 6) if part.name == "short" else None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("red", ["red", "red apple"]),
        ("red apple", ["red apple"]),
        ("red OR pear", ["red", "red apple", "pear"]),
        ("red -apple", ["red"]),
        ("-(red OR pear)", ["plum"]),
        ("short:yes", ["red", "pear", "plum"]),
        ("-short:yes", ["red apple"]),
        ("nothing:at red", ["red", "red apple"]),
        ("-nothing:at", ["red", "red apple", "pear", "plum"]),
    ],
)
def test_a_query_judges(query: str, found: list[str]) -> None:
    test = judge(Query(query, KNOWN).tree, leaf)
    assert [text for text in ("red", "red apple", "pear", "plum") if test is None or test(text)] == found


def test_words_that_all_must_have() -> None:
    assert outermost(Query("a -b (c OR d) e", KNOWN).tree) == ["a", "e"]
    assert outermost(Query("a OR b", KNOWN).tree) == []
    assert outermost(Query("a", KNOWN).tree) == ["a"]

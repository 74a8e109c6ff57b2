"""A query held against one item after the other, where no index answers it; https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .query import Every, Node, Not, Qualifier, Words

Test = Callable[[Any], bool]
"""Whether an item is meant."""


def judge(node: Node, leaf: Callable[[Words | Qualifier], Test | None]) -> Test | None:
    """The test that a query is; `leaf` makes those of words and qualifiers. None where nothing is asked."""
    if isinstance(node, Words | Qualifier):
        return leaf(node)
    if isinstance(node, Not):
        inner = judge(node.part, leaf)
        return None if inner is None else lambda item: not inner(item)
    tests = [test for test in (judge(part, leaf) for part in node.parts) if test is not None]
    if not tests:
        return None
    every = all if isinstance(node, Every) else any
    return lambda item: every(test(item) for test in tests)


def outermost(node: Node) -> list[str]:
    """The words that every item must have: those that stand in no group, in no OR and under no NOT."""
    parts = node.parts if isinstance(node, Every) else (node,)
    return [part.text for part in parts if isinstance(part, Words)]

"""The shortest text for a pattern is one that the pattern takes."""

import re

import pytest

from clonery.server.generic.patterns import shortest

PATTERNS = [
    "^[UW][A-Z0-9]{2,}$", r"^\d{10}\.\d{6}$", "^/v1/customers", "^(a|bc)+$", "[^a]x?", r"^\w+@\w+$", "^.{3}$",
    r"^\S\s\D$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_text_is_taken(pattern: str) -> None:
    text = shortest(pattern)
    assert text is not None
    assert re.search(pattern, text)


def test_what_it_looks_like() -> None:
    assert shortest("^/v1/customers") == "/v1/customers"
    assert shortest("^[UW][A-Z0-9]{2,}$") == "U00"
    assert shortest("^(abc|d)$") == "d"


def test_what_is_no_pattern_or_needs_more_than_a_short_text_gives_none() -> None:
    assert shortest("(") is None
    assert shortest("(?!a)a") is None

"""The shortest text for a pattern is one that the pattern takes."""

import random
import re

import pytest

from clonery.server.generic.patterns import shortest, varied

PATTERNS = [
    "^[UW][A-Z0-9]{2,}$", r"^\d{10}\.\d{6}$", "^/v1/customers", "^(a|bc)+$", "[^a]x?", r"^\w+@\w+$", "^.{3}$",
    r"^\S\s\D$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_text_is_taken(pattern: str) -> None:
    text = shortest(pattern)
    assert text is not None
    assert re.search(pattern, text)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_by_chance_is_taken_too(pattern: str) -> None:
    made = [varied(pattern, random.Random(seed).randrange) for seed in range(20)]
    assert all(text is not None and re.search(pattern, text) for text in made)


def test_texts_by_chance_differ() -> None:
    made = {varied("^ord_[a-z0-9]+$", random.Random(seed).randrange) for seed in range(20)}
    assert len(made) == 20
    assert all(len(str(text)) == 20 for text in made)
    assert varied("(", random.Random(0).randrange) is None


def test_what_it_looks_like() -> None:
    assert shortest("^/v1/customers") == "/v1/customers"
    assert shortest("^[UW][A-Z0-9]{2,}$") == "U00"
    assert shortest("^(abc|d)$") == "d"


def test_what_is_no_pattern_or_needs_more_than_a_short_text_gives_none() -> None:
    assert shortest("(") is None
    assert shortest("(?!a)a") is None

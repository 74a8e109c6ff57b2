"""How sentences fall apart into words, and that no words bring the reader down."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonery.runs.criteria import Unreadable, lexicon
from clonery.runs.criteria.lexicon import tokens
from clonery.runs.criteria.reading import Place, criteria
from clonery.runs.criteria.sentence import sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exactly 4 issues are closed.", ["exactly", "4", "issues", "are", "closed"]),
        ('named "Two words", `x y`', ["named", "<Two words>", ",", "<x y>"]),
        ("“curly” and 'single' don't", ["<curly>", "and", "<single>", "not"]),
        ("Issue #1's title", ["issue", "#1", "'s", "title"]),
        ("of $1,250.50 or €5", ["of", "$1,250.50", "or", "€5"]),
        ("were posted during this run", ["were", "posted"]),
        ("has been closed", ["was", "closed"]), ("have not been closed", ["were", "not", "closed"]),
        ("should be open", ["is", "open"]), ("is still open", ["remains", "open"]),
        ("isn't (closed)", ["is", "not", "closed"]),
    ],
)  # fmt: skip
def test_a_sentence_falls_apart(text: str, found: list[str]) -> None:
    assert [f"<{token.text}>" if token.quoted else token.low for token in tokens(text)] == found


def test_numbers_are_said_in_words_too() -> None:
    assert [token.number for token in tokens('three 12 no twelve "3" many')] == [3, 12, 0, 12, None, None]


SETS = ("CREATED", "STATES", "IS", "HAS", "SAYS", "IN", "ARTICLES", "ANYTHING")
MORE = (
    "exactly at least most 3 no all issue issues label labels bug #1 repository with title containing not and or , new"
    " count number than other assigned agent closes there comments user acme/webapp 's $5 that whose by remain quoted"
)
WORDS = sorted({*(word for name in SETS for word in getattr(lexicon, name)), *MORE.split()})


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
def test_any_words_are_read_or_refused(words: list[str]) -> None:
    text = " ".join('"quoted"' if word == "quoted" else word for word in words)
    with suppress(Unreadable):
        assert str(sentence(text, ("github",)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_criterion_or_refused(text: str) -> None:
    with suppress(Unreadable):
        assert all(one.reading for one in criteria(text, 1, (), Place(("github", "slack"))))

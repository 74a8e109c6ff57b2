"""Answers of searches."""

import pytest

from clonery.clones.github.refusals import Unprocessable, ValidationFailed
from clonery.clones.github.searching.answers import answer, asked, check_page, scored, sliced, with_matches
from clonery.server.call import Call
from clonery.server.dialect import Paging


def test_a_query_must_ask_something() -> None:
    assert asked("a is:open", frozenset({"is"})).words == ["a"]
    with pytest.raises(ValidationFailed):
        asked("  ", frozenset())


def test_pages_end_at_a_thousand(call: Call) -> None:
    call.paging = Paging(100, 900, number=10)
    check_page(call, whole=True)
    assert answer(call, [{"a": 1}], 5000)["total_count"] == 5000
    assert not [value for name, value in call.headers if name == "Link" and 'rel="next"' in value]
    call.paging = Paging(100, 1000, number=11)
    with pytest.raises(Unprocessable):
        check_page(call)
    call.paging = Paging(2, 2, number=2)
    assert sliced(call, [1, 2, 3, 4, 5]) == [3, 4]


def test_matches_are_shown_to_those_who_ask(call: Call) -> None:
    shown, texts = {"url": "u"}, {"title": "Carts and cart", "body": None}
    assert with_matches(call, shown, ["cart"], "Issue", texts) == scored(shown) == {"url": "u", "score": 1.0}
    call.request.headers["accept"] = "application/vnd.github.text-match+json"
    (match,) = with_matches(call, shown, ["cart"], "Issue", texts)["text_matches"]
    assert (match["property"], match["object_type"]) == ("title", "Issue")
    assert [(each["text"], each["indices"]) for each in match["matches"]] == [("Carts", [0, 5]), ("cart", [10, 14])]

"""One field compared: spans of time, lists of plain values, parts of texts among many."""

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.graphql import comparing
from clonery.server.graphql.comparing import Comparing
from clonery.server.problems import Invalid
from clonery.server.request import Request


@pytest.fixture
def made(ask: Graphed) -> Comparing:
    return Comparing(perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql")))


def test_spans_are_seconds_and_what_is_none_is_refused(ask: Graphed, made: Comparing) -> None:
    kind = ask.clone.kind("issue")
    (test,) = made.compared(kind, "leadTime", {"gt": "P1DT1M"}, "r", "(1 + 1)")
    assert (test.sql, test.values) == ("(1 + 1) > ?", (86460.0,))
    for wrong in ("soon", "P", "1 day"):
        with pytest.raises(Invalid):
            made.compared(kind, "leadTime", {"gt": wrong}, "r", "(1 + 1)")


def test_an_expression_is_never_looked_up_in_an_index(ask: Graphed, made: Comparing) -> None:
    kind = ask.clone.kind("issue")
    (held,), (worked_out,) = (made.compared(kind, "priority", {"eq": 1}, "r", place) for place in ("", "2 - 1"))
    assert held.rows
    assert not worked_out.rows
    assert worked_out.sql == "2 - 1 IN (?)"


def test_lists_of_plain_values(ask: Graphed, made: Comparing) -> None:
    kind = ask.clone.kind("customer")
    given = {"some": {"eq": "a"}, "none": {"eq": "b"}, "every": {"contains": "c"}, "length": {"gt": 1}}
    tests = made.listed(kind, "domains", given, "r")
    assert [test.values for test in tests] == [("a",), ("b",), ("c",), (1,)]
    assert [test.sql.startswith("NOT EXISTS") for test in tests] == [False, True, True, False]


@pytest.mark.parametrize(
    ("given", "first"),
    [({"contains": "ogin"}, True), ({"eq": "Login"}, True), ({"notContains": "ogin"}, False), ({"neq": "x"}, False)],
)
def test_parts_of_texts_have_candidates(
    ask: Graphed, made: Comparing, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], first: bool
) -> None:
    monkeypatch.setattr(comparing, "SCANNED", 0)
    tests = made.compared(ask.clone.kind("issue"), "title", given, "r")
    assert [bool(test.rows) for test in tests] == ([True, False] if first else [False])

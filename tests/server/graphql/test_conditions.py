"""Conditions put together."""

from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.graphql.conditions import Condition, column, either, exists, index_of, indexed, joined, marks
from clonery.server.graphql.filters import Filter
from clonery.server.request import Request


def test_conditions_are_joined_and_alternatives_kept_apart(ask: Graphed) -> None:
    assert joined([]).sql == "1"
    assert either([]).sql == "1"
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    tests = Filter(ask.api, call).tests("Issue", {"title": {"eq": "a"}, "boardOrder": {"eq": 2}})
    assert joined(tests).values == ("a", 2)
    assert either([tests, tests]).values == ("a", 2, "a", 2)


def test_indexes_are_found_by_their_field(ask: Graphed) -> None:
    kind = ask.clone.kind("issue")
    key = index_of(kind, "stateId")
    assert key
    made = indexed(key, "r", f"a IN ({marks([1, 2])})", ("x", "y"))
    assert made.rows == "SELECT x.rid FROM entries x WHERE x.ix = ? AND x.a IN (?,?)"
    assert made.wanted == made.values == (key.number, "x", "y")
    assert index_of(kind, "description") is None


def test_fields_are_read_from_documents(ask: Graphed) -> None:
    assert column("r", "id") == "r.id"
    assert column("t", "name") == "json_extract(t.doc, '$.name')"
    made = exists("t", "t.id = r.id", 7, [Condition("t.id = ?", (3,))])
    assert ask.session.store.execute(f"SELECT count(*) FROM records r WHERE {made.sql}", made.values).fetchone() == (0,)

"""Compiled columns give what graphql-core's own executor gives from the same look-ups, one record at a time."""

import random

import pytest
from graphql import GraphQLObjectType
from tests.server.graphql.conftest import Graphed
from tests.server.graphql.reference import agree, both
from tests.server.graphql.written import write

from clonery.server.state.record import Record

SEED = "engineering-org"
FIXED = [
    "{ issues(first: 5) { nodes { id title state { name type team { key } } labels { nodes { name } } } } }",
    "query($a: Boolean = true) { viewer { id @include(if: $a) name @skip(if: $a) ... @include(if: $a) { email } } }",
    "{ a: teams(first: 2) { nodes { key } } b: teams(last: 1) { edges { cursor node { ...T } }"
    " pageInfo { endCursor } } } fragment T on Team"
    " { name parent { key } activeCycle { number isActive } states(first: 2) { nodes { name } } }",
    "{ users { nodes { displayName teams { nodes { key } } assignedIssues(first: 3) { nodes { identifier } } } } }",
    "{ projects { nodes { name state progress lead { name } members { nodes { name } } teams { nodes { key } } } } }",
    "{ issues(first: 9) { nodes { parent { id } } } issues(first: 9) { nodes { id children { nodes { id } } } } }",
    "{ notifications { nodes { __typename id type ... on IssueNotification { issue { identifier } }"
    " user { name } } } }",
    '{ issueSearch(query: "login") { nodes { __typename title comments { nodes { body user { name } } } } } }',
]


@pytest.mark.parametrize("query", FIXED)
def test_both_executors_agree(ask: Graphed, query: str) -> None:
    made = both(ask, query, {})
    assert made
    assert made[0] == made[1]
    assert ask(query) == made[0][0]


def test_both_agree_on_queries_written_from_the_schema(ask: Graphed) -> None:
    """Every list of a kind that the seed has, with a random selection below it."""
    made = 0
    for name in ("issues", "teams", "users", "projects", "cycles", "workflowStates", "comments", "projectMilestones"):
        for seed in range(6):
            query = write(ask.api.schema, random.Random(f"{name}{seed}"), name, {"first": 7})
            found = both(ask, query, {})
            assert found
            assert agree(*found), query
            made += 1
    assert made == 48


def test_fields_that_records_lack_are_the_smallest_valid_values(ask: Graphed) -> None:
    issue = ask("{ issues(first: 1) { nodes { boardOrder reactionData sharedAccess { isShared } summary { id } } } }")
    assert issue["issues"]["nodes"] == [
        {"boardOrder": 0, "reactionData": [], "sharedAccess": {"isShared": False}, "summary": None}
    ]


def test_a_page_with_relations_costs_a_bounded_number_of_statements(ask: Graphed) -> None:
    query = """query($n: Int!) { issues(first: $n) { nodes { title team { key } state { name } assignee { name }
      creator { name } project { name } labels { nodes { name } } comments { nodes { body } } children { nodes { id } }
      } } }"""
    counts = {}
    for size in (5, 50):
        ask("query($n: Int!) { issues(first: $n) { nodes { id } } }", n=size)
        counts[size] = len(ask.statements(lambda n=size: ask(query, n=n)))  # type: ignore[misc] # the default keeps the size
    assert counts[50] <= 12
    assert counts[50] <= counts[5] + 1


def test_records_never_reach_the_answer_unselected(ask: Graphed) -> None:
    type_ = ask.api.schema.type_map["Issue"]
    assert isinstance(type_, GraphQLObjectType)
    (node,) = ask("{ issues(first: 1) { nodes { id } } }")["issues"]["nodes"]
    assert set(node) == {"id"}
    assert not isinstance(node["id"], Record)

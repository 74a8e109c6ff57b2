"""Compiled columns give what graphql-core's own executor gives from the same look-ups, one record at a time."""

import random
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLObjectType,
    execute_sync,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    parse,
)
from tests.server.graphql.conftest import Graphed
from tests.server.graphql.written import write

from clonery.server import perform
from clonery.server.graphql.columns import fetching_of
from clonery.server.graphql.run import Run
from clonery.server.request import Request
from clonery.server.state.record import Record

SEED = "engineering-org"


class Reference:
    """graphql-core executes; every field asks the same declared look-ups, for one parent alone."""

    def __init__(self, ask: Graphed) -> None:
        self.api = ask.api
        self.call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
        self.call.actor = ask.session.store.find(ask.clone.kind("user"), displayName="ada")

    def resolve(self, parent: Any, info: Any, **given: Any) -> Any:
        if info.parent_type is self.api.schema.query_type:
            name = self.api.fields["query", info.field_name]
            operation = self.api.clone.operations[name]
            self.call.operation = operation
            return operation.call(self.call, given)
        run = Run({})
        run.call = self.call
        fetch = fetching_of(self.api, info.parent_type, info.field_name, lambda run: given)
        value = fetch(run, [parent], [parent if isinstance(parent, dict) else parent.doc])[0]
        type_ = info.return_type
        if value is None and get_nullable_type(type_) is not type_:
            leaf = is_leaf_type(get_named_type(type_)) or is_list_type(get_nullable_type(type_))
            return self.api.smallest(type_) if leaf else {}
        return value

    def type_of(self, value: Any, info: Any, abstract: Any) -> str:
        return self.api.type_of(value, self.api.possible(abstract))

    def __call__(self, query: str, **variables: Any) -> Any:
        made: Any = execute_sync(
            self.api.schema,
            parse(query),
            variable_values=variables,
            field_resolver=self.resolve,
            type_resolver=self.type_of,
        )
        assert made.errors is None, made.errors
        return made.data


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
    assert ask(query) == orjson.loads(orjson.dumps(Reference(ask)(query)))


def test_both_agree_on_queries_written_from_the_schema(ask: Graphed) -> None:
    """Every list of a kind that the seed has, with a random selection below it."""
    reference, made = Reference(ask), 0
    for name in ("issues", "teams", "users", "projects", "cycles", "workflowStates", "comments", "projectMilestones"):
        for seed in range(6):
            query = write(ask.api.schema, random.Random(f"{name}{seed}"), name, {"first": 7})
            assert ask(query) == orjson.loads(orjson.dumps(reference(query))), query
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

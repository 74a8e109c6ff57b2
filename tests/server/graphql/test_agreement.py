"""Compiled selections and graphql-core's own executor agree on the whole schema of each clone that has one."""

import random
from typing import Any

import pytest
from graphql import get_named_type, is_required_argument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.server.graphql.conftest import Graphed
from tests.server.graphql.reference import Outcome, agree, both
from tests.server.graphql.written import value_of, whole, write

from clonery.server.graphql.documents import Refusal
from clonery.server.graphql.graph import snake

SEEDS = {"github": "small-project", "linear": "small-team"}
ROOTS: dict[str, dict[str, dict[str, Any]]] = {
    "github": {
        "repository": {"owner": "acme", "name": "webapp"}, "user": {"login": "ada"}, "organization": {"login": "acme"},
        "repositoryOwner": {"login": "acme"},
    },
    "linear": {"issueVcsBranchSearch": {"branchName": "ada/eng-1-x"}, "issueSearch": {"query": "a"}},
}  # fmt: skip
"""Arguments by which root fields find something where the names of kinds don't say it."""
FOUND = {("github", "query"): 5, ("github", "mutation"): 0, ("linear", "query"): 80, ("linear", "mutation"): 150}
"""How many root fields give something at least."""
TOO_MANY = 999


@pytest.fixture(scope="module", params=SEEDS)
def graph(request: pytest.FixtureRequest) -> Graphed:
    made = Graphed(request.param)
    made.begin(SEEDS[request.param])
    return made


def named(graph: Graphed, key: str, value: Any, own: str) -> Any:
    """A value in which ids are those of things that are there, as far as there are any; `own` is the kind of `id`."""
    if isinstance(value, dict):
        return {inner: named(graph, inner, each, own) for inner, each in value.items()}
    if isinstance(value, list):
        return [named(graph, key.removesuffix("s"), each, own) for each in value]
    if not isinstance(value, str) or not key.endswith(("id", "Id")):
        return value
    kind = own if key == "id" else snake(key[:-2])
    found = list(graph.session.store.select(graph.clone.kind(kind), limit=1)) if kind else []
    return found[0].id if found else value


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("query", 2), pytest.param("query", TOO_MANY, marks=pytest.mark.all),
        pytest.param("mutation", 2, marks=pytest.mark.all), pytest.param("mutation", TOO_MANY, marks=pytest.mark.all),
    ],
)  # fmt: skip
def test_both_executors_agree_on_every_root_field(graph: Graphed, kind: str, size: int) -> None:
    """All leaves and one level of objects below each; a size of 999 no list gives, so that it fails."""
    schema = graph.api.schema
    type_ = schema.query_type if kind == "query" else schema.mutation_type
    assert type_ is not None
    there = failed = 0
    for name, field in type_.fields.items():
        given = arguments(graph, kind, name, field)
        heads = ", ".join(f"${key}: {field.args[key].type}" for key in given)
        passed = ", ".join(f"{key}: ${key}" for key in given)
        head = f"{kind}{f'({heads})' if heads else ''} {{ a: {name}{f'({passed})' if passed else ''} "
        shown, depth = get_named_type(field.type), 2 if kind == "mutation" and there else 1
        found = asked(graph, [f"{head}{whole(schema, shown, deep, size)} }}" for deep in (depth, depth - 1)], given)
        if found is None:
            continue
        assert agree(*found), (name, given, *found)
        there += bool(found[0][0] and found[0][0]["a"])
        failed += bool(found[0][1])
    assert there >= FOUND[graph.clone.name, kind]
    assert failed or size != TOO_MANY or kind == "mutation"  # a payload may hold no list


def arguments(graph: Graphed, kind: str, name: str, field: Any) -> dict[str, Any]:
    """Values for what a root field requires."""
    given, chance = dict(ROOTS[graph.clone.name].get(name, {})), random.Random(name)
    bound = graph.api.fields.get((kind, name))
    own = graph.clone.operations[bound].entry.get("effect", {}).get("kind", "") if bound else ""
    for key, argument in field.args.items():
        if key not in given and is_required_argument(argument):
            given[key] = named(graph, key, value_of(argument.type, chance), own)
    return {**given, "first": 3} if "first" in field.args else given


def asked(graph: Graphed, queries: list[str], given: dict[str, Any]) -> tuple[Outcome, Outcome] | None:
    """What both make of the first of these queries that is not too long for a document."""
    try:
        return both(graph, queries[0], given)
    except Refusal as refusal:
        if refusal.code not in ("size", "syntax"):
            raise
        return both(graph, queries[1], given)


@pytest.mark.all
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9))
def test_random_valid_queries_never_fail_inside(graph: Graphed, seed: int) -> None:
    """Of queries and mutations, with arguments, aliases, fragments and directives at every level."""
    chance = random.Random(seed)
    kind = chance.choice(["query", "query", "mutation"])
    type_ = graph.api.schema.query_type if kind == "query" else graph.api.schema.mutation_type
    assert type_ is not None
    name = chance.choice(list(type_.fields))
    values = arguments(graph, kind, name, type_.fields[name])
    query = write(graph.api.schema, chance, name, values, 3, kind)
    answer = graph.send({"query": query, "variables": {"yes": True, "no": False}})
    assert answer.status < 500, (query, answer.data)
    assert "INTERNAL" not in str([error.get("extensions") for error in answer.data.get("errors", ())]), query
    if answer.status == 400:
        assert "complex" in answer.data["errors"][0]["message"].lower(), (query, answer.data)

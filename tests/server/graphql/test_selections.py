"""Selections: merged fields, fragments, conditions, concrete types."""

import pytest
from graphql import parse
from tests.server.graphql.conftest import Graphed

from clonery.server.graphql.selections import conditions


def test_fields_of_one_key_are_merged(ask: Graphed) -> None:
    made = ask("{ viewer { id organization { id } } viewer { organization { name } ...on User { name } } }")["viewer"]
    assert list(made) == ["id", "organization", "name"]
    assert made["organization"]["name"] == "Acme"
    assert set(made["organization"]) == {"id", "name"}


@pytest.mark.parametrize(("on", "keys"), [(True, {"a", "b"}), (False, {"b", "c"})])
def test_variables_decide_what_is_there(ask: Graphed, on: bool, keys: set[str]) -> None:
    query = """query($on: Boolean!) { viewer { a: id @include(if: $on) ... @skip(if: $on) { c: id } b: id } }"""
    assert set(ask(query, on=on)["viewer"]) == keys


def test_a_merged_field_is_there_if_one_of_its_places_is(ask: Graphed) -> None:
    query = "query($x: Boolean!) { viewer { organization @include(if: $x) { id } organization { name } } }"
    assert set(ask(query, x=False)["viewer"]["organization"]) == {"name"}
    assert set(ask(query, x=True)["viewer"]["organization"]) == {"id", "name"}


def test_a_root_field_that_is_skipped_is_not_performed(ask: Graphed) -> None:
    data = ask("query($x: Boolean!) { viewer @include(if: $x) { id } teams { nodes { key } } }", x=False)
    assert set(data) == {"teams"}
    assert [line["operation"] for line in ask.session.opened.log.read(0, 9)[0]] == ["teams"]


def test_a_fragment_on_an_interface_applies_to_its_types(ask: Graphed) -> None:
    query = "{ issues(first: 1) { nodes { ... on Node { id } ...N __typename } } } fragment N on Entity { id }"
    refused = ask.send({"query": query})
    assert refused.status == 400
    (node,) = ask("{ issues(first: 1) { nodes { ... on Node { id } __typename } } }")["issues"]["nodes"]
    assert node["__typename"] == "Issue"
    assert len(node["id"]) == 36


def test_each_type_of_a_list_gets_its_own_fields(ask: Graphed) -> None:
    nodes = ask(
        "{ notifications { nodes { __typename type ... on IssueNotification { issue { identifier } }"
        " ... on ProjectNotification { project { name } } } } }"
    )["notifications"]["nodes"]
    assert nodes
    assert all(node["__typename"] == "IssueNotification" and node["issue"]["identifier"] for node in nodes)
    assert not any("project" in node for node in nodes)


def test_conditions_that_never_hold_leave_a_field_out() -> None:
    def of(text: str) -> object:
        return conditions(parse(f"query($v: Boolean!) {{ a {text} }}").definitions[0].selection_set.selections[0])  # type: ignore[attr-defined] # an operation

    assert of("") == ()
    assert of("@include(if: true)") == ()
    assert of("@skip(if: true)") is None
    assert of("@include(if: $v) @skip(if: $v)") == (("v", True), ("v", False))

"""The whole published schema answers: each root field with all its scalars."""

import random
from typing import Any

import pytest
from graphql import get_named_type, is_composite_type, is_required_argument
from tests.server.graphql.conftest import Graphed
from tests.server.graphql.written import UUID, leaves, value_of

from clonery.server.graphql.graph import snake

REFUSED = {"INPUT_ERROR", "INVALID_INPUT", "FORBIDDEN", "FEATURE_NOT_ACCESSIBLE"}
"""Codes of refusals that tell the caller what was wrong: all but internal errors and documents that don't run."""


@pytest.fixture(scope="module")
def graph() -> Graphed:
    made = Graphed()
    made.begin("small-team")
    return made


def scalars(graph: Graphed, type_: Any) -> str:
    """Every scalar of a type; of a connection those of its nodes, of a payload those of what it brings."""
    if not is_composite_type(type_):
        return ""
    if not hasattr(type_, "fields"):
        parts = [
            f"... on {each.name} {scalars(graph, each)}" for each in graph.api.schema.get_possible_types(type_)[:3]
        ]
        return "{ __typename " + " ".join(parts) + " }"
    shown: Any = type_
    parts = leaves(shown) or ["__typename"]
    for name, field in shown.fields.items():
        inner = get_named_type(field.type)
        if hasattr(inner, "fields") and not any(map(is_required_argument, field.args.values())):
            below = leaves(inner)
            if name in ("nodes", "edges", "pageInfo") or type_.name.endswith("Payload"):
                parts.append(f"{name} {{ {' '.join(below) or '__typename'} }}")
    return "{ " + " ".join(parts) + " }"


def named(graph: Graphed, kind: str, key: str, value: Any) -> Any:
    """A value in which the names of things are those of things that are there, as far as there are any."""
    if isinstance(value, dict):
        return {inner: named(graph, kind, inner, each) for inner, each in value.items()}
    if isinstance(value, list):
        return [named(graph, kind, key.removesuffix("s"), each) for each in value]
    wanted = kind if key == "id" else {"user": "user", "related_issue": "issue"}.get(snake(key[:-2]), snake(key[:-2]))
    if not isinstance(value, str) or not key.endswith(("id", "Id")):
        return {"url": "https://example.com", "email": f"{kind}@acme.example"}.get(key, value)
    found = list(graph.session.store.select(graph.clone.kind(wanted), limit=2))
    return found[-1].id if found and not (key == "id" and value == UUID) else value


def asked(graph: Graphed, kind: str, name: str, field: Any, chance: random.Random) -> dict[str, Any]:
    """The answer to one root field with valid arguments and all scalars."""
    given = {key: value_of(arg.type, chance) for key, arg in field.args.items() if is_required_argument(arg)}
    heads = ", ".join(f"${key}: {field.args[key].type}" for key in given)
    passed = ", ".join(f"{key}: ${key}" for key in given)
    below = scalars(graph, get_named_type(field.type))
    query = f"{kind} {f'({heads})' if heads else ''} {{ {name}{f'({passed})' if passed else ''} {below} }}"
    operation = graph.clone.operations[graph.api.fields[kind, name]]
    given = {
        key: named(graph, operation.entry.get("effect", {}).get("kind", ""), key, value) for key, value in given.items()
    }
    answer = graph.send({"query": query, "variables": given})
    assert answer.status in (200, 403), (query, answer.data)
    return dict(answer.data)


@pytest.mark.parametrize("kind", ["query", "mutation"])
def test_each_root_field_answers_with_all_its_scalars(graph: Graphed, kind: str) -> None:
    """Answers with data, or refuses in the vendor's words what names nothing that is there; none fails inside."""
    graph.begin("small-team")
    schema = graph.api.schema
    type_ = schema.query_type if kind == "query" else schema.mutation_type
    assert type_ is not None
    answered = refused = 0
    for name, field in type_.fields.items():
        answer = asked(graph, kind, name, field, random.Random(name))
        if "errors" in answer:
            codes = {error["extensions"]["code"] for error in answer["errors"]}
            assert codes <= REFUSED, (name, answer["errors"])
            refused += 1
        else:
            answered += 1
    assert answered + refused == len(type_.fields)
    assert answered > refused, (answered, refused)

"""Writes queries from a schema: of one root field, with selections that a random source chooses."""

import random
from typing import Any

from graphql import GraphQLSchema, get_named_type, is_composite_type, is_required_argument
from graphql.language import print_ast
from graphql.utilities import ast_from_value


def leaves(type_: Any) -> list[str]:
    """The fields of a type that are no objects and need no argument."""
    return [
        name for name, field in type_.fields.items()
        if not is_composite_type(get_named_type(field.type)) and not any(map(is_required_argument, field.args.values()))
    ]  # fmt: skip


def selection(schema: GraphQLSchema, chance: random.Random, type_: Any, depth: int) -> str:
    """What is asked of a type: some leaves, some objects with selections of their own, aliases, fragments."""
    if not hasattr(type_, "fields"):
        inner = chance.choice(schema.get_possible_types(type_))
        return f"{{ __typename ... on {inner.name} {selection(schema, chance, inner, depth)} }}"
    parts = ["__typename"] if chance.random() < 0.2 else []
    own = leaves(type_)
    parts += chance.sample(own, min(len(own), chance.randint(1, 8)))
    if parts and chance.random() < 0.4:
        parts.append(f"other: {chance.choice(own)}" if own else "__typename")
    below = [
        name for name, field in type_.fields.items()
        if name not in own and is_composite_type(get_named_type(field.type))
        and not any(map(is_required_argument, field.args.values()))
    ]  # fmt: skip
    for name in chance.sample(below, min(len(below), 3 if depth else 0)):
        field = type_.fields[name]
        size = "(first: 3)" if "first" in field.args and chance.random() < 0.5 else ""
        inside = selection(schema, chance, get_named_type(field.type), depth - 1)
        parts.append(f"{name}{size} {inside}")
    if not parts:
        parts = ["__typename"]
    if chance.random() < 0.2:
        parts.append(f"... @skip(if: false) {{ {chance.choice(own) if own else '__typename'} }}")
    return "{ " + " ".join(parts) + " }"


def write(schema: GraphQLSchema, chance: random.Random, name: str, given: dict[str, Any], depth: int = 3) -> str:
    """A query of one root field with these arguments."""
    assert schema.query_type is not None
    field = schema.query_type.fields[name]
    shown = ", ".join(
        f"{key}: {print_ast(node)}" for key, value in given.items()
        if key in field.args and (node := ast_from_value(value, field.args[key].type)) is not None
    )  # fmt: skip
    arguments = f"({shown})" if shown else ""
    named = get_named_type(field.type)
    below = selection(schema, chance, named, depth) if is_composite_type(named) else ""
    return f"{{ {name}{arguments} {below} }}"

"""Writes queries from a schema: of one root field, with selections and arguments that a random source chooses."""

import random
from typing import Any

import orjson
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_required_argument,
    is_required_input_field,
)

UUID = "00000000-0000-4000-8000-0000000000ff"
PLAIN: dict[str, Any] = {
    "String": "word", "ID": UUID, "Int": 1, "Float": 1, "Boolean": True, "DateTime": "2026-01-05T00:00:00.000Z",
    "Date": "2026-01-05", "TimelessDate": "2026-01-05", "JSON": {}, "JSONObject": {}, "UUID": UUID, "Duration": "P1D",
    "DateTimeOrDuration": "-P1D", "TimelessDateOrDuration": "2026-01-05", "URI": "https://example.com",
}  # fmt: skip


def leaves(type_: Any) -> list[str]:
    """The fields of a type that are no objects and need no argument."""
    return [
        name for name, field in type_.fields.items()
        if not is_composite_type(get_named_type(field.type)) and not any(map(is_required_argument, field.args.values()))
    ]  # fmt: skip


def objects(type_: Any) -> list[str]:
    """The fields of a type that are objects and need no argument."""
    return [
        name for name, field in type_.fields.items()
        if is_composite_type(get_named_type(field.type)) and not any(map(is_required_argument, field.args.values()))
    ]  # fmt: skip


def value_of(type_: Any, chance: random.Random, depth: int = 0) -> Any:
    """A valid value of an input type: what is required, and of the rest a little."""
    if isinstance(type_, GraphQLNonNull):
        return value_of(type_.of_type, chance, depth)
    if isinstance(type_, GraphQLList):
        return [value_of(type_.of_type, chance, depth + 1)]
    if isinstance(type_, GraphQLEnumType):
        return chance.choice(list(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        chosen = {
            name: field for name, field in type_.fields.items()
            if is_required_input_field(field) or (depth < 2 and chance.random() < 0.15)
        }  # fmt: skip
        return {name: value_of(field.type, chance, depth + 1) for name, field in chosen.items()}
    return PLAIN.get(type_.name, "word")


def whole(schema: GraphQLSchema, type_: Any, depth: int = 1, size: int | None = None, prefix: str = "") -> str:
    """Every leaf of a type and, `depth` levels down, those of every object; lists with `first: size` where given.

    The nodes and edges of a connection count as no level of their own. With a prefix each field has an alias.
    """
    if not is_composite_type(type_):
        return ""
    if not hasattr(type_, "fields"):  # fields of different types may not be merged: each type has its own aliases
        possible: Any = enumerate(schema.get_possible_types(type_))
        parts = [f"... on {each.name} {whole(schema, each, depth, size, f'of{at}_')}" for at, each in possible]
        return "{ __typename " + " ".join(parts) + " }"
    parts = ["__typename", *(f"{prefix}{name}: {name}" if prefix else name for name in leaves(type_))]
    shown: Any = type_
    for name in objects(type_):
        field = shown.fields[name]
        level = depth if name in ("nodes", "edges", "node", "pageInfo") else depth - 1
        if level >= 0:
            asked = f"(first: {size})" if size is not None and "first" in field.args else ""
            below = whole(schema, get_named_type(field.type), level, size)
            parts.append(f"{f'{prefix}{name}: ' if prefix else ''}{name}{asked} {below}")
    return "{ " + " ".join(parts) + " }"


def selection(schema: GraphQLSchema, chance: random.Random, type_: Any, depth: int, held: dict[str, str]) -> str:
    """What is asked of a type: leaves, objects with arguments, aliases, directives, fragments (named in `held`)."""
    if not hasattr(type_, "fields"):
        inner = chance.choice(schema.get_possible_types(type_))
        return f"{{ __typename ... on {inner.name} {selection(schema, chance, inner, depth, held)} }}"
    own, below = leaves(type_), objects(type_)
    parts = ["__typename"] if chance.random() < 0.2 or not own else []
    parts += chance.sample(own, min(len(own), chance.randint(1, 8)))
    if own and chance.random() < 0.4:
        parts.append(f"other: {chance.choice(own)}")
    for place, name in enumerate(chance.sample(below, min(len(below), 3 if depth else 0))):
        field = type_.fields[name]
        inside = selection(schema, chance, get_named_type(field.type), depth - 1, held)
        way = chance.choice(("", "", " @include(if: $yes)", " @skip(if: $no)", " @include(if: $no)"))
        alias = f"as{place}: " if chance.random() < 0.7 else ""
        if not alias and field.args:
            alias = f"with{place}: "  # the same field with other arguments may stand beside it
        parts.append(f"{alias}{name}{some(chance, field)}{way} {inside}")
    if own and chance.random() < 0.2:
        parts.append(f"... @skip(if: false) {{ {chance.choice(own)} }}")
    if own and chance.random() < 0.3:
        held[f"F{len(held)}"] = f"on {type_.name} {{ {chance.choice(own)} }}"
        parts.append(f"...F{len(held) - 1}")
    return "{ " + " ".join(parts) + " }"


def some(chance: random.Random, field: Any) -> str:
    """Some of a field's arguments, with values; lists are kept short, since a document may cost only so much."""
    given: dict[str, Any] = {"first": chance.randint(1, 4)} if "first" in field.args else {}
    for key, argument in field.args.items():
        if key not in ("first", "last", "after", "before", "id") and chance.random() < 0.25:
            given[key] = value_of(argument.type, chance)
    return listed(field, given)


def listed(field: Any, given: dict[str, Any]) -> str:
    """Arguments as they stand in a document."""
    shown = [f"{key}: {literal(value, field.args[key].type)}" for key, value in given.items() if key in field.args]
    return f"({', '.join(shown)})" if shown else ""


def literal(value: Any, type_: Any) -> str:
    """A value as it stands in a document."""
    if isinstance(type_, GraphQLNonNull):
        return literal(value, type_.of_type)
    if isinstance(value, dict):
        fields = getattr(type_, "fields", {})
        return f"{{{', '.join(f'{key}: {literal(each, fields[key].type)}' for key, each in value.items())}}}"
    if isinstance(type_, GraphQLList):
        return f"[{', '.join(literal(each, type_.of_type) for each in value)}]"
    return str(value) if isinstance(type_, GraphQLEnumType) else orjson.dumps(value).decode()


def write(
    schema: GraphQLSchema, chance: random.Random, name: str, given: dict[str, Any], depth: int = 3, kind: str = "query"
) -> str:
    """A document of one root field with these arguments."""
    type_ = schema.query_type if kind == "query" else schema.mutation_type
    assert type_ is not None
    field, held = type_.fields[name], dict[str, str]()
    named = get_named_type(field.type)
    below = selection(schema, chance, named, depth, held) if is_composite_type(named) else ""
    fragments = " ".join(f"fragment {key} {text}" for key, text in held.items())
    root = f"{name}{listed(field, given)} @include(if: $yes) @skip(if: $no) {below}"
    return f"{kind}($yes: Boolean = true, $no: Boolean = false) {{ {root} }} {fragments}"

"""Reads a GraphQL schema: root fields as operations, input types as schemas, the text itself without prose."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    build_ast_schema,
    is_required_argument,
    is_required_input_field,
    lexicographic_sort_schema,
    parse,
    print_ast,
    print_schema,
    validate_schema,
    value_from_ast_untyped,
)  # fmt: skip
from graphql.language import (
    DocumentNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    Node,
    TypeDefinitionNode,
)  # fmt: skip

from .draft import Argument, Draft
from .overrides import Source
from .report import DescriptionProblem, Json
from .store import SchemaStore
from .words import snake

SCALARS: dict[str, Json] = {
    "String": {"type": "string"},
    "ID": {"type": "string"},
    "Int": {"type": "integer"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "DateTime": {"type": "string", "format": "date-time"},
    "TimelessDate": {"type": "string", "format": "date"},
    "Date": {"type": "string", "format": "date"},
    "URI": {"type": "string", "format": "uri"},
    "UUID": {"type": "string", "format": "uuid"},
    "JSONObject": {"type": "object"},
}
ROOTS = ("query", "mutation")


class GraphqlDocument:
    """A schema, its defaults completed from an older text where the source names one in `defaults_from`."""

    def __init__(self, source: Source, text: str, store: SchemaStore, older: str = "") -> None:
        self.source = source
        self.store = store
        document = self._parse(text, source.file)
        if source.options.get("repeats"):
            document = _rewritten(document, _once)
        if source.options.get("drop_deprecations"):
            document = _rewritten(document, _without_deprecations)
        if older:
            document = _with_defaults(document, self._parse(older, str(source.options.get("defaults_from"))))
        try:
            self.schema = lexicographic_sort_schema(build_ast_schema(document, assume_valid_sdl=False))
        except (TypeError, GraphQLError) as problem:
            raise DescriptionProblem(source.file, f"no GraphQL schema: {str(problem).splitlines()[0]}") from None
        problems = validate_schema(self.schema)
        if problems:
            raise DescriptionProblem(source.file, f"no valid GraphQL schema: {problems[0].message}")

    def _parse(self, text: str, file: str) -> DocumentNode:
        try:
            return parse(text, no_location=True)
        except GraphQLError as problem:
            raise DescriptionProblem(file, f"no GraphQL: {problem.message}") from None

    def text(self) -> str:
        """The schema as SDL in alphabetical order, without descriptions."""
        return without_descriptions(print_schema(self.schema))

    def drafts(self) -> list[Draft]:
        """One draft for each field of Query and Mutation; where both have a field, the query's is query.<field>."""
        made = []
        mutations = set(self.schema.mutation_type.fields) if self.schema.mutation_type else set()
        for root in ROOTS:
            kind = self.schema.query_type if root == "query" else self.schema.mutation_type
            for name, each in sorted(kind.fields.items()) if kind else ():
                draft = Draft(
                    name=f"query.{name}" if root == "query" and name in mutations else name,
                    file=self.source.file,
                    binding={"graphql": {"type": root, "field": name}},
                    arguments=[self._argument(wire, argument) for wire, argument in sorted(each.args.items())],
                    results={"200": {"x-type": str(each.type)}},
                    consumes=["application/json"],
                    produces=["application/json"],
                    category=root,
                    deprecated=each.deprecation_reason is not None,
                )
                draft.shape = each
                made.append(draft)
        return made

    def _argument(self, wire: str, argument: GraphQLArgument) -> Argument:
        schema = _with_default(self.input_schema(argument.type), argument)
        return Argument(wire, "body", schema, is_required_argument(argument))

    def input_schema(self, kind: Any) -> Json:
        """JSON Schema of an input type; input objects and enums are named ones in the store."""
        if isinstance(kind, GraphQLNonNull):
            return self.input_schema(kind.of_type)
        if isinstance(kind, GraphQLList):
            return {"type": "array", "items": self.input_schema(kind.of_type)}
        name = kind.name
        if isinstance(kind, (GraphQLEnumType, GraphQLInputObjectType)):
            if name not in self.store.schemas:
                self.store.schemas[name] = {}
                self.store.schemas[name] = self._named(kind)
            return {"$ref": f"schemas.json#/{name}"}
        return dict(SCALARS.get(name, {}))

    def _named(self, kind: GraphQLEnumType | GraphQLInputObjectType) -> Json:
        if isinstance(kind, GraphQLEnumType):
            return {"type": "string", "enum": sorted(kind.values)}
        fields = kind.fields
        made: Json = {
            "type": "object",
            "properties": {
                name: _with_default(self.input_schema(each.type), each) for name, each in sorted(fields.items())
            },
        }
        required = sorted(name for name, each in fields.items() if is_required_input_field(each))
        return made | ({"required": required} if required else {})


def _with_default(schema: Json, value: GraphQLArgument | GraphQLInputField) -> Json:
    written = value.ast_node.default_value if value.ast_node is not None else None
    default = value_from_ast_untyped(written) if written is not None else None
    return schema if default is None or "$ref" in schema else schema | {"default": default}


def without_descriptions(text: str) -> str:
    """SDL without descriptions and without reasons of deprecation."""
    document = _rewritten(parse(text, no_location=True), _without_prose)
    return print_schema(build_ast_schema(document, assume_valid=True)) + "\n"


def _rewritten(node: Any, change: Callable[[Any, Any], Any]) -> Any:
    """The tree with `change` applied to each node and what it was before, leaves first; nodes are frozen."""
    made: dict[str, Any] = {}
    for key in node.keys:
        value = getattr(node, key, None)
        if isinstance(value, tuple):
            made[key] = tuple(_rewritten(each, change) for each in value)
        elif isinstance(value, Node):
            made[key] = _rewritten(value, change)
    return change(replace(node, **made), node)


def _without_prose(node: Any, _before: Any) -> Any:
    if getattr(node, "description", None) is not None:
        node = replace(node, description=None)
    if node.kind == "directive" and node.name.value == "deprecated":
        node = replace(node, arguments=())
    return node


def _without_deprecations(node: Any, _before: Any) -> Any:
    if getattr(node, "directives", None):
        node = replace(node, directives=tuple(each for each in node.directives if each.name.value != "deprecated"))
    return node


def _once(node: Any, _before: Any) -> Any:
    """A type definition with each field and each value once."""
    for key in ("fields", "values"):
        values = getattr(node, key, None)
        if values and isinstance(node, TypeDefinitionNode):
            only: Any = {key: tuple({each.name.value: each for each in values}.values())}
            node = replace(node, **only)
    return node


def _with_defaults(document: DocumentNode, older: DocumentNode) -> DocumentNode:
    """Arguments and input fields without a default take the one that an older text has for the same type."""
    known = {way: value for way, value in _values(older) if value.default_value is not None}
    wanted = {}
    for way, value in _values(document):
        other = known.get(way)
        if other is not None and value.default_value is None and print_ast(value.type) == print_ast(other.type):
            wanted[id(value)] = other.default_value

    def change(node: Any, before: Any) -> Any:
        return replace(node, default_value=wanted[id(before)]) if id(before) in wanted else node

    made: DocumentNode = _rewritten(document, change)
    return made


def _name(node: Any) -> str:
    return str(node.name.value)


def _values(document: DocumentNode) -> list[tuple[tuple[str, ...], InputValueDefinitionNode]]:
    found: list[tuple[tuple[str, ...], InputValueDefinitionNode]] = []
    for definition in document.definitions:
        for each in getattr(definition, "fields", None) or ():
            way = (_name(definition), str(each.name.value))
            if isinstance(definition, InputObjectTypeDefinitionNode):
                found.append((way, each))
            elif isinstance(each, FieldDefinitionNode):
                found += [((*way, argument.name.value), argument) for argument in each.arguments or ()]
    return found


def type_schema(kind: Any) -> Json:
    """A flat JSON Schema of an output type: scalars and enums as they are, objects as objects."""
    fields: dict[str, Any] = getattr(kind, "fields", {})
    return {"type": "object", "properties": {name: _flat(each.type) for name, each in sorted(fields.items())}}


def _flat(kind: Any) -> Json:
    if isinstance(kind, GraphQLNonNull):
        return _flat(kind.of_type)
    if isinstance(kind, GraphQLList):
        return {"type": "array"}
    if isinstance(kind, GraphQLEnumType):
        return {"type": "string", "enum": sorted(kind.values)}
    return dict(SCALARS.get(kind.name, {"type": "object"}))


def type_noun(name: str) -> str:
    return snake(name)


__all__ = ["GraphQLSchema", "GraphqlDocument", "type_noun", "type_schema", "without_descriptions"]

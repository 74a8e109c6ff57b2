"""A clone's published schema, loaded by the first call that needs it, and what is found out about its types once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from ..operation import WRITTEN, Operation
from ..problems import Invalid
from ..state import clock
from .graph import Graph, Ids, Link, Many, One, singular

if TYPE_CHECKING:
    from ..clone import Clone
    from ..state.record import Record

_EPOCH = "1970-01-01T00:00:00.000Z"
_SMALLEST: dict[str, Any] = {
    "String": "", "ID": "", "Int": 0, "Float": 0, "Boolean": False, "DateTime": _EPOCH, "Date": _EPOCH[:10],
    "TimelessDate": _EPOCH[:10], "UUID": "00000000-0000-0000-0000-000000000000", "JSON": {}, "JSONObject": {},
    "Duration": "PT0S", "URI": "http://localhost/",
}  # fmt: skip


class Api:
    """The schema of one clone with its declarations: types, kinds, root fields, look-ups."""

    def __init__(self, clone: Clone) -> None:
        self.clone = clone
        self.graph: Graph = clone.graph or Graph()
        text = clone.specs.folder.joinpath("schema.graphql").read_text("utf-8") + self.graph.newer
        self.schema: GraphQLSchema = build_schema(text, assume_valid=True, assume_valid_sdl=True, no_location=True)
        for name, parse in (("DateTime", self._moment), ("TimelessDate", self._day), ("Date", self._day)):
            scalar: Any = self.schema.type_map.get(name)
            if scalar is not None:
                scalar.parse_value = scalar.coerce_input_value = parse
        self.documents: dict[str, Any] = {}
        self.introspected: dict[Any, Any] = {}
        self._roots: dict[tuple[str, str], Operation | None] = {}
        self._links: dict[tuple[str, str], Link | None] = {}

    def _moment(self, value: Any) -> Any:
        """A time that somebody sent, as records hold times. Raises GraphQLError."""
        try:
            return self.clone.dialect.now(clock.parse(value))
        except (ValueError, TypeError):
            raise GraphQLError(f"{value!r} is no time in ISO 8601") from None

    def _day(self, value: Any) -> Any:
        """A day that somebody sent. Raises GraphQLError."""
        try:
            return clock.iso(clock.parse(value))[:10]
        except (ValueError, TypeError):
            raise GraphQLError(f"{value!r} is no day in ISO 8601") from None

    @cached_property
    def fields(self) -> dict[tuple[str, str], str]:
        """(query or mutation, root field) → the name of its operation."""
        bound = ((made.name, made.entry.get("graphql")) for made in self.clone.operations.values())
        return {(at["type"], at["field"]): name for name, at in bound if at}

    def operation(self, kind: str, name: str) -> Operation | None:
        """What answers a root field: the clone's operation, else a function marked for it."""
        bound = self.fields.get((kind, name))
        if bound is not None:
            return self.clone.operations[bound]
        if (kind, name) not in self._roots:
            function = self.graph.roots.get(f"{kind}.{name}")
            made = (
                Operation({"name": f"graphql/{name}", "graphql": {"type": kind, "field": name}}) if function else None
            )
            if made is not None:
                made.function, made.fidelity, made.open = function, WRITTEN, True
            self._roots[kind, name] = made
        return self._roots[kind, name]

    @cached_property
    def types(self) -> dict[str, str]:
        """Kind → the type that its records are shown as, where nothing else says so."""
        found: dict[str, str] = {}
        for name, type_ in self.schema.type_map.items():
            if isinstance(type_, GraphQLObjectType) and name not in self.graph.like:
                found.setdefault(self.graph.kind_name(name), name)
        return found

    def type_of(self, value: Any, possible: Any) -> str:
        """The concrete type of a value that stands for an interface or a union."""
        doc = value if isinstance(value, dict) else value.doc
        typed = self.graph.typed
        named = doc.get("__typename") if typed is None or isinstance(value, dict) else typed(value)
        if named is None and not isinstance(value, dict):
            named = self.types.get(value.KIND.name)
        return str(named if named in possible else next(iter(possible)))

    def possible(self, type_: Any) -> dict[str, Any]:
        """The object types that a value of this type can have, by name, in the order of the schema."""
        if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
            return {made.name: made for made in self.schema.get_possible_types(type_)}
        return {type_.name: type_}

    def link(self, type_name: str, name: str) -> Link | None:
        """Where a field of a type looks: as declared, else by the names of fields."""
        key = (self.graph.like.get(type_name, type_name), name)
        if key not in self._links:
            self._links[key] = self.graph.links.get(".".join(key)) or self._guessed(*key)
        return self._links[key]

    def _guessed(self, type_name: str, name: str) -> Link | None:
        above = self.schema.type_map.get(type_name)
        if not isinstance(above, GraphQLObjectType | GraphQLInterfaceType) or name not in above.fields:
            return None
        type_ = above.fields[name].type
        target: Any = get_named_type(type_)
        many = is_list_type(get_nullable_type(type_))
        node = node_of(target)
        if node is not None:
            target, many = node, True
        if not isinstance(target, GraphQLObjectType) or "id" not in target.fields:
            return None
        kind = self.graph.kind_name(target.name)
        if not many:
            return One(kind, self.graph.held(name))
        ids = f"{singular(name)}{self.graph.suffix}s"
        if ids in above.fields:
            return Ids(kind, self.graph.stored(ids))
        back = [key for key, made in target.fields.items() if get_named_type(made.type) is above]
        own = type_name[0].lower() + type_name[1:]
        by = own if own in back else back[0] if len(back) == 1 else ""
        return Many(kind, self.graph.held(by)) if by else None

    def smallest(self, type_: Any) -> Any:
        """The smallest valid value of a type that can't be null, where it is a leaf."""
        nullable = get_nullable_type(type_)
        if nullable is type_:
            return None
        if is_list_type(nullable):
            return []
        if isinstance(nullable, GraphQLEnumType):
            return next(iter(nullable.values))
        return _SMALLEST.get(nullable.name, "")

    def check(self, type_name: str, given: dict[str, Any]) -> None:
        """Whether a type's enums have the values that somebody sent as plain text. Raises Invalid."""
        fields = getattr(self.schema.type_map.get(type_name), "fields", {})
        for name, value in given.items():
            type_: Any = get_named_type(fields[name].type) if name in fields else None
            if isinstance(type_, GraphQLEnumType) and isinstance(value, str) and value not in type_.values:
                raise Invalid(f"{name} must be one of the following values: {', '.join(type_.values)}")

    def kind(self, type_name: str) -> type[Record]:
        return self.graph.kind(self.clone, type_name)


def node_of(type_: Any) -> Any:
    """The type of the nodes of a connection; None for any other type."""
    fields = getattr(type_, "fields", {})
    if "pageInfo" not in fields or not ("nodes" in fields or "edges" in fields):
        return None
    if "nodes" in fields:
        return get_named_type(fields["nodes"].type)
    edge: Any = get_named_type(fields["edges"].type)
    return get_named_type(edge.fields["node"].type)

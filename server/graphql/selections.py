"""Selections compiled once into plain functions: each field makes a column of values for all records at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    InlineFragmentNode,
    SelectionSetNode,
    VariableNode,
)

from .run import FAILED, Paths, Run

if TYPE_CHECKING:
    from .schema import Api

Column = Callable[[Run, list[Any], list[dict[str, Any]], Paths], list[Any]]
"""(run, records, their documents, paths) → the field's value for each."""
When = tuple[tuple[str, bool], ...]
"""Variables that must have these values for a field to be there."""


class Part(NamedTuple):
    """A field node with the conditions that stand around it."""

    node: FieldNode
    when: When


class Chosen(NamedTuple):
    """One field of an answer: its key, how its values are made, when it is there (() for always), if null will do."""

    key: str
    column: Column
    when: tuple[When, ...]
    nullable: bool


class Selection:
    """What is asked of records of one type."""

    __slots__ = ("chosen", "conditional", "keys")

    def __init__(self, chosen: list[Chosen]) -> None:
        self.chosen = chosen
        self.conditional = any(field.when for field in chosen)
        self.keys = tuple(field.key for field in chosen)

    def rows(self, run: Run, parents: list[Any], paths: Paths) -> list[Any]:
        """An object for each record; FAILED for one that lacks what can't be null."""
        chosen, keys = self.chosen, self.keys
        if self.conditional:
            chosen = [field for field in chosen if not field.when or any(_holds(run, when) for when in field.when)]
            keys = tuple(field.key for field in chosen)
        docs = [parent if type(parent) is dict else parent.__dict__ for parent in parents]
        columns = [field.column(run, parents, docs, paths) for field in chosen]
        if not columns:
            return [{} for _ in parents]
        if run.problems:
            return [_mended(chosen, row) for row in zip(*columns, strict=True)]
        return [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]


def _mended(chosen: list[Chosen], row: tuple[Any, ...]) -> Any:
    if any(value is FAILED and not field.nullable for field, value in zip(chosen, row, strict=True)):
        return FAILED
    return {f.key: None if value is FAILED else value for f, value in zip(chosen, row, strict=True)}


def _holds(run: Run, when: When) -> bool:
    return all(bool(run.given.get(name)) is wanted for name, wanted in when)


class Choice:
    """What is asked of records of any type, by their type; compiled for each type that turns up."""

    def __init__(self, compiler: Compiler, type_: Any, parts: list[tuple[SelectionSetNode, When]]) -> None:
        self.compiler, self.parts = compiler, parts
        self.possible = compiler.api.possible(type_)
        self.only = next(iter(self.possible)) if len(self.possible) == 1 else ""
        self.made: dict[str, Selection] = {}

    def of(self, name: str) -> Selection:
        made = self.made.get(name)
        if made is None:
            made = self.made[name] = self.compiler.selection(self.possible[name], self.parts)
        return made

    def rows(self, run: Run, parents: list[Any], paths: Paths) -> list[Any]:
        """An object for each record, in their order."""
        if self.only:
            return self.of(self.only).rows(run, parents, paths)
        names = [self.compiler.api.type_of(parent, self.possible) for parent in parents]
        rows: list[Any] = [None] * len(parents)
        for name in dict.fromkeys(names):
            places = [place for place, found in enumerate(names) if found == name]
            own = [parents[place] for place in places]
            made = self.of(name).rows(run, own, lambda p=places: [paths()[place] for place in p])  # type: ignore[misc] # the default keeps the places
            for place, row in zip(places, made, strict=True):
                rows[place] = row
        return rows


class Compiler:
    """Compiles the selections of one document."""

    def __init__(self, api: Api, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.api = api
        self.fragments = fragments

    def selection(self, type_: GraphQLObjectType, parts: list[tuple[SelectionSetNode, When]]) -> Selection:
        """The selection for records of an object type."""
        from .columns import column

        chosen = []
        for key, group in self.grouped(type_, parts).items():
            name = group[0].node.name.value
            when = () if any(not part.when for part in group) else tuple(part.when for part in group)
            made, nullable = column(self, type_, name, key, group)
            chosen.append(Chosen(key, made, when, nullable))
        return Selection(chosen)

    def grouped(self, type_: GraphQLObjectType, parts: list[tuple[SelectionSetNode, When]]) -> dict[str, list[Part]]:
        """The fields that are asked of a type, by their key in the answer, fragments taken apart."""
        found: dict[str, list[Part]] = {}
        for part in self._fields(type_, parts):
            node = part.node
            found.setdefault(node.alias.value if node.alias else node.name.value, []).append(part)
        return found

    def below(self, type_: Any, group: list[Part]) -> Choice:
        """What is asked of the values of a field."""
        return Choice(self, type_, [(part.node.selection_set, part.when) for part in group if part.node.selection_set])

    def _fields(self, type_: GraphQLObjectType, parts: list[tuple[SelectionSetNode, When]]) -> Iterator[Part]:
        for selections, around in parts:
            for node in selections.selections:
                when = conditions(node)
                if when is None:
                    continue
                whole = (*around, *when)
                if isinstance(node, FieldNode):
                    yield Part(node, whole)
                    continue
                if isinstance(node, FragmentSpreadNode):
                    fragment = self.fragments[node.name.value]
                    named, inner = fragment.type_condition.name.value, fragment.selection_set
                else:
                    assert isinstance(node, InlineFragmentNode)
                    condition = node.type_condition
                    named, inner = (condition.name.value if condition else type_.name), node.selection_set
                if named == type_.name or type_.name in self.api.possible(self.api.schema.type_map[named]):
                    yield from self._fields(type_, [(inner, whole)])


def conditions(node: Any) -> When | None:
    """What @skip and @include ask of variables; None for what is never there."""
    found: list[tuple[str, bool]] = []
    for directive in node.directives or ():
        wanted = {"include": True, "skip": False}.get(directive.name.value)
        if wanted is None:
            continue
        value = directive.arguments[0].value
        if isinstance(value, VariableNode):
            found.append((value.name.value, wanted))
        elif isinstance(value, BooleanValueNode) and value.value is not wanted:
            return None
    return tuple(found)

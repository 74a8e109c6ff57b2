"""How one field's values are made for all records at hand: stored, computed, looked up together, or the smallest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_leaf_type, is_list_type
from graphql.execution.values import get_argument_values

from ..problems import Problem
from ..state.record import Record
from . import fetching
from .graph import Link
from .run import FAILED, Paths, Run
from .selections import Choice, Column, Part

if TYPE_CHECKING:
    from .schema import Api
    from .selections import Compiler

Arguments = Callable[[Run], dict[str, Any]]
Fetch = Callable[[Run, list[Any], list[dict[str, Any]]], list[Any]]


def column(compiler: Compiler, type_: GraphQLObjectType, name: str, key: str, group: list[Part]) -> tuple[Column, bool]:
    """The column of one field, and whether its value may be null."""
    if name == "__typename":
        return lambda run, parents, docs, paths: [type_.name] * len(parents), False
    made = type_.fields.get(name)
    if made is None:  # a field of a newer schema: the document was let in although this one lacks it
        return lambda run, parents, docs, paths: [None] * len(parents), True
    nullable = get_nullable_type(made.type) is made.type
    fetch = fetching_of(compiler.api, type_, name, arguments(made, group[0].node))
    if is_leaf_type(get_named_type(made.type)):
        return leaves(fetch, key, compiler.api.smallest(made.type)), nullable
    below = compiler.below(get_named_type(made.type), group)
    return objects(fetch, key, made.type, below), nullable


def arguments(field: Any, node: Any) -> Arguments:
    """What gives a field's arguments: worked out once where no variable stands in them, else once a run."""
    if not field.args:
        return lambda run: {}
    if not _varies(node.arguments):
        fixed = get_argument_values(field, node)
        return lambda run: fixed

    def of(run: Run) -> dict[str, Any]:
        made = run.memo.get(id(node))
        if made is None:
            made = run.memo[id(node)] = get_argument_values(field, node, run.values)
        found: dict[str, Any] = made
        return found

    return of


def _varies(nodes: Any) -> bool:
    """Whether a variable stands anywhere in these arguments."""
    waiting = [node.value for node in nodes or ()]
    while waiting:
        node = waiting.pop()
        if node.kind == "variable":
            return True
        waiting += getattr(node, "values", None) or [field.value for field in getattr(node, "fields", None) or ()]
    return False


def fetching_of(api: Api, type_: GraphQLObjectType, name: str, given: Arguments) -> Fetch:
    """What gives the field's raw values: marked functions, look-ups, else what the documents hold."""
    graph, shown = api.graph, api.graph.like.get(type_.name, type_.name)
    batch, single = graph.find(graph.batches, shown, name), graph.find(graph.resolvers, shown, name)
    if batch or single:
        return _computed(batch or _each(single), name, given)
    stored = graph.stored(name)
    leaf = is_leaf_type(get_named_type(type_.fields[name].type))
    link = None if leaf else api.link(type_.name, name)
    if link is not None:
        return _linked(api, link, type_, name, given)
    if stored == name:
        return lambda run, parents, docs: [doc.get(name) for doc in docs]
    return lambda run, parents, docs: [
        doc.get(name if type(parent) is dict else stored) for parent, doc in zip(parents, docs, strict=True)
    ]


def _each(single: Any) -> Callable[..., list[Any]]:
    return lambda call, records, **arguments: [single(call, record, **arguments) for record in records]


def _computed(batch: Callable[..., list[Any]], name: str, given: Arguments) -> Fetch:
    """Values by a marked function; those that stand in for records, and what they bring themselves, are left alone."""

    def fetch(run: Run, parents: list[Any], docs: list[dict[str, Any]]) -> list[Any]:
        asking = [parent for parent in parents if type(parent) is not dict]
        found = iter(batch(run.call, asking, **given(run)) if asking else ())
        return [
            doc.get(name) if type(parent) is dict else next(found) for parent, doc in zip(parents, docs, strict=True)
        ]

    return fetch


def _linked(api: Api, link: Link, type_: GraphQLObjectType, name: str, given: Arguments) -> Fetch:
    """Values by a look-up, all in one; objects that the parent holds itself, as payloads do, are taken first."""
    target = type_.fields[name].type
    plain = is_list_type(get_nullable_type(target))

    def fetch(run: Run, parents: list[Any], docs: list[dict[str, Any]]) -> list[Any]:
        own = [doc.get(name) if type(parent) is dict else None for parent, doc in zip(parents, docs, strict=True)]
        asking = [doc for doc, held in zip(docs, own, strict=True) if held is None]
        found = iter(fetching.looked_up(api, run.call, link, asking, given(run), plain))
        return [next(found) if held is None else held for held in own]

    return fetch


def leaves(fetch: Fetch, key: str, smallest: Any) -> Column:
    """The column of a field without fields of its own."""

    def made(run: Run, parents: list[Any], docs: list[dict[str, Any]], paths: Paths) -> list[Any]:
        try:
            values = fetch(run, parents, docs)
        except Problem as problem:
            run.fail(problem, key, paths)
            return [FAILED] * len(parents)
        if smallest is None:
            return values
        return [smallest if value is None else value for value in values]

    return made


def objects(fetch: Fetch, key: str, type_: Any, below: Choice) -> Column:
    """The column of a field with fields of its own, which are made for the values of all records together."""
    nullable = get_nullable_type(type_) is type_
    listed = is_list_type(get_nullable_type(type_))
    holes = listed and get_nullable_type(get_nullable_type(type_).of_type) is get_nullable_type(type_).of_type

    def made(run: Run, parents: list[Any], docs: list[dict[str, Any]], paths: Paths) -> list[Any]:
        try:
            values = fetch(run, parents, docs)
        except Problem as problem:
            run.fail(problem, key, paths)
            return [FAILED] * len(parents)
        if not nullable:
            values = [([] if listed else {}) if value is None else value for value in values]
        where: list[tuple[int, int]] = []
        places: dict[int, int] = {}
        children: list[Any] = []
        for at, value in enumerate(values):
            held = enumerate(value if type(value) is list else ()) if listed else ((-1, value),)
            for position, each in held:
                if each is not None and id(each) not in places:
                    places[id(each)] = len(children)
                    children.append(each)
                    where.append((at, position))
        if not children:
            return values

        def deeper() -> list[tuple[str | int, ...]]:
            above = paths()
            return [(*above[at], key, *((position,) if position >= 0 else ())) for at, position in where]

        children = [each if isinstance(each, dict | Record) else {} for each in children]
        rows = below.rows(run, children, deeper)
        if listed:
            shown = [value and [None if each is None else rows[places[id(each)]] for each in value] for value in values]
            return [_whole(value, holes) for value in shown] if run.problems else shown
        return [None if value is None else rows[places[id(value)]] for value in values]

    return made


def _whole(values: Any, holes: bool) -> Any:
    """A list with failed elements: null where the list may have holes, else it failed itself."""
    if not values or FAILED not in values:
        return values
    return [None if value is FAILED else value for value in values] if holes else FAILED

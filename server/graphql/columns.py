"""How one field's values are made for all records at hand: stored, computed, looked up together, or the smallest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)
from graphql.execution.values import get_argument_values

from ..problems import Problem
from ..state.record import Record
from . import fetching
from .graph import Ids, Link, One
from .run import FAILED, Path, Paths, Run
from .selections import Choice, Column, Part

if TYPE_CHECKING:
    from ..call import Call
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
    made = _fetching(api, type_, name, given)
    enum = api.graph.upper and isinstance(get_named_type(type_.fields[name].type), GraphQLEnumType)
    return _uppered(made) if enum else made


def _fetching(api: Api, type_: GraphQLObjectType, name: str, given: Arguments) -> Fetch:
    graph, shown = api.graph, api.graph.like.get(type_.name, type_.name)
    batch, single = graph.find(graph.batches, shown, name), graph.find(graph.resolvers, shown, name)
    if batch or single:
        return _computed(batch or _each(single), name, given)
    if f"{shown}.{name}" in graph.fixed:
        value = graph.fixed[f"{shown}.{name}"]
        return lambda run, parents, docs: [doc.get(name, value) for doc in docs]
    stored = graph.names.get(f"{shown}.{name}") or graph.stored(name)
    leaf = is_leaf_type(get_named_type(type_.fields[name].type))
    link = None if leaf else api.link(type_.name, name)
    if link is not None:
        made = _linked(api, link, type_, name, given)
        held = link.at if isinstance(link, One | Ids) else "" if f"{shown}.{name}" in graph.links else None
        return _told(made, f"{type_.name}.{name}", name, held) if graph.tells and held != "" else made
    if stored == name:
        plain: Fetch = lambda run, parents, docs: [doc.get(name) for doc in docs]  # noqa: E731 # one of two shapes
    else:
        plain = lambda run, parents, docs: [  # noqa: E731
            doc.get(name if type(parent) is dict else stored) for parent, doc in zip(parents, docs, strict=True)
        ]
    return _told(plain, f"{type_.name}.{name}", name, stored) if graph.tells else plain


def _told(fetch: Fetch, field: str, name: str, stored: str | None) -> Fetch:
    """The same values; where a parent has none of its own, the run remembers that nobody wrote the field."""

    def told(run: Run, parents: list[Any], docs: list[dict[str, Any]]) -> list[Any]:
        held = [(name if type(parent) is dict else stored, doc) for parent, doc in zip(parents, docs, strict=True)]
        if any(doc and key not in doc for key, doc in held):  # below what is generic itself, nothing more is told
            run.generic.add(field)
        return fetch(run, parents, docs)

    return told


def _uppered(fetch: Fetch) -> Fetch:
    """The values of an enum, which records hold in small letters."""

    def upper(value: Any) -> Any:
        return value.upper() if isinstance(value, str) else [upper(e) for e in value] if type(value) is list else value

    return lambda run, parents, docs: [upper(value) for value in fetch(run, parents, docs)]


def _each(single: Any) -> Callable[..., list[Any]]:
    """The function for each record; what is refused for one of them stands in its place."""

    def one(call: Call, record: Any, arguments: dict[str, Any]) -> Any:
        try:
            return single(call, record, **arguments)
        except Problem as problem:
            return problem

    return lambda call, records, **arguments: [one(call, record, arguments) for record in records]


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
    stored = api.graph.stored(name)

    def fetch(run: Run, parents: list[Any], docs: list[dict[str, Any]]) -> list[Any]:
        own = [
            doc.get(name) if type(parent) is dict else _at_hand(doc, stored)
            for parent, doc in zip(parents, docs, strict=True)
        ]
        asking = [doc for doc, held in zip(docs, own, strict=True) if held is None]
        found = iter(fetching.looked_up(api, run.call, link, asking, given(run), plain))
        return [next(found) if held is None else held for held in own]

    return fetch


def _at_hand(doc: dict[str, Any], name: str) -> Any:
    """What a field leads to, where the document holds that itself instead of an id."""
    held = doc.get(name)
    return held if isinstance(held, Record | dict) else None


def leaves(fetch: Fetch, key: str, smallest: Any) -> Column:
    """The column of a field without fields of its own."""

    def made(run: Run, parents: list[Any], docs: list[dict[str, Any]], paths: Paths) -> list[Any]:
        values = fetched(fetch, key, run, parents, docs, paths)
        if smallest is None:
            return values
        return [smallest if value is None else value for value in values]

    return made


def fetched(
    fetch: Fetch, key: str, run: Run, parents: list[Any], docs: list[dict[str, Any]], paths: Paths
) -> list[Any]:  # fmt: skip
    """The raw values of a field; FAILED for each that can't be had, and the run notes its problem."""
    try:
        values = fetch(run, parents, docs)
    except Problem as problem:
        run.fail(problem, key, paths)
        return [FAILED] * len(parents)
    if not any(isinstance(value, Problem) for value in values):
        return values
    for value, places in zip(values, paths(), strict=True):
        if isinstance(value, Problem):
            run.fail(value, key, lambda places=places: [places])  # type: ignore[misc] # the default keeps the places
    return [FAILED if isinstance(value, Problem) else value for value in values]


def objects(fetch: Fetch, key: str, type_: Any, below: Choice) -> Column:
    """The column of a field with fields of its own, which are made for the values of all records together."""
    nullable = get_nullable_type(type_) is type_
    listed = is_list_type(get_nullable_type(type_))
    holes = listed and get_nullable_type(get_nullable_type(type_).of_type) is get_nullable_type(type_).of_type

    def made(run: Run, parents: list[Any], docs: list[dict[str, Any]], paths: Paths) -> list[Any]:
        values = fetched(fetch, key, run, parents, docs, paths)
        if not nullable:
            values = [([] if listed else {}) if value is None else value for value in values]
        where: list[list[tuple[int, int]]] = []
        places: dict[int, int] = {}
        children: list[Any] = []
        for at, value in enumerate(values):
            held = enumerate(value if type(value) is list else ()) if listed else ((-1, value),)
            for position, each in held:
                if isinstance(each, Problem):  # one of a list that can't be had
                    run.problems += [((*path, key, position), each) for path in paths()[at]]
                    continue
                if each is None or each is FAILED:
                    continue
                place = places.setdefault(id(each), len(children))
                if place == len(children):
                    children.append(each)
                    where.append([])
                where[place].append((at, position))
        if not children and not run.problems:
            return values

        def deeper() -> list[list[Path]]:
            above = paths()
            return [
                [(*path, key, *((position,) if position >= 0 else ())) for at, position in own for path in above[at]]
                for own in where
            ]

        children = [each if isinstance(each, dict | Record) else {} for each in children]
        rows = below.rows(run, children, deeper) if children else []

        def row(each: Any) -> Any:
            return None if each is None else rows[places[id(each)]] if id(each) in places else FAILED

        if listed:
            shown = [value and (value if value is FAILED else [row(each) for each in value]) for value in values]
            return [_whole(value, holes) for value in shown] if run.problems else shown
        return [row(value) for value in values]

    return made


def _whole(values: Any, holes: bool) -> Any:
    """A list with failed elements: null where the list may have holes, else it failed itself."""
    if not values or values is FAILED or FAILED not in values:
        return values
    return [None if value is FAILED else value for value in values] if holes else FAILED

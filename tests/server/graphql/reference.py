"""graphql-core's own executor over the same declared look-ups, one parent at a time: compiled selections must agree."""

from contextlib import suppress
from typing import Any

import orjson
from graphql import execute_sync, get_named_type, get_nullable_type, is_leaf_type, is_list_type, parse
from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.generic import perform as generic_perform
from clonery.server.graphql.columns import fetching_of
from clonery.server.graphql.documents import document
from clonery.server.graphql.run import FAILED, Path, Run
from clonery.server.problems import Problem
from clonery.server.request import Request

Outcome = tuple[Any, set[Path]]
"""What an executor makes: the data, and where it failed."""


class Undone(Exception):
    """Ends a transaction that nothing is to be kept of."""


class Reference:
    """Answers root fields, whose results are at hand, by graphql-core; every field asks for one parent alone."""

    def __init__(self, graph: Graphed) -> None:
        self.api, self.results = graph.api, dict[str, Any]()
        self.call = perform.start(graph.farm, graph.session, graph.clone, Request("POST", "/graphql"))
        found = graph.session.opened.credentials.default(graph.clone.name)
        assert found is not None
        assert found.user is not None
        self.call.credential = found
        self.call.actor = graph.session.store.get(graph.clone.kind(graph.clone.dialect.user_kind), found.user)

    def perform(self, kind: str, name: str, given: dict[str, Any]) -> Any:
        """What the operation of a root field gives. Raises Problem."""
        operation = self.api.operation(kind, name)
        if operation is None:
            return None
        self.call.operation = operation
        if operation.function is None:
            return generic_perform(self.call, operation, given)
        return operation.call(self.call, given)

    def resolve(self, parent: Any, info: Any, **given: Any) -> Any:
        type_ = info.return_type
        if info.parent_type in (self.api.schema.query_type, self.api.schema.mutation_type) and not info.path.prev:
            value = self.results[info.path.key]
        else:
            run = Run({})
            run.call = self.call
            fetch = fetching_of(self.api, info.parent_type, info.field_name, lambda run: given)
            value = fetch(run, [parent], [parent if isinstance(parent, dict) else parent.doc])[0]
        if value is None and get_nullable_type(type_) is not type_:
            leaf = is_leaf_type(get_named_type(type_)) or is_list_type(get_nullable_type(type_))
            return self.api.smallest(type_) if leaf else {}
        return value

    def type_of(self, value: Any, info: Any, abstract: Any) -> str:
        return self.api.type_of(value, self.api.possible(abstract))

    def execute(self, query: str, variables: dict[str, Any]) -> Outcome:
        """The data of a query, and the paths of its errors. Raises what failed for another reason than a problem."""
        made: Any = execute_sync(
            self.api.schema, parse(query), variable_values=variables, field_resolver=self.resolve,
            type_resolver=self.type_of,
        )  # fmt: skip
        for error in made.errors or ():
            if not isinstance(error.original_error, Problem):
                raise AssertionError(f"{error.message} at {error.path}") from error.original_error
        return plain(made.data), {tuple(error.path) for error in made.errors or ()}


def both(graph: Graphed, query: str, variables: dict[str, Any]) -> tuple[Outcome, Outcome] | None:
    """What the compiled selections and graphql-core make of the root fields' results; None where one is refused.

    Nothing of it is kept.
    """
    operation = document(graph.api, query).operation(None)
    values = operation.variables(variables)
    reference, data, failed = Reference(graph), dict[str, Any](), set[Path]()
    found: tuple[Outcome, Outcome] | None = None
    with suppress(Undone, Problem), graph.session.transaction():
        for root in operation.roots:
            run = Run(values)
            run.call = reference.call
            result = reference.perform(operation.kind, root.name, root.arguments(run))
            reference.results[root.key] = result
            data[root.key] = root.shown(run, result)
            failed |= {path for path, _ in run.problems}
        theirs = reference.execute(query, variables)
        whole = any(data[root.key] is FAILED and not root.nullable for root in operation.roots)
        shown = None if whole else {key: None if value is FAILED else value for key, value in data.items()}
        found = (plain(shown), failed), theirs
        raise Undone
    return found


def plain(data: Any) -> Any:
    """The data as it leaves."""
    return orjson.loads(orjson.dumps(data))


def agree(ours: Outcome, theirs: Outcome) -> bool:
    """Equal data; graphql-core stops at the first failure of what can't be null, so it may tell of fewer."""
    return bool(ours[0] == theirs[0] and theirs[1] <= ours[1] and bool(theirs[1]) == bool(ours[1]))

"""The control calls: each a function with its path, its body's schema and its answer's, from which all else is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import jsonschema_rs

from ...clone import Clone
from ...farm import Farm, FarmError
from ...nearest import nearest
from ...state.session import Session
from . import bodies

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Asked:
    """One control call: what stands in the path, the query and the body; `root` is the farm's address, as the caller
    wrote it, without a trailing slash."""

    farm: Farm
    path: dict[str, str]
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    root: str = ""

    @property
    def session(self) -> Session:
        """The session of the path. Raises UnknownSession."""
        return self.farm.session(self.path["id"])

    def clone(self, session: Session, name: str = "", field: str = "clone") -> Clone:
        """The clone of the path, or the one that a field of the body or query names. Raises FarmError."""
        wanted = name or self.path["clone"]
        if wanted not in session.clones:
            message = f"the session has no clone {wanted!r}{nearest(wanted, session.clones)}"
            raise FarmError(message, field, *(("invalid", 422) if name else ("not_found", 404)))
        return self.farm.clone(wanted)


@dataclass
class Route:
    """One control call. `path` is below /_clonery; `handle` answers a JSON value, None, or a whole Answer."""

    method: str
    path: str
    handle: Callable[[Asked], Any]
    body: bodies.Schema | None
    query: dict[str, bodies.Schema]
    answer: bodies.Schema | None
    status: int
    tag: str

    @property
    def summary(self) -> str:
        return (self.handle.__doc__ or "").partition("\n")[0]

    @cached_property
    def validator(self) -> Any:
        """What checks the body."""
        return jsonschema_rs.Draft202012Validator(self.body or {})

    @cached_property
    def query_validator(self) -> Any:
        """What checks the query."""
        return jsonschema_rs.Draft202012Validator(self.query_schema)

    @property
    def query_schema(self) -> bodies.Schema:
        return {"type": "object", "properties": self.query, "additionalProperties": False}


class Table:
    """The calls of one topic, in the order they were declared."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.routes: list[Route] = []

    def route(
        self, method: str, path: str, *, body: bodies.Schema | None = None,
        query: dict[str, bodies.Schema] | None = None, answer: bodies.Schema | None = None, status: int = 0,
    ) -> Callable[[F], F]:  # fmt: skip
        """Declare a function as the answer to a call; without `answer` it is 204 and has no body."""

        def declare(handle: F) -> F:
            code = status or (200 if answer is not None else 204)
            self.routes.append(Route(method, path, handle, body, query or {}, answer, code, self.tag))
            return handle

        return declare

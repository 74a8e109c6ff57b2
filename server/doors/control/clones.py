"""What the farm serves: its health, its clones, their tools and what is proven of their operations."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from ... import coverage as proofs
from ...clone import Clone
from ...farm import DEFAULT
from . import bodies, connections
from .table import Asked, Table

table = Table("farm")

COUNTS = bodies.answer(written=bodies.COUNT, generic=bodies.COUNT, refused=bodies.COUNT)
CONNECTION = {
    "rest": bodies.TEXT, "mcp": bodies.TEXT, "token": bodies.maybe(bodies.TEXT), "env": bodies.each(bodies.TEXT),
}  # fmt: skip
CLONE = bodies.answer(
    name=bodies.TEXT, title=bodies.TEXT, hosts=bodies.many(bodies.TEXT), **CONNECTION, operations=COUNTS
)
TOOL = bodies.fields(
    "name", "description", "inputSchema", "annotations", name=bodies.TEXT, description=bodies.TEXT, title=bodies.TEXT,
    inputSchema=bodies.OBJECT, annotations=bodies.OBJECT, operation=bodies.TEXT, toolset=bodies.TEXT,
)  # fmt: skip
COVERED = bodies.fields(
    "name", "category", "fidelity", "proven", name=bodies.TEXT, category=bodies.TEXT,
    fidelity=bodies.one_of("written", "generic", "refused"), proven=bodies.many(bodies.one_of(*proofs.AXES)),
    http=bodies.OBJECT, rpc=bodies.OBJECT, graphql=bodies.OBJECT, reason=bodies.TEXT,
)  # fmt: skip


@cache
def release() -> str:
    """The version of the farm that runs."""
    try:
        return version("clonery")
    except PackageNotFoundError:
        return "0"


@table.route("GET", "health", answer=bodies.answer(
    status=bodies.one_of("ok"), version=bodies.TEXT, clones=bodies.many(bodies.TEXT),
))  # fmt: skip
def health(asked: Asked) -> dict[str, Any]:
    """Whether the farm answers, its version and the names of its clones."""
    return {"status": "ok", "version": release(), "clones": list(asked.farm.registry.names)}


@table.route("GET", "clones", answer=bodies.many(CLONE))
def clones(asked: Asked) -> list[dict[str, Any]]:
    """Every clone, with the addresses and the token of the default session."""
    return [_shown(asked, clone) for clone in asked.farm.registry]


@table.route("GET", "clones/{clone}", answer=CLONE)
def clone(asked: Asked) -> dict[str, Any]:
    """One clone, with the addresses and the token of the default session."""
    return _shown(asked, asked.farm.clone(asked.path["clone"]))


@table.route("GET", "clones/{clone}/tools", answer=bodies.many(TOOL))
def tools(asked: Asked) -> list[dict[str, Any]]:
    """The tools that MCP clients of the clone see, with the operation and the toolset of each."""
    found = []
    for tool in asked.farm.clone(asked.path["clone"]).tools.values():
        found.append({**tool.shown, **_some(tool.entry, "operation", "toolset")})
    return found


@table.route("GET", "clones/{clone}/coverage", answer=bodies.answer(
    name=bodies.TEXT, title=bodies.TEXT, counts=COUNTS, operations=bodies.many(COVERED),
))  # fmt: skip
def coverage(asked: Asked) -> dict[str, Any]:
    """For each operation of the clone: its binding, whether it is written, generic or refused, and what is proven."""
    clone = asked.farm.clone(asked.path["clone"])
    return {
        "name": clone.name, "title": clone.title, "counts": clone.counts, "operations": proofs.coverage(clone)
    }  # fmt: skip


def _some(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: entry[name] for name in names if name in entry}


def _shown(asked: Asked, clone: Clone) -> dict[str, Any]:
    session = asked.farm.session(DEFAULT)
    where = connections.connection(asked.root, session, clone)
    return {"name": clone.name, "title": clone.title, "hosts": list(clone.hosts), **where, "operations": clone.counts}

"""Faults: which calls of a session go wrong, and how."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Any

from ...farm import FarmError
from ...nearest import nearest
from ...state.faults import KINDS, Fault
from ...state.session import Session
from . import bodies
from .table import Asked, Table

table = Table("faults")

_COUNTER = "/fault"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_RULE = {
    "clone": bodies.TEXT,
    "operation": {"type": "string", "minLength": 1, "description": "A glob over the operation's name."},
    "method": {"type": "string", "pattern": "^[A-Za-z]+$"},
    "path": {"type": "string", "minLength": 1, "description": "A glob over the vendor's path, without any prefix."},
    "kind": bodies.one_of(*KINDS),
    "status": {"type": "integer", "minimum": 200, "maximum": 599},
    "body": bodies.ANY,
    "headers": bodies.each({"type": "string", "pattern": r"^[\t\x20-\x7e\x80-\xff]*$"}),
    "delay_ms": {"type": "integer", "minimum": 0, "maximum": 600_000},
    "count": {"type": "integer", "minimum": 1},
    "probability": {"type": "number", "minimum": 0, "maximum": 1},
}  # fmt: skip
RULE = bodies.fields(**_RULE)
FAULT = bodies.fields("id", "kind", "fired", id=bodies.TEXT, fired=bodies.COUNT, **_RULE)


@table.route("POST", "sessions/{id}/faults", body=RULE, answer=FAULT, status=201)
def add(asked: Asked) -> dict[str, Any]:
    """Let calls go wrong: those of a clone, an operation, a method, a path, or all."""
    session = asked.session
    rule = {name: value for name, value in asked.body.items() if value is not None}
    _check(asked, session, rule)
    if "path" in rule:
        rule["path"] = "/" + rule["path"].lstrip("/")
    opened = session.opened
    number = opened.counters[_COUNTER] = opened.counters.get(_COUNTER, 0) + 1
    made = Fault(f"fault-{number}", **rule)
    opened.faults.append(made)
    session.keep()
    return made.state


@table.route("GET", "sessions/{id}/faults", answer=bodies.many(FAULT))
def listed(asked: Asked) -> list[dict[str, Any]]:
    """The faults of a session and how often each fired."""
    return [made.state for made in asked.session.opened.faults]


@table.route("DELETE", "sessions/{id}/faults")
def clear(asked: Asked) -> None:
    """Remove all faults of a session."""
    _keep(asked.session, [])


@table.route("DELETE", "sessions/{id}/faults/{fault}")
def remove(asked: Asked) -> None:
    """Remove one fault."""
    session, id = asked.session, asked.path["fault"]
    there = session.opened.faults
    if id not in [made.id for made in there]:
        raise FarmError(f"no fault {id!r}{nearest(id, [made.id for made in there])}", "fault", "not_found", 404)
    _keep(session, [made for made in there if made.id != id])


def _keep(session: Session, faults: list[Fault]) -> None:
    session.opened.faults = faults
    session.keep()


def _check(asked: Asked, session: Session, rule: dict[str, Any]) -> None:
    """What no schema says. Raises FarmError."""
    kind = rule.get("kind", "status")
    for name in ("status", "body", "headers"):
        if kind != "status" and name in rule:
            raise FarmError(f"{name} goes with kind 'status', not {kind!r}", name)
    if kind == "delay" and not rule.get("delay_ms"):
        raise FarmError("kind 'delay' needs delay_ms, above 0", "delay_ms")
    if rule.get("method", "GET").upper() not in _METHODS:
        raise FarmError(f"unknown method {rule['method']!r}{nearest(rule['method'].upper(), _METHODS)}", "method")
    for name in rule.get("headers", {}):
        if not _HEADER.fullmatch(name):
            raise FarmError(f"{name!r} is no name of a header", f"headers.{name}")
    clones = [asked.clone(session, rule["clone"])] if "clone" in rule else [asked.farm.clone(c) for c in session.clones]
    wanted = rule.get("operation")
    if wanted is not None:
        known = [name for clone in clones for name in (*clone.operations, *(f"tool:{tool}" for tool in clone.tools))]
        if not any(fnmatchcase(name, wanted) for name in known):
            raise FarmError(f"no operation {wanted!r}{nearest(wanted, known)}", "operation")

"""A session's state: read, compared, seeded, kept, brought back; and the calls that led to it."""

from __future__ import annotations

from typing import Any

from ... import rewind
from ...call import Call
from ...farm import FarmError
from ...nearest import nearest
from ...request import Request
from ...state import snapshots
from ...state.session import Snapshot
from . import bodies
from .sessions import NAMED, check_seed
from .table import Asked, Table

table = Table("state")

PAGE = 100
PAGE_LIMIT = 1000
SNAPSHOT = bodies.answer(id=bodies.TEXT, name=bodies.maybe(bodies.TEXT))
_HEAD = {"clone": bodies.TEXT, "kind": bodies.TEXT, "id": bodies.TEXT}
_RECORD = bodies.answer(**_HEAD, record=bodies.OBJECT)
_CHANGE = bodies.answer(**_HEAD, changes=bodies.each(bodies.many(bodies.ANY, minItems=2, maxItems=2)))
CALL = bodies.fields(
    "number", "clone", "operation", "door", "method", "path", "actor", "arguments", "status", "answer", "changed",
    "fidelity", "fault", "trace", "duration_ms",
    number=bodies.COUNT, clone=bodies.TEXT, operation=bodies.TEXT, door=bodies.TEXT, method=bodies.TEXT,
    path=bodies.TEXT, actor=bodies.maybe(bodies.TEXT), arguments=bodies.OBJECT, status=bodies.COUNT, answer=bodies.ANY,
    changed=bodies.many(bodies.OBJECT), fidelity=bodies.TEXT, fault=bodies.maybe(bodies.TEXT),
    trace=bodies.maybe(bodies.TEXT), duration_ms={"type": "number"}, at=bodies.TEXT, request_id=bodies.TEXT,
    hint=bodies.TEXT, client=bodies.TEXT,
)  # fmt: skip


@table.route("POST", "sessions/{id}/reset", body=bodies.fields(clones=bodies.many(bodies.TEXT, minItems=1)),
             answer=bodies.answer(clones=bodies.many(bodies.TEXT)))  # fmt: skip
def reset(asked: Asked) -> dict[str, Any]:
    """Put a session back to its seed: as a whole, or what the named clones hold."""
    session, names = asked.session, asked.body.get("clones")
    for name in names or ():
        asked.clone(session, name, "clones")
    rewind.reset(asked.farm, session, list(dict.fromkeys(names)) if names else None)
    return {"clones": names or list(session.clones)}


@table.route("POST", "sessions/{id}/seed", body=bodies.fields(
    "clone", "seed", clone=bodies.TEXT, seed={"type": ["string", "object"]}, mode=bodies.one_of("replace", "merge"),
), answer=bodies.answer(clone=bodies.TEXT, mode=bodies.TEXT))  # fmt: skip
def seed(asked: Asked) -> dict[str, Any]:
    """Seed one clone: instead of what it holds, or in addition to it; reset goes back to that from now on."""
    session, body = asked.session, asked.body
    check_seed(body["seed"], "seed")
    mode = body.get("mode") or "replace"
    rewind.seed(asked.farm, session, asked.clone(session, body["clone"]), body["seed"], mode == "replace")
    return {"clone": body["clone"], "mode": mode}


@table.route("GET", "sessions/{id}/seed", query={"clone": bodies.TEXT}, answer=bodies.OBJECT)
def exported(asked: Asked) -> dict[str, Any]:
    """What the session holds of one clone, as a seed."""
    session = asked.session
    only = session.clones[0] if len(session.clones) == 1 else ""
    name = asked.query.get("clone", only)
    if not name:
        raise FarmError(f"name the clone; the session has {', '.join(session.clones)}", "clone")
    clone = asked.clone(session, name)
    module = clone.module("seed")
    if module is None or not hasattr(module, "export"):
        raise FarmError(f"{clone.title} has no seeds to export", "clone")
    clone.bind()
    call = Call(session, clone, Request("GET", "", door="control"), session.clock.now(), session.opened.log.last)
    data: dict[str, Any] = module.export(call)
    return data


@table.route("POST", "sessions/{id}/snapshots", body=NAMED, answer=SNAPSHOT, status=201)
def snapshot(asked: Asked) -> dict[str, Any]:
    """Keep the state as it is now."""
    return _snapshot(asked.farm.snapshot(asked.session, asked.body.get("name") or ""))


@table.route("GET", "sessions/{id}/snapshots", answer=bodies.many(SNAPSHOT))
def snapshots_(asked: Asked) -> list[dict[str, Any]]:
    """The snapshots of a session, oldest first."""
    return [_snapshot(made) for made in asked.session.snapshots.values()]


@table.route("POST", "sessions/{id}/restore", body=bodies.fields("snapshot", snapshot=bodies.TEXT), answer=SNAPSHOT)
def restore(asked: Asked) -> dict[str, Any]:
    """Put a session back to a snapshot, given by its id or name."""
    session = asked.session
    return _snapshot(session.snapshots[rewind.restore(asked.farm, session, asked.body["snapshot"])])


@table.route("GET", "sessions/{id}/state", query={"clone": bodies.TEXT, "kind": bodies.TEXT},
             answer=bodies.each(bodies.each(bodies.each(bodies.OBJECT))))  # fmt: skip
def state(asked: Asked) -> dict[str, Any]:
    """Every record by clone, kind and id; of one clone or kind where named."""
    session, clone, kind = asked.session, asked.query.get("clone", ""), asked.query.get("kind", "")
    names = [asked.clone(session, clone).name] if clone else session.clones
    held = snapshots.state(session, clone, kind)
    if kind and not any(kind in kinds for kinds in held.values()):
        known = {name for of in names for name in asked.farm.clone(of).kinds}
        if kind not in known:
            raise FarmError(f"no kind {kind!r}{nearest(kind, sorted(known))}", "kind")
        held = {of: {kind: {}} for of in names if kind in asked.farm.clone(of).kinds}
    return {**{name: {} for name in sorted(names)}, **held}


@table.route("GET", "sessions/{id}/diff", query={"from": bodies.TEXT, "to": bodies.TEXT}, answer=bodies.answer(
    added=bodies.many(_RECORD), removed=bodies.many(_RECORD), changed=bodies.many(_CHANGE),
))  # fmt: skip
def diff(asked: Asked) -> dict[str, Any]:
    """What changed between two points, each `seed`, `now`, or a snapshot's id or name; by default from seed to now."""
    session, farm = asked.session, asked.farm
    before, after = asked.query.get("from", "seed"), asked.query.get("to", "now")
    return snapshots.diff(session, farm.image_of(session, before), farm.image_of(session, after))


@table.route("GET", "sessions/{id}/calls", query={
    "after": bodies.COUNT, "limit": {"type": "integer", "minimum": 1},
}, answer=bodies.answer(calls=bodies.many(CALL), next=bodies.maybe(bodies.COUNT)))  # fmt: skip
def calls(asked: Asked) -> dict[str, Any]:
    """The calls of a session, oldest first; `next` is what `after` goes on with, null at the end."""
    limit = min(asked.query.get("limit", PAGE), PAGE_LIMIT)
    lines, following = asked.session.opened.log.read(asked.query.get("after", 0), limit)
    return {"calls": lines, "next": following}


def _snapshot(made: Snapshot) -> dict[str, Any]:
    return {"id": made.id, "name": made.name or None}

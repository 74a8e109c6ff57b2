"""Sessions: made, listed, shown, renewed, forked, ended."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import orjson

from ...farm import Farm, FarmError, UnknownSession
from ...state.clock import Clock, iso
from ...state.session import Session
from . import bodies, connections
from .clones import CONNECTION
from .table import Asked, Table

table = Table("sessions")

CLOCK = bodies.answer(now=bodies.TEXT, mode=bodies.one_of("real", "virtual"))
WANTED = bodies.fields(
    name=bodies.NAME,
    clones=bodies.many(bodies.TEXT, minItems=1),
    seeds=bodies.each({"type": ["string", "object"]}),
    world=bodies.TEXT,
    clock={**bodies.MOMENT, "description": "real, or the ISO 8601 time at which the clock stands until it is moved."},
    tick_ms={**bodies.COUNT, "maximum": 10**12},
    random_seed={**bodies.COUNT, "maximum": 2**63 - 1},
    ttl_seconds=bodies.SECONDS,
    idle_seconds=bodies.SECONDS,
    strict=bodies.YES,
    rate_limits=bodies.YES,
)
_LIVES = {
    "clock": CLOCK, "created_at": bodies.TEXT, "expires_at": bodies.maybe(bodies.TEXT),
    "idle_seconds": bodies.maybe(bodies.SECONDS),
}  # fmt: skip
SESSION = bodies.answer(
    id=bodies.NAME, clones=bodies.each(bodies.answer(**CONNECTION, snippets=bodies.each(bodies.TEXT))), **_LIVES
)
LISTED = bodies.answer(id=bodies.NAME, clones=bodies.each(bodies.answer(rest=bodies.TEXT, mcp=bodies.TEXT)), **_LIVES)
RENEWED = bodies.fields(ttl_seconds=bodies.SECONDS, idle_seconds=bodies.SECONDS)
NAMED = bodies.fields(name=bodies.NAME)


@table.route("POST", "sessions", body=WANTED, answer=SESSION, status=201)
async def create(asked: Asked) -> dict[str, Any]:
    """Make a session; the same Idempotency-Key with the same body answers the session that it made."""
    farm, wanted = asked.farm, {name: value for name, value in asked.body.items() if value is not None}
    key = asked.headers.get("idempotency-key", "")
    mark = [key, blake2b(orjson.dumps(wanted, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()] if key else []
    made = _made_before(farm, mark) if key else None
    if made is None:
        for name, seed in (wanted.get("seeds") or {}).items():
            check_seed(seed, f"seeds.{name}")
        made = farm.create(**wanted)
        if key:
            made.settings["idempotency"] = mark
            farm.note(made)
    return shown(asked.root, farm, made)


@table.route("GET", "sessions", answer=bodies.many(LISTED))
def listed(asked: Asked) -> list[dict[str, Any]]:
    """The sessions that live, oldest first."""
    farm = asked.farm
    for id in [session.id for session in farm.sessions.values() if farm.lapsed(session)]:
        farm.end(id, farm.lapsed(farm.sessions[id]))
    found = []
    for session in farm.sessions.values():
        where = {name: connections.addresses(asked.root, session, name) for name in session.clones}
        found.append({"id": session.id, "clones": where, **_life(session)})
    return found


@table.route("GET", "sessions/{id}", answer=SESSION)
def one(asked: Asked) -> dict[str, Any]:
    """A session: addresses, tokens, environment variables and texts to copy of each of its clones."""
    return shown(asked.root, asked.farm, asked.session)


@table.route("PATCH", "sessions/{id}", body=RENEWED, answer=SESSION)
def renew(asked: Asked) -> dict[str, Any]:
    """Let a session live for its time again from now on, for another time, or (null) for ever."""
    session, body = asked.session, asked.body
    for field, gone in (("ttl_seconds", ("ttl_seconds", "expires_at")), ("idle_seconds", ("idle_seconds",))):
        if field in body and body[field] is None:
            for name in gone:
                session.settings.pop(name, None)
    asked.farm.renew(session, body.get("ttl_seconds"), body.get("idle_seconds"))
    return shown(asked.root, asked.farm, session)


@table.route("DELETE", "sessions/{id}")
def end(asked: Asked) -> None:
    """End a session for good; `default` starts anew."""
    asked.farm.end(asked.session.id)


@table.route("POST", "sessions/{id}/fork", body=NAMED, answer=SESSION, status=201)
def fork(asked: Asked) -> dict[str, Any]:
    """Make a session that starts from this one's state; the same tokens work in it."""
    return shown(asked.root, asked.farm, asked.farm.fork(asked.session, asked.body.get("name") or ""))


def check_seed(seed: str | dict[str, Any], field: str) -> None:
    """Nobody reads this machine's files through its port. Raises FarmError."""
    if isinstance(seed, str) and seed.endswith(".json"):
        raise FarmError("a seed is a name or data here: read the file and send what it holds", field)


def shown(root: str, farm: Farm, session: Session) -> dict[str, Any]:
    """A session as it is answered."""
    clones = {}
    for clone in (farm.clone(name) for name in session.clones):
        where = connections.connection(root, session, clone)
        clones[clone.name] = {**where, "snippets": connections.snippets(root, session, clone)}
    return {"id": session.id, "clones": clones, **_life(session)}


def clock(session: Session) -> Clock:
    """The session's clock, without opening what nobody has used."""
    return Clock(session.settings.get("clock")) if session.untouched else session.clock


def moment(at: Clock) -> dict[str, str]:
    """A clock as it is answered."""
    return {"now": iso(at.now(), 3), "mode": at.mode}


def _life(session: Session) -> dict[str, Any]:
    settings = session.settings
    ends = settings.get("expires_at")
    return {
        "clock": moment(clock(session)), "created_at": iso(round(settings["created_at"] * 1_000_000), 3),
        "expires_at": iso(round(ends * 1_000_000), 3) if ends is not None else None,
        "idle_seconds": settings.get("idle_seconds"),
    }  # fmt: skip


def _made_before(farm: Farm, mark: list[str]) -> Session | None:
    for session in list(farm.sessions.values()):
        held = session.settings.get("idempotency")
        if held is None or held[0] != mark[0]:
            continue
        try:
            session = farm.session(session.id)
        except UnknownSession:
            return None
        if held != mark:
            message = "this Idempotency-Key made a session from another body; take a new key"
            raise FarmError(message, "Idempotency-Key", "conflict", 409)
        return session
    return None

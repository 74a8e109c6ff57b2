"""Credentials of a session: minted, listed, ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...call import Call
from ...clone import Clone
from ...farm import FarmError
from ...nearest import nearest
from ...request import Request
from ...state.clock import iso, parse
from ...state.credentials import Credential
from ...state.record import Record
from ...state.session import Session
from . import bodies
from .table import Asked, Table

table = Table("credentials")

NAMES = ("login", "email", "username", "name", "handle")
"""Fields of a vendor's user that may name one, besides the id."""
LISTED = 20
CREDENTIAL = bodies.answer(
    id=bodies.TEXT, clone=bodies.TEXT, token=bodies.TEXT, user=bodies.maybe(bodies.TEXT),
    scopes=bodies.maybe(bodies.many(bodies.TEXT)), expires_at=bodies.maybe(bodies.TEXT), revoked=bodies.YES,
    default=bodies.YES,
)  # fmt: skip


@table.route("POST", "sessions/{id}/credentials", body=bodies.fields(
    clone=bodies.TEXT, user={"type": ["string", "integer"]}, scopes=bodies.many(bodies.TEXT), expires_at=bodies.MOMENT,
), answer=CREDENTIAL, status=201)  # fmt: skip
def mint(asked: Asked) -> dict[str, Any]:
    """Make a token in the vendor's form, for a user named by login, e-mail or id; by default for the default person."""
    session, body = asked.session, asked.body
    only = session.clones[0] if len(session.clones) == 1 else ""
    name = body.get("clone") or only
    if not name:
        raise FarmError(f"name the clone; the session has {', '.join(session.clones)}", "clone")
    clone = asked.clone(session, name)
    clone.bind()
    call = Call(session, clone, Request("POST", "", door="control"), session.clock.now(), session.opened.log.last)
    scopes = tuple(body["scopes"]) if body.get("scopes") is not None else None
    try:
        expires_at = parse(body["expires_at"]) if body.get("expires_at") is not None else None
    except ValueError as error:
        raise FarmError(str(error), "expires_at") from None
    user = _user(call, body.get("user"))
    with session.transaction():
        token = clone.dialect.mint(call, user, scopes)
        made = call.mint(token, user=user and user.id, scopes=scopes, expires_at=expires_at)
    return _shown(session, clone, made)


@table.route("GET", "sessions/{id}/credentials", answer=bodies.many(CREDENTIAL))
def listed(asked: Asked) -> list[dict[str, Any]]:
    """The credentials of a session by clone, the default one first; those that were ended too."""
    session = asked.session
    found = [made for made in session.opened.credentials.all() if made.clone in session.clones]
    return [_shown(session, asked.farm.clone(made.clone), made) for made in found]


@table.route("DELETE", "sessions/{id}/credentials")
def end_all(asked: Asked) -> None:
    """End every credential of a session; a reset brings those of the seed back."""
    session = asked.session
    _end(session, session.opened.credentials.all())


@table.route("DELETE", "sessions/{id}/credentials/{credential}")
def end(asked: Asked) -> None:
    """End one credential: its token is refused as the vendor refuses a revoked one."""
    session, id = asked.session, asked.path["credential"]
    there = session.opened.credentials.all()
    found = [made for made in there if made.id == id]
    if not found:
        message = f"no credential {id!r}{nearest(id, [made.id for made in there])}"
        raise FarmError(message, "credential", "not_found", 404)
    _end(session, found)


def _end(session: Session, ended: list[Credential]) -> None:
    with session.transaction():
        for made in ended:
            session.opened.credentials.put(replace(made, revoked=True))


def _user(call: Call, wanted: str | int | None) -> Record | None:
    """The user of that login, e-mail or id; without one the default person. Raises FarmError."""
    kind = call.clone.kind(call.clone.dialect.user_kind)
    if wanted is None:
        held = call.session.opened.credentials.all(call.clone.name)
        first = next((made for made in held if made.default), None)
        return call.peek(kind, first.user) if first else None
    ids = (wanted, int(wanted)) if isinstance(wanted, str) and wanted.isdecimal() and len(wanted) < 19 else (wanted,)
    for id in ids:
        if (found := call.peek(kind, id)) is not None:
            return found
    for field in NAMES:
        if (kind.OPEN or field in kind.FIELDS) and (found := call.find(kind, **{field: wanted})) is not None:
            return found
    known = [call.clone.dialect.actor_name(user) for user in call.all(kind, limit=LISTED)]
    raise FarmError(f"{call.clone.title} has no user {wanted!r}{nearest(str(wanted), known)}", "user")


def _shown(session: Session, clone: Clone, made: Credential) -> dict[str, Any]:
    user = None if made.user is None else session.store.get(clone.kind(clone.dialect.user_kind), made.user)
    return {
        "id": made.id, "clone": made.clone, "token": made.token,
        "user": clone.dialect.actor_name(user) if user else None if made.user is None else str(made.user),
        "scopes": None if made.scopes is None else list(made.scopes),
        "expires_at": None if made.expires_at is None else iso(made.expires_at), "revoked": made.revoked,
        "default": made.default,
    }  # fmt: skip

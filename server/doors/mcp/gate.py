"""Who may come in by MCP: the names that the farm answers to, and the bearer tokens of the session."""

from __future__ import annotations

import ipaddress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson

from ...farm import Farm, UnknownSession
from ...request import Answer
from ...state.credentials import Credential
from ...state.session import Session
from .. import rest
from ..address import Place

if TYPE_CHECKING:
    from ...clone import Clone

_REALM = 'Bearer realm="clonery"'
_INVALID_REQUEST = -32600


@dataclass(slots=True)
class Visit:
    """One admitted request: whose session, which clones, as whom. `single` is the one clone of an address of its own.

    Where it is None the address offers all `clones`, and each call acts as the session's default user. `broken` is
    set to an answer whose fault asks for a broken connection.
    """

    session: Session
    clones: tuple[Clone, ...]
    single: Clone | None
    credential: Credential
    place: Place
    headers: dict[str, str]
    broken: Answer | None = None

    def base(self, clone: Clone) -> str:
        """What links of that clone start with."""
        return self.place.base if self.single else f"{self.place.base}/{clone.name}"


VISIT: ContextVar[Visit] = ContextVar("visit")
"""The visit that the SDK's handlers work for."""


class Closed(Exception):
    """Not admitted; `answer` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def refusal(status: int, message: str, *headers: tuple[str, str], code: int = _INVALID_REQUEST) -> Answer:
    """An answer of the door's own: a JSON-RPC error that belongs to no request."""
    body = {"jsonrpc": "2.0", "id": None, "error": {"code": code, "message": message}}
    return Answer(status, orjson.dumps(body), list(headers))


class Gate:
    """Admits requests to one farm."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self._names: dict[str, bool] = {}

    def admit(self, place: Place, headers: dict[str, str]) -> Visit:
        """The visit that the request makes. Raises Closed: 403 foreign name, 404 no session, 401 no good token."""
        self._check_names(headers)
        try:
            session = self.farm.session(place.session)
            single = rest.session_clone(self.farm, session, place.clone) if place.clone else None
        except UnknownSession as error:
            raise Closed(rest.unknown(str(error))) from None
        clones = (single,) if single else tuple(self.farm.clone(name) for name in session.clones)
        return Visit(session, clones, single, self._credential(session, clones, headers), place, headers)

    def _credential(self, session: Session, clones: tuple[Clone, ...], headers: dict[str, str]) -> Credential:
        style, _, token = headers.get("authorization", "").partition(" ")
        token = token.strip()
        if style.lower() != "bearer" or not token:
            message = "send one of the session's tokens as Authorization: Bearer"
            raise Closed(refusal(401, message, ("WWW-Authenticate", _REALM)))
        known, now = session.opened.credentials, session.clock.now()
        for clone in clones:
            found = known.get(clone.name, token)
            if found and not found.revoked and (found.expires_at is None or found.expires_at > now):
                return found
        if self.farm.settings.lenient_auth:
            for clone in clones:
                if found := known.default(clone.name):
                    return found
        message = "the token is not one of this session's, or no longer good"
        challenge = f'{_REALM}, error="invalid_token", error_description="{message}"'
        raise Closed(refusal(401, message, ("WWW-Authenticate", challenge)))

    def _check_names(self, headers: dict[str, str]) -> None:
        """Refuse names that a foreign page would send after DNS rebinding. Raises Closed."""
        host = headers.get("host", "")
        if not self._ours(host):
            raise Closed(refusal(403, f"this farm does not answer to the host {host!r}"))
        origin = headers.get("origin")
        if origin is not None and not self._ours(urlsplit(origin).netloc or "null"):
            raise Closed(refusal(403, f"pages of the origin {origin!r} may not call this farm"))

    def _ours(self, host: str) -> bool:
        found = self._names.get(host)
        if found is None:
            found = self._match(_name(host))
            if len(self._names) < 10_000:
                self._names[host] = found
        return found

    def _match(self, name: str) -> bool:
        if name in ("", "localhost", "testserver", *self.farm.settings.hosts) or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            patterns = [pattern for clone in self.farm.registry for pattern in clone.hosts]
            return any(name == each or (each.startswith("*.") and name.endswith(each[1:])) for each in patterns)
        return address.is_loopback or address.is_unspecified


def _name(host: str) -> str:
    """The host without its port; of an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()

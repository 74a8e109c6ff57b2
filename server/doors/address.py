"""Where a request goes: which session, which clone, which path, and what its links start with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..farm import DEFAULT, Farm

_LOCAL = ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "testserver", "")


@dataclass(slots=True)
class Place:
    """One address taken apart. `clone` "" means the farm itself; `path` is the raw rest, with its leading slash."""

    session: str
    clone: str
    path: str
    root: str
    base: str
    prefix: str = ""


class Addresses:
    """Reads addresses. `clone` and `session` are fixed for an application of one clone, `ports` for a port of one."""

    def __init__(self, farm: Farm, clone: str = "", session: str = "", ports: dict[int, str] | None = None) -> None:
        self.farm = farm
        self.clone = clone
        self.session = session
        self.ports = ports or {}
        self._hosts: dict[str, tuple[str, str] | None] = {}

    def read(self, scope: Any, headers: dict[str, str]) -> Place:
        """The place of an ASGI request."""
        raw = scope.get("raw_path") or scope["path"].encode()
        path = raw.decode("latin-1")
        host = headers.get("x-forwarded-host") or headers.get("host", "")
        scheme = headers.get("x-forwarded-proto") or scope.get("scheme", "http")
        root = f"{scheme}://{host}" + headers.get("x-forwarded-prefix", "").rstrip("/")
        asked = self.session or headers.get("x-clonery-session") or ""
        clone = self.clone or (self.ports and self.ports.get(scope["server"][1]))
        if clone:
            return Place(asked or DEFAULT, clone, path, root, root)
        named = self._by_host(headers.get("host", ""))
        if named:
            return Place(named[1] or asked or DEFAULT, named[0], path, root, root)
        return self._by_path(path, root, asked or DEFAULT)

    def _by_path(self, path: str, root: str, session: str) -> Place:
        prefix = ""
        rest = path
        if path.startswith("/s/"):
            session, slash, below = path[3:].partition("/")
            prefix, rest = f"/s/{session}", f"{slash}{below}"
        first, slash, below = rest[1:].partition("/")
        if first in self.farm.registry.names:
            prefix = f"{prefix}/{first}"
            return Place(session, first, f"/{below}" if slash else "/", root, root + prefix, prefix)
        return Place(session, "", rest or "/", root, root + prefix, prefix)

    def _by_host(self, host: str) -> tuple[str, str] | None:
        """Clone and session that a Host names: `<clone>.localhost`, `<clone>.<session>.localhost`, a vendor's own."""
        if host in self._hosts:
            return self._hosts[host]
        name = host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host
        found = self._match(name)
        if len(self._hosts) < 10_000:
            self._hosts[host] = found
        return found

    def _match(self, name: str) -> tuple[str, str] | None:
        if name in _LOCAL:
            return None
        names = self.farm.registry.names
        if name.endswith(".localhost"):
            clone, _, session = name.removesuffix(".localhost").partition(".")
            return (clone, session) if clone in names else None
        for served in self.farm.registry:
            for pattern in served.hosts:
                if name == pattern or (pattern.startswith("*.") and name.endswith(pattern[1:])):
                    return served.name, ""
        return None

"""One clone of a session: its addresses, its token, and what is read and done there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .controls import Clock, Faults
from .seeding import Calls, Seed

if TYPE_CHECKING:
    from .session import Session


class Clone:
    """What a session has of one clone: `url` is its REST base, `mcp` its MCP address."""

    def __init__(self, session: Session, name: str) -> None:
        self.session = session
        self.name = name

    def __repr__(self) -> str:
        return f"<Clone {self.name} of {self.session.id}>"

    @property
    def url(self) -> str:
        return f"{self.session.url}/{self.name}"

    @property
    def mcp(self) -> str:
        return f"{self.url}/mcp"

    @property
    def token(self) -> str:
        """The default person's token, as the session began."""
        return str(self.session.served[self.name]["token"])

    @property
    def env(self) -> dict[str, str]:
        """The variables that point the vendor's SDKs here."""
        return dict(self.session.served[self.name]["env"])

    @property
    def clock(self) -> Clock:
        return self.session.clock

    @property
    def faults(self) -> Faults:
        return Faults(self.session, self.name)

    def state(self, kind: str = "") -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
        """Its records: clone → kind → id → document."""
        return self.session.state(self.name, kind)

    def records(self, kind: str) -> list[dict[str, Any]]:
        """Its records of one kind."""
        return list(self.state(kind)[self.name].get(kind, {}).values())

    def diff(self, start: str = "seed", end: str = "now") -> dict[str, list[dict[str, Any]]]:
        """As `Session.diff`, of this clone."""
        return self.session.diff(start, end, clone=self.name)

    def assert_diff(self, **expected: Any) -> None:
        """As `Session.assert_diff`, of this clone."""
        __tracebackhide__ = True
        self.session.assert_diff(clone=self.name, **expected)

    def calls(self, after: int = 0) -> Calls:
        """As `Session.calls`, of this clone."""
        return self.session.calls(after, clone=self.name)

    def seed(self, seed: Seed, *, merge: bool = False) -> None:
        """As `Session.seed`, of this clone."""
        self.session.seed(self.name, seed, merge=merge)

    def mint(self, user: str | int | None = None, scopes: list[str] | None = None) -> str:
        """A new token of a user named by login, e-mail or id; by default of the default person. Raises FarmError."""
        body = {"clone": self.name, "user": user, "scopes": scopes}
        made = self.session._ask("POST", "credentials", body={k: v for k, v in body.items() if v is not None})
        return str(made["token"])

    def tool(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Call an MCP tool as the default person: `result` and `is_error`. Raises FarmError for an unknown tool."""
        return self._do("tools", name, arguments)

    def act(self, name: str, **arguments: Any) -> dict[str, Any]:
        """Let a person or the outside world do something: `result` and `is_error`. Raises FarmError."""
        return self._do("acts", name, arguments)

    def _do(self, what: str, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        path = ("clones", self.name, what, name)
        made: dict[str, Any] = self.session._ask("POST", *path, body={"arguments": arguments})
        return made

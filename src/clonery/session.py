"""A session as tests and runs see it: its addresses, tokens, state, diff, calls, clock and faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from clonery.server.farm import FarmError

from . import differences
from .clone import Clone
from .controls import Clock, Faults
from .seeding import Calls, Seed, plain

if TYPE_CHECKING:
    from clonery.server.app import App

    from .farm import Farm, FarmAt

PAGE = 1000


class Session:
    """One isolated state of a farm. `session["github"]` is what it has of one clone."""

    def __init__(self, farm: FarmAt, id: str) -> None:
        self.farm = farm
        self.id = id
        self._shown: tuple[str, dict[str, Any]] | None = None

    def __repr__(self) -> str:
        return f"<Session {self.id}>"

    def __getitem__(self, clone: str) -> Clone:
        """Raises LookupError where the session has no such clone."""
        if clone not in self.clones:
            from clonery.server.nearest import nearest

            raise LookupError(f"session {self.id!r} has no clone {clone!r}{nearest(clone, self.clones)}")
        return Clone(self, clone)

    def __iter__(self) -> Iterator[Clone]:
        return (Clone(self, name) for name in self.clones)

    @property
    def clones(self) -> tuple[str, ...]:
        """The names of its clones."""
        return tuple(self.served)

    @property
    def served(self) -> dict[str, dict[str, Any]]:
        """By clone: `rest`, `mcp`, `token`, `env`, `snippets`, as the session began."""
        root = self.farm.link.url
        if self._shown is None or self._shown[0] != root:
            self._shown = (root, self._ask("GET")["clones"])
        return self._shown[1]

    @property
    def url(self) -> str:
        """The address that its clones lie below, without a trailing slash."""
        root = self.farm.url
        return root if self.id == "default" else f"{root}/s/{self.id}"

    @property
    def env(self) -> dict[str, str]:
        """The variables that point the SDKs of all its clones here."""
        return {name: value for served in self.served.values() for name, value in served["env"].items()}

    @property
    def clock(self) -> Clock:
        return Clock(self)

    @property
    def faults(self) -> Faults:
        return Faults(self)

    def app(self, clone: str = "") -> App:
        """As `Farm.app`, for this session."""
        return self._here.app(clone, self)

    def token(self, clone: str) -> str:
        """The default person's token. Raises LookupError where the session has no such clone, or it was revoked."""
        found = self._ask("GET")["clones"].get(clone, {}).get("token")
        if found is None:
            raise LookupError(f"session {self.id!r} has no default token for {clone!r}")
        return str(found)

    def reset(self, *clones: str) -> None:
        """Back to the seed: everything, or these clones."""
        self._ask("POST", "reset", body={"clones": list(clones)} if clones else {})

    def snapshot(self, name: str = "") -> str:
        """Keep the state as it is; the snapshot's id. Raises FarmError where the name is taken."""
        return str(self._ask("POST", "snapshots", body={"name": name} if name else {})["id"])

    def restore(self, snapshot: str) -> None:
        """Back to a snapshot, given by id or name. Raises FarmError."""
        self._ask("POST", "restore", body={"snapshot": snapshot})

    def fork(self, name: str = "") -> Session:
        """A new session that starts from this one's state; the same tokens work in it. Raises FarmError."""
        return self.farm.made(self._ask("POST", "fork", body={"name": name} if name else {}))

    def seed(self, clone: str, seed: Seed, *, merge: bool = False) -> None:
        """Seed a clone anew, or on top of what it holds; reset goes back to that. Raises FarmError."""
        mode = "merge" if merge else "replace"
        self._ask("POST", "seed", body={"clone": clone, "seed": plain(seed), "mode": mode})

    def state(self, clone: str = "", kind: str = "") -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
        """Every record: clone → kind → id → document."""
        found: dict[str, Any] = self._ask("GET", "state", clone=clone or None, kind=kind or None)
        return found

    def diff(self, start: str = "seed", end: str = "now", *, clone: str = "") -> dict[str, list[dict[str, Any]]]:
        """What was `added`, `removed` and `changed` between two points: seed, now, a snapshot. Raises FarmError."""
        found: dict[str, Any] = self._ask("GET", "diff", from_=start, to=end)
        return {what: [x for x in made if clone in ("", x["clone"])] for what, made in found.items()}

    def assert_diff(self, *, clone: str = "", **expected: Any) -> None:
        """The diff holds what is `added`, `removed` and `changed`; as `clonery.differences.check` reads it."""
        __tracebackhide__ = True
        differences.check(self.diff(clone=clone), **expected)

    def calls(self, after: int = 0, *, clone: str = "") -> Calls:
        """The lines of the call log behind number `after`."""
        found, at = Calls(), after
        while True:
            page = self._ask("GET", "calls", after=at, limit=PAGE)
            found += [line for line in page["calls"] if clone in ("", line["clone"])]
            if page["next"] is None:
                return found
            at = page["next"]

    @property
    def now(self) -> str:
        """The session's time, ISO 8601 in UTC."""
        return self.clock.now

    def advance(self, by: str) -> str:
        """As `clock.advance`."""
        return self.clock.advance(by)

    def set_clock(self, to: str) -> str:
        """As `clock.set`."""
        return self.clock.set(to)

    def delete(self) -> None:
        """End the session for good."""
        self._ask("DELETE")

    @property
    def _here(self) -> Farm:
        from .farm import Farm

        if not isinstance(self.farm, Farm):
            raise FarmError(f"the farm at {self.farm.url} is not in this process")
        return self.farm

    def _ask(self, method: str, *path: str, body: Mapping[str, Any] | None = None, **query: Any) -> Any:
        return self.farm.link.ask(method, ("sessions", self.id, *path), body, **query)

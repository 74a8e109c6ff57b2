"""A farm in this process, for tests: each clone an ASGI application, each session an object."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from clonery.server.app import App
from clonery.server.farm import DEFAULT, FarmError, UnknownSession
from clonery.server.farm import Farm as Kernel
from clonery.server.settings import Settings
from clonery.server.state import snapshots
from clonery.server.state.clock import iso, parse, span
from clonery.server.state.session import Session as State

__all__ = ["Farm", "FarmError", "Session", "UnknownSession"]

Seed = str | Mapping[str, Any]
"""A seed's name, the path of a .json file, or the data itself."""


class Farm:
    """Serves the named clones, or all there are. A context manager: at its end every session is closed.

    `seeds` are for the default session, by clone. `state` is a folder that keeps the sessions; without it they are in
    memory. `webhook_hosts` are those that webhooks may go to beside this machine. `clones_folder` holds clones of your
    own. Raises LookupError for an unknown clone, ValueError for a folder that can't be used.
    """

    def __init__(
        self, *clones: str, seeds: Mapping[str, str] | None = None, state: str | Path | None = None,
        strict: bool = False, lenient_auth: bool = False, webhook_hosts: tuple[str, ...] = (),
        clones_folder: str | Path | None = None,
    ) -> None:  # fmt: skip
        self.kernel = Kernel(
            Settings(
                clones=clones,
                seeds=tuple((seeds or {}).items()),
                state=Path(state) if state is not None else None,
                strict=strict,
                lenient_auth=lenient_auth,
                webhook_hosts=webhook_hosts,
                clones_folder=Path(clones_folder) if clones_folder is not None else None,
            )
        )

    @property
    def clones(self) -> tuple[str, ...]:
        """The names of the clones."""
        return self.kernel.registry.names

    def app(self, clone: str = "", session: str | Session = "") -> App:
        """An ASGI application: of one clone, its paths those of the vendor; without one, the whole farm.

        `session` fixes the session, which is made if there is none of that name; without one the caller chooses, by
        the header X-Clonery-Session. Raises LookupError for an unknown clone.
        """
        if clone:
            self.kernel.clone(clone)
        name = session.id if isinstance(session, Session) else session
        if name and name != DEFAULT and name not in self.kernel.sessions:
            self.create(name)
        return App(self.kernel, clone, name)

    def session(self, name: str = DEFAULT) -> Session:
        """A session that lives. Raises UnknownSession."""
        return Session(self, self.kernel.session(name))

    def create(
        self, name: str = "", *, clones: list[str] | None = None, seeds: Mapping[str, Seed] | None = None,
        world: str = "", clock: str = "real", random_seed: int = 0, ttl_seconds: float | None = None,
        idle_seconds: float | None = None, strict: bool | None = None, rate_limits: bool = False,
    ) -> Session:  # fmt: skip
        """A new session; the arguments are those of `POST /_clonery/sessions`. Raises FarmError naming the field."""
        made = self.kernel.create(
            name=name, clones=clones, seeds={of: _plain(seed) for of, seed in (seeds or {}).items()}, world=world,
            clock=clock, random_seed=random_seed, ttl_seconds=ttl_seconds, idle_seconds=idle_seconds, strict=strict,
            rate_limits=rate_limits,
        )  # fmt: skip
        return Session(self, made)

    async def delivered(self) -> None:
        """Wait until no webhook is on its way."""
        await self.kernel.pump.drain()

    async def aclose(self) -> None:
        """End what runs beside the calls and close every session."""
        await self.kernel.stop()

    def close(self) -> None:
        """The same outside of an event loop."""
        asyncio.run(self.aclose())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        await self.kernel.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.aclose()


class Session:
    """One isolated state of a farm."""

    def __init__(self, farm: Farm, state: State) -> None:
        self.farm = farm
        self._state = state

    def __repr__(self) -> str:
        return f"<Session {self.id}>"

    @property
    def id(self) -> str:
        return self._state.id

    def app(self, clone: str = "") -> App:
        """As `Farm.app`, for this session."""
        return self.farm.app(clone, self)

    def token(self, clone: str) -> str:
        """The default person's token. Raises LookupError where the session has no such clone, or it was revoked."""
        found = self._live.opened.credentials.default(clone)
        if found is None:
            raise LookupError(f"session {self.id!r} has no default token for {clone!r}")
        return found.token

    def reset(self, *clones: str) -> None:
        """Back to the seed: everything, or these clones."""
        from clonery.server import rewind

        rewind.reset(self.farm.kernel, self._live, list(clones) or None)

    def snapshot(self, name: str = "") -> str:
        """Keep the state as it is; the snapshot's id. Raises FarmError where the name is taken."""
        return self.farm.kernel.snapshot(self._live, name).id

    def restore(self, snapshot: str) -> None:
        """Back to a snapshot, given by id or name. Raises FarmError."""
        from clonery.server import rewind

        rewind.restore(self.farm.kernel, self._live, snapshot)

    def fork(self, name: str = "") -> Session:
        """A new session that starts from this one's state; the same tokens work in it. Raises FarmError."""
        return Session(self.farm, self.farm.kernel.fork(self._live, name))

    def seed(self, clone: str, seed: Seed, *, merge: bool = False) -> None:
        """Seed a clone anew, or on top of what it holds; reset goes back to that. Raises FarmError."""
        from clonery.server import rewind

        rewind.seed(self.farm.kernel, self._live, self.farm.kernel.clone(clone), _plain(seed), not merge)

    def state(self, clone: str = "", kind: str = "") -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
        """Every record: clone → kind → id → document."""
        return snapshots.state(self._live, clone, kind)

    def diff(self, start: str = "seed", end: str = "now") -> dict[str, list[dict[str, Any]]]:
        """What was `added`, `removed` and `changed` between two points: seed, now, a snapshot. Raises FarmError."""
        kernel = self.farm.kernel
        before = kernel.image_of(self._live, start) or self._live.image()
        return snapshots.diff(self._live, before, kernel.image_of(self._live, end))

    def calls(self, after: int = 0) -> list[dict[str, Any]]:
        """The lines of the call log behind number `after`."""
        return self._live.opened.log.read(after, 2**31)[0]

    @property
    def now(self) -> str:
        """The session's time, ISO 8601 in UTC."""
        return iso(self._live.clock.now(), 3)

    def advance(self, by: str) -> str:
        """Move the clock on by a span such as 90s, 1h30m or 3d and run what becomes due; the new time."""
        return self._move(self._live.clock.now() + span(by))

    def set_clock(self, to: str) -> str:
        """Set the clock to an ISO 8601 time and run what becomes due; the new time. Raises ValueError."""
        return self._move(parse(to))

    def delete(self) -> None:
        """End the session for good."""
        self.farm.kernel.end(self.id)

    @property
    def _live(self) -> State:
        """The session, if it has not ended. Raises UnknownSession."""
        return self.farm.kernel.session(self.id)

    def _move(self, to: int) -> str:
        live = self._live
        live.clock.move(to)
        live.keep()
        self.farm.kernel.moved(live)
        return self.now


def _plain(seed: Seed) -> str | dict[str, Any]:
    return seed if isinstance(seed, str) else dict(seed)

"""Farms, for tests: one in this process, each clone an ASGI application or an address; or one that runs elsewhere."""

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

from .clone import Clone
from .links import Http, Inside, Link
from .seeding import Seed, plain
from .serving import Serving
from .session import Session

__all__ = ["Clone", "Farm", "FarmAt", "FarmError", "Session", "UnknownSession"]


class FarmAt:
    """A farm that runs elsewhere: `clonery serve`, at its address. `Farm.at(url)` makes one."""

    def __init__(self, url: str) -> None:
        self.link: Link = Http(url)

    @property
    def url(self) -> str:
        """The farm's address, without a trailing slash."""
        return self.link.url

    @property
    def clones(self) -> tuple[str, ...]:
        """The names of the clones. Raises ConnectionError where no farm answers."""
        return tuple(self.link.ask("GET", ("health",))["clones"])

    def session(self, name: str = DEFAULT) -> Session:
        """A session that lives. Raises UnknownSession."""
        self.link.ask("GET", ("sessions", name, "clock"))
        return Session(self, name)

    def create(
        self, name: str = "", *, clones: list[str] | None = None, seeds: Mapping[str, Seed] | None = None,
        world: str = "", clock: str = "real", tick_ms: int = 0, random_seed: int = 0, ttl_seconds: float | None = None,
        idle_seconds: float | None = None, strict: bool | None = None, rate_limits: bool = False,
    ) -> Session:  # fmt: skip
        """A new session; the arguments are those of `POST /_clonery/sessions`. Raises FarmError naming the field."""
        given: dict[str, Any] = {
            "name": name or None, "clones": clones, "world": world or None, "clock": clock, "tick_ms": tick_ms,
            "seeds": {of: plain(seed) for of, seed in (seeds or {}).items()}, "random_seed": random_seed,
            "ttl_seconds": ttl_seconds, "idle_seconds": idle_seconds, "strict": strict, "rate_limits": rate_limits,
        }  # fmt: skip
        body = {field: value for field, value in given.items() if value is not None}
        return self.made(self.link.ask("POST", ("sessions",), body))

    def made(self, shown: Mapping[str, Any]) -> Session:
        """The session that a control call showed."""
        made = Session(self, shown["id"])
        made._shown = (self.link.url, shown["clones"])
        return made

    def close(self) -> None:
        """Let go of the connection; the farm goes on."""
        if isinstance(self.link, Http):
            self.link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Farm(FarmAt):
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
        self._inside = Inside(self.kernel)
        self.link = self._inside
        self._serving: Serving | None = None

    @staticmethod
    def at(url: str) -> FarmAt:
        """The farm that listens at `url`, such as http://127.0.0.1:7070."""
        return FarmAt(url)

    @property
    def url(self) -> str:
        """The farm's address, without a trailing slash. Raises LookupError until `serve` was called."""
        if not self._inside.heard:
            raise LookupError("this farm listens nowhere: call its serve() first")
        return self._inside.heard

    @property
    def clones(self) -> tuple[str, ...]:
        """The names of the clones."""
        return self.kernel.registry.names

    def serve(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Listen on a port (0: a free one), from a thread of its own, until `close`. Raises PortInUse, an OSError."""
        if self._serving is None:
            self._serving = Serving(self.kernel, host, port)
            self._inside.heard, self._inside.through = self._serving.url, self._serving.through
        return self

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

    def database(self, session: Session) -> bytes:
        """The session's state as the bytes of an SQLite database. Raises UnknownSession."""
        made: bytes = self._inside.through(lambda: self.kernel.session(session.id).image().data)
        return made

    async def delivered(self) -> None:
        """Wait until no webhook is on its way."""
        await self.kernel.pump.drain()

    async def aclose(self) -> None:
        """End what runs beside the calls and close every session."""
        await self.kernel.stop()

    def close(self) -> None:
        """The same outside of an event loop; where it listened, it does no longer."""
        if self._serving is not None:
            self._serving.close()
            self._serving = None
            self._inside.heard, self._inside.through = "", lambda work: work()
        else:
            asyncio.run(self.aclose())

    async def __aenter__(self) -> Self:
        await self.kernel.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.aclose()

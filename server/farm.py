"""The farm: its clones and its sessions."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import perform, restart, wanted
from .call import Call
from .clone import Clone
from .nearest import nearest
from .pump import Pump, running_loop
from .registry import Registry
from .settings import Settings
from .sockets import Sockets
from .state import seeds, snapshots
from .state.image import Image
from .state.session import Session, Snapshot
from .timer import Timer
from .wanted import FarmError

if TYPE_CHECKING:
    from .state.plane import Plane

NAME = re.compile(r"[a-z0-9-]{1,63}")
__all__ = ["DEFAULT", "NAME", "Farm", "FarmError", "UnknownSession"]
DEFAULT = "default"
WARM_SESSIONS = 100
"""How many sessions keep their caches; the others keep only their state."""
_OWN = ("created_at", "expires_at", "ttl_seconds", "idle_seconds", "used_at", "idempotency")
"""Settings of a session that no fork takes over."""


class UnknownSession(LookupError):
    """No session of that name; the message says whether it has ended."""


class Farm:
    """All clones and sessions of one process; `plane` keeps its sessions in a folder, where the settings name one."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Raises FolderError for a folder that can't be used."""
        self.settings = settings or Settings()
        self.registry = Registry(self.settings.clones, self.settings.clones_folder)
        self.sessions: dict[str, Session] = {}
        self.ended: dict[str, str] = {}
        self._latest: Session | None = None
        self._used: dict[str, Session] = {}
        self._images: dict[bytes, Image] = {}
        self._made = 0
        self._beside: set[asyncio.Task[None]] = set()
        self.plane: Plane | None = None
        self.sockets = Sockets()
        self.pump = Pump(self)
        self.timer = Timer(self)
        self.on_deliveries: Callable[[Session], None] = self.pump.wake
        self.on_write: Callable[[Session], None] = self.timer.mind
        if self.settings.state is not None:
            self._take(self.settings.state)

    def _take(self, state: Path) -> None:
        """Keep the sessions in that folder, and take in those that are there."""
        from .state.plane import Plane

        self.plane = Plane(state)
        try:
            restart.load(self, self.plane, DEFAULT)
        except BaseException:
            self.plane.folder.close()
            raise

    async def start(self) -> None:
        """Begin what runs beside the calls; without a lifespan each begins with the first that needs it."""
        for session in self.sessions.values():
            self.timer.mind(session)
        if self.plane is not None:
            self._spawn(restart.wake(self))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def saved(self) -> None:
        """Wait until the folder has what was done to sessions; a control call is answered after that."""
        if self.plane is not None:
            await self.plane.save()

    def note(self, session: Session) -> None:
        """Told when what the control plane knows of a session has changed."""
        if self.plane is not None:
            self.plane.note(session)

    async def stop(self) -> None:
        """End it, and close every session."""
        self.timer.stop()
        await self.pump.stop()
        sessions, self.sessions = self.sessions, {}
        for session in sessions.values():
            session.rest()
        await asyncio.gather(*self._beside, return_exceptions=True)
        if self.plane is not None:
            await self.plane.close()

    def clone(self, name: str) -> Clone:
        """The clone of that name. Raises UnknownClone."""
        return self.registry.get(name)

    def session(self, id: str) -> Session:
        """The live session of that id; `default` is made when it is first asked for. Raises UnknownSession."""
        found = self.sessions.get(id)
        if found is None:
            if id != DEFAULT:
                gone = self.ended.get(id)
                raise UnknownSession(f"session {id!r} has ended: {gone}" if gone else f"there is no session {id!r}")
            found = self.create(name=DEFAULT, seeds=dict(self.settings.seeds))
        if self.plane is not None and id in self.plane.starting:
            raise UnknownSession(f"session {id!r} is being made")
        if found is not self._latest:
            self._warm(found)
        settings = found.settings
        if "expires_at" in settings or "idle_seconds" in settings:
            self._check_time(found)
        return found

    def _warm(self, session: Session) -> None:
        """Note the use of a session; the one used longest ago gives back the memory that only speeds it up."""
        self._latest = session
        self._used.pop(session.id, None)
        self._used[session.id] = session
        if len(self._used) > WARM_SESSIONS:
            self._used.pop(next(iter(self._used))).cool()

    def _check_time(self, session: Session) -> None:
        reason = self.lapsed(session)
        if reason:
            self.end(session.id, reason)
            raise UnknownSession(f"session {session.id!r} has ended: {reason}")
        session.settings["used_at"] = time.time()

    def lapsed(self, session: Session) -> str:
        """Why the session's time is over; "" while it is not."""
        now, settings = time.time(), session.settings
        idle = settings.get("idle_seconds")
        if settings.get("expires_at") is not None and now >= settings["expires_at"]:
            return "its time to live was over"
        if idle and now - settings.get("used_at", now) >= idle:
            return f"it was idle for {idle} seconds"
        return ""

    def create(
        self, *, name: str = "", clones: list[str] | None = None, seeds: dict[str, Any] | None = None, world: str = "",
        clock: str = "real", tick_ms: int = 0, random_seed: int = 0, ttl_seconds: float | None = None,
        idle_seconds: float | None = None, strict: bool | None = None, rate_limits: bool = False,
    ) -> Session:  # fmt: skip
        """A new session. Raises FarmError naming the field that can't be met."""
        id = self._free(name)
        served = wanted.clones(self.registry, clones)
        chosen = wanted.chosen(served, seeds or {}, world)
        settings: dict[str, Any] = {
            "random_seed": random_seed, "strict": self.settings.strict if strict is None else strict,
            "rate_limits": rate_limits, "clock": wanted.clock(clock, tick_ms), "created_at": time.time(),
        }  # fmt: skip
        session = Session(id, tuple(clone.name for clone in served), self.seeded(chosen), settings=settings)
        self.renew(session, ttl_seconds, idle_seconds)
        return self.add(session)

    def seeded(self, chosen: list[tuple[Clone, Any]]) -> Image:
        """The image of these seeds. Raises FarmError."""
        try:
            return seeds.image(chosen, self._images)
        except seeds.SeedError as error:
            raise FarmError(str(error), "seeds") from None

    def add(self, session: Session) -> Session:
        """Take a session in."""
        self.ended.pop(session.id, None)
        self.sessions[session.id] = session
        if self.plane is not None:
            self.plane.add(session)
        self.timer.mind(session)
        return session

    def renew(self, session: Session, ttl_seconds: float | None, idle_seconds: float | None) -> None:
        """Set how long the session lives from now on, and how long it may be idle."""
        settings, now = session.settings, time.time()
        for field, value in (("ttl_seconds", ttl_seconds), ("idle_seconds", idle_seconds)):
            if value is not None and not 0 < value < 10**9:
                raise FarmError(f"{field} must be above 0 and below 10^9", field)
            settings[field] = settings.get(field) if value is None else value
        if settings.get("ttl_seconds") is not None:
            settings["expires_at"] = now + settings["ttl_seconds"]
        settings["used_at"] = now
        if session.id in self.sessions:
            self.note(session)
            self.timer.mind(session)

    def fork(self, session: Session, name: str = "") -> Session:
        """A new session that starts from this one's state: its tokens work there, and its diff is empty."""
        settings = {name: value for name, value in session.settings.items() if name not in _OWN}
        settings |= {"clock": session.clock.state, "random_seed": session.opened.chance.seed, "created_at": time.time()}
        return self.add(Session(self._free(name), session.clones, session.image(), settings=settings))

    def end(self, id: str, reason: str = "it was deleted") -> None:
        """Close a session for good; `default` starts anew. Raises UnknownSession."""
        session = self.sessions.pop(id, None)
        if session is None:
            self.session(id)
            return
        self.timer.forget(id)
        self._used.pop(id, None)
        self._latest = None
        session.close()
        if self.plane is not None:
            self.plane.end(id, reason)
            if running_loop() is not None:
                self._spawn(self.saved())
            if id == DEFAULT:
                self.create(name=DEFAULT, seeds=dict(self.settings.seeds))
                return
        self.ended[id] = reason
        if len(self.ended) > 10_000:
            del self.ended[next(iter(self.ended))]

    def committed(self, call: Call) -> None:
        """Told after each call: send what it put in the outbox, mind what it scheduled."""
        if call.deliveries:
            self.on_deliveries(call.session)
        if call.session.opened.next_due is not None:
            self.on_write(call.session)

    def moved(self, session: Session) -> int:
        """Told when a session's clock or state was moved: runs what that made due; how many jobs there were."""
        count = perform.run_due(self, session, session.clock.now())
        self.on_write(session)
        return count

    def image_of(self, session: Session, point: str) -> Image | None:
        """The image that `seed`, `now` or a snapshot's id or name stands for; None for now. Raises FarmError."""
        if point == "now":
            return None
        if point == "seed":
            return session.baseline
        return self.snapshot_of(session, point).image

    def snapshot_of(self, session: Session, point: str) -> Snapshot:
        """The snapshot of that id or name. Raises FarmError."""
        for made in session.snapshots.values():
            if point in (made.id, made.name):
                return made
        there = [made.name or made.id for made in session.snapshots.values()]
        raise FarmError(f"no snapshot {point!r}{nearest(point, there)}", "snapshot", "not_found", 404)

    def snapshot(self, session: Session, name: str = "") -> Snapshot:
        """Keep the session's state under a new id, and a name if one is given."""
        if name and (name in session.snapshots or any(name == made.name for made in session.snapshots.values())):
            raise FarmError(f"there is a snapshot {name!r} already", "name", "conflict", 409)
        if name in ("seed", "now"):
            raise FarmError(f"{name!r} means the {name} itself and is no name of a snapshot", "name")
        made = snapshots.take(session, name, f"snap-{len(session.snapshots) + 1}")
        if self.plane is not None:
            self.plane.take(session, made)
        return made

    def _free(self, name: str) -> str:
        if not name:
            while True:
                self._made += 1
                name = f"s-{self._made}"
                if name not in self.sessions and name not in self.ended:
                    break
        if not NAME.fullmatch(name):
            raise FarmError("a name is 1 to 63 of a-z, 0-9 and -", "name")
        if name in self.sessions:
            raise FarmError(f"there is a session {name!r} already", "name", "conflict", 409)
        if len(self.sessions) >= self.settings.session_limit:
            raise FarmError(f"{self.settings.session_limit} sessions are the limit; end some", "", "limit", 409)
        return name

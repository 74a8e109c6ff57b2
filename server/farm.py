"""The farm: its clones and its sessions."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from .call import Call
from .clone import Clone
from .registry import Registry, UnknownClone
from .settings import Settings
from .state import seeds, snapshots
from .state.clock import parse
from .state.image import Image
from .state.session import Session

NAME = re.compile(r"[a-z0-9-]{1,63}")
DEFAULT = "default"


class UnknownSession(LookupError):
    """No session of that name; the message says whether it has ended."""


class FarmError(ValueError):
    """A request to the farm that can't be met; `field` names the part that is wrong."""

    def __init__(self, message: str, field: str = "", code: str = "invalid", status: int = 422) -> None:
        super().__init__(message)
        self.field = field
        self.code = code
        self.status = status


class Farm:
    """All clones and sessions of one process."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.registry = Registry(self.settings.clones, self.settings.clones_folder)
        self.sessions: dict[str, Session] = {}
        self.ended: dict[str, str] = {}
        self._images: dict[bytes, Image] = {}
        self._made = 0
        self.on_deliveries: Callable[[Session], None] = lambda session: None
        self.on_write: Callable[[Session], None] = lambda session: None

    async def start(self) -> None:
        """Begin what runs beside the calls."""

    async def stop(self) -> None:
        """End it, and close every session."""
        for session in self.sessions.values():
            session.close()

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
        settings = found.settings
        if "expires_at" in settings or "idle_seconds" in settings:
            self._check_time(found)
        return found

    def _check_time(self, session: Session) -> None:
        now, settings = time.time(), session.settings
        idle = settings.get("idle_seconds")
        reason = ""
        if settings.get("expires_at") is not None and now >= settings["expires_at"]:
            reason = "its time to live was over"
        elif idle and now - settings.get("used_at", now) >= idle:
            reason = f"it was idle for {idle} seconds"
        if reason:
            self.end(session.id, reason)
            raise UnknownSession(f"session {session.id!r} has ended: {reason}")
        settings["used_at"] = now

    def create(
        self, *, name: str = "", clones: list[str] | None = None, seeds: dict[str, Any] | None = None, world: str = "",
        clock: str = "real", tick_ms: int = 0, random_seed: int = 0, ttl_seconds: float | None = None,
        idle_seconds: float | None = None, strict: bool | None = None, rate_limits: bool = False,
    ) -> Session:  # fmt: skip
        """A new session. Raises FarmError naming the field that can't be met."""
        id = self._free(name)
        served = self._clones(clones, "clones")
        chosen = self._seeds(served, seeds or {}, world)
        settings: dict[str, Any] = {
            "random_seed": random_seed, "strict": self.settings.strict if strict is None else strict,
            "rate_limits": rate_limits, "clock": _clock(clock, tick_ms), "created_at": time.time(),
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
        return session

    def renew(self, session: Session, ttl_seconds: float | None, idle_seconds: float | None) -> None:
        """Set how long the session lives from now on, and how long it may be idle."""
        for field, value in (("ttl_seconds", ttl_seconds), ("idle_seconds", idle_seconds)):
            if value is not None and not 0 < value < 10**9:
                raise FarmError(f"{field} must be above 0 and below 10^9", field)
        now = time.time()
        if ttl_seconds is not None:
            session.settings["expires_at"] = now + ttl_seconds
        if idle_seconds is not None:
            session.settings["idle_seconds"] = idle_seconds
        session.settings["used_at"] = now

    def fork(self, session: Session, name: str = "") -> Session:
        """A new session that starts from this one's state: its tokens work there, and its diff is empty."""
        settings = {key: value for key, value in session.settings.items() if key not in ("expires_at", "idle_seconds")}
        settings |= {"clock": session.clock.state, "random_seed": session.opened.chance.seed, "created_at": time.time()}
        return self.add(Session(self._free(name), session.clones, session.image(), settings=settings))

    def end(self, id: str, reason: str = "it was deleted") -> None:
        """Close a session for good; `default` starts anew. Raises UnknownSession."""
        session = self.sessions.pop(id, None)
        if session is None:
            self.session(id)
            return
        session.close()
        self.ended[id] = reason
        if len(self.ended) > 10_000:
            del self.ended[next(iter(self.ended))]

    def committed(self, call: Call) -> None:
        """Told after each call: send what it put in the outbox, mind what it scheduled."""
        if call.deliveries:
            self.on_deliveries(call.session)
        if call.session.opened.next_due is not None:
            self.on_write(call.session)

    def image_of(self, session: Session, point: str) -> Image | None:
        """The image that `seed`, `now` or a snapshot's id or name stands for; None for now. Raises FarmError."""
        if point == "now":
            return None
        if point == "seed":
            return session.baseline
        for made in reversed(session.snapshots.values()):
            if point in (made.id, made.name):
                return made.image
        there = ", ".join(made.name or made.id for made in session.snapshots.values()) or "none"
        raise FarmError(f"no snapshot {point!r}; there are {there}", "snapshot", "not_found", 404)

    def snapshot(self, session: Session, name: str = "") -> snapshots.Snapshot:
        """Keep the session's state under a new id, and a name if one is given."""
        if any(name and name == made.name for made in session.snapshots.values()):
            raise FarmError(f"there is a snapshot {name!r} already", "name", "conflict", 409)
        return snapshots.take(session, name, f"snap-{len(session.snapshots) + 1}")

    def _free(self, name: str) -> str:
        if not name:
            while True:
                self._made += 1
                name = f"s-{self._made}"
                if name not in self.sessions:
                    break
        if not NAME.fullmatch(name):
            raise FarmError("a name is 1 to 63 of a-z, 0-9 and -", "name")
        if name in self.sessions:
            raise FarmError(f"there is a session {name!r} already", "name", "conflict", 409)
        if len(self.sessions) >= self.settings.session_limit:
            raise FarmError(f"{self.settings.session_limit} sessions are the limit; end some", "", "limit", 409)
        return name

    def _clones(self, names: list[str] | None, field: str) -> list[Clone]:
        try:
            return [self.clone(name) for name in (dict.fromkeys(names) if names else self.registry.names)]
        except UnknownClone as error:
            raise FarmError(str(error), field) from None

    def _seeds(self, served: list[Clone], given: dict[str, Any], world: str) -> list[tuple[Clone, Any]]:
        there = {clone.name for clone in served}
        for name in given:
            if name not in there:
                raise FarmError(f"no clone {name!r} in this session; it has {', '.join(sorted(there))}", f"seeds.{name}")
        try:
            whole = seeds.world(world) if world else {}
        except seeds.SeedError as error:
            raise FarmError(str(error), "world") from None
        return [(clone, given.get(clone.name, whole.get(clone.name, clone.default_seed))) for clone in served]


def _clock(text: str, tick_ms: int) -> dict[str, Any] | None:
    if text == "real":
        return None
    try:
        return {"mode": "virtual", "now": parse(text), "tick": tick_ms * 1000}
    except ValueError as error:
        raise FarmError(f'{error}, or "real"', "clock") from None

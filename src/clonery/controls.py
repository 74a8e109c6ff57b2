"""A session's clock and its faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .session import Session


class Clock:
    """A session's clock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def now(self) -> str:
        """ISO 8601 in UTC."""
        return str(self._session._ask("GET", "clock")["now"])

    @property
    def mode(self) -> str:
        """real or virtual."""
        return str(self._session._ask("GET", "clock")["mode"])

    def advance(self, by: str) -> str:
        """Move it on by a span such as 90s, 1h30m or 3d and run what becomes due; the new time. Raises FarmError."""
        return str(self._session._ask("POST", "clock", body={"advance": by})["now"])

    def set(self, to: str) -> str:
        """Set it to an ISO 8601 time and run what becomes due; the new time. Raises FarmError, a ValueError."""
        return str(self._session._ask("POST", "clock", body={"now": to})["now"])


class Faults:
    """What goes wrong in a session, or at one clone of it."""

    def __init__(self, session: Session, clone: str = "") -> None:
        self._session = session
        self._clone = clone

    def add(self, **rule: Any) -> dict[str, Any]:
        """Add one; the fields are those of `POST …/faults`. Its `id` and the rest. Raises FarmError."""
        body = {"clone": self._clone, **rule} if self._clone else rule
        made: dict[str, Any] = self._session._ask("POST", "faults", body=body)
        return made

    def list(self) -> list[dict[str, Any]]:
        """Those there are, and how often each fired."""
        found: Any = self._session._ask("GET", "faults")
        return [made for made in found if self._clone in ("", made.get("clone"))]

    def clear(self) -> None:
        """Remove them."""
        for made in self.list():
            self._session._ask("DELETE", "faults", made["id"])

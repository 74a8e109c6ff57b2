"""A session's time and its randomness: real or virtual, and the same for the same seed and calls."""

import re
import time
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

MICROSECONDS = 1_000_000
DAY = 86_400 * MICROSECONDS
LAST = 253_402_300_799 * MICROSECONDS
"""The last second of the year 9999, after which no time can be written."""
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)\s*")
_UNITS = {"ms": 1000, "s": MICROSECONDS, "m": 60 * MICROSECONDS, "h": 3600 * MICROSECONDS, "d": DAY, "w": 7 * DAY}
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def span(text: str) -> int:
    """Microseconds of a span such as `3d`, `90s`, `1h30m`. Raises ValueError."""
    if not isinstance(text, str) or not re.fullmatch(f"(?:{_SPAN.pattern})+", text.strip()):
        raise ValueError(f"{text!r} is no span of time: write it like 90s, 15m, 1h30m, 3d or 2w")
    return round(sum(float(number) * _UNITS[unit] for number, unit in _SPAN.findall(text)))


def parse(text: str) -> int:
    """Microseconds since 1970 of an ISO 8601 time; one without an offset is UTC. Raises ValueError."""
    try:
        moment = datetime.fromisoformat(text)
    except (ValueError, TypeError):
        raise ValueError(f"{text!r} is no time: write it like 2026-01-31T09:00:00Z") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * MICROSECONDS + since.microseconds


def iso(moment: int, digits: int = 0) -> str:
    """A moment as ISO 8601 in UTC with `digits` (0, 3 or 6) of the second's fraction."""
    seconds, fraction = divmod(moment, MICROSECONDS)
    text = _written(seconds)
    return f"{text}.{f'{fraction:06d}'[:digits]}Z" if digits else f"{text}Z"


@lru_cache(maxsize=1000)
def _written(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


class Clock:
    """Real time (with an offset once advanced), or virtual time that stands until it is moved or ticks per call."""

    def __init__(self, state: dict[str, Any] | None = None) -> None:
        state = state or {"mode": "real", "offset": 0}
        self.mode: str = state["mode"]
        self.offset: int = state.get("offset", 0)
        self.start: int = state.get("now", 0)
        self.tick: int = state.get("tick", 0)
        self.due: int | None = None
        """While a job runs: the moment it was due, which is then the time."""

    @property
    def state(self) -> dict[str, Any]:
        if self.mode == "real":
            return {"mode": "real", "offset": self.offset}
        return {"mode": "virtual", "now": self.start, "tick": self.tick}

    def now(self) -> int:
        """Microseconds since 1970."""
        if self.due is not None:
            return self.due
        return self.start if self.mode == "virtual" else time.time_ns() // 1000 + self.offset

    def move(self, to: int) -> None:
        """Set the time. Raises ValueError for one that can't be written."""
        if not 0 <= to <= LAST:
            raise ValueError("the clock goes from 1970 to 9999")
        if self.mode == "virtual":
            self.start = to
        else:
            self.offset += to - self.now()


class Chance:
    """Random bytes from a seed and a counter: the whole state is one number, and equal seeds give equal draws."""

    def __init__(self, seed: int, drawn: int = 0) -> None:
        self.seed = seed
        self.drawn = drawn

    def bytes(self, size: int) -> bytes:
        self.drawn += 1
        made = blake2b(b"%d/%d" % (self.seed, self.drawn), digest_size=min(size, 64)).digest()
        return made if size <= 64 else made + self.bytes(size - 64)

    def integer(self, below: int) -> int:
        """A whole number from 0 to `below` - 1."""
        return int.from_bytes(self.bytes(16), "big") % below

    def fraction(self) -> float:
        return self.integer(1 << 53) / (1 << 53)

    def text(self, size: int, alphabet: str = _ALPHABET) -> str:
        """`size` characters of `alphabet` (62 letters and digits by default)."""
        number, base, made = int.from_bytes(self.bytes(min(64, size + 8)), "big"), len(alphabet), []
        for _ in range(min(size, 48)):
            number, place = divmod(number, base)
            made.append(alphabet[place])
        return "".join(made) + (self.text(size - 48, alphabet) if size > 48 else "")

    def uuid(self) -> str:
        """A version 4 UUID."""
        text = bytearray(self.bytes(16))
        text[6], text[8] = text[6] & 0x0F | 0x40, text[8] & 0x3F | 0x80
        made = text.hex()
        return f"{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:]}"

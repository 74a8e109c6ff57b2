"""Criteria over the calls that the agent made: how many, which, in which order, and how they went."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

import orjson

from clonery.server.registry import Registry, UnknownClone

from .checks import Outcome
from .counts import Count
from .world import Key, World

Call = Mapping[str, Any]
_READING = ("GET", "HEAD", "OPTIONS")


def failed(call: Call) -> bool:
    """Whether a call was refused or got no answer; vendors that answer 200 to all say so in the body."""
    answer, status = call.get("answer"), int(call.get("status") or 0)
    said = answer if isinstance(answer, Mapping) else {}
    return status < 100 or status >= 400 or said.get("ok") is False or bool(said.get("errors") and not said.get("data"))


def said_call(call: Call) -> str:
    asked = call.get("operation") or f"{call['method']} {call['path']}"
    return f"call {call['number']}: {call['clone']} {asked} → {call['status']}"


@lru_cache(maxsize=64)
def _tools(clone: str) -> dict[str, str]:
    """The operation behind each tool of a clone."""
    try:
        lines = Registry().get(clone).specs.lines("tools")
    except UnknownClone:
        return {}
    entries = (orjson.loads(line) for line in lines)
    return {entry["name"]: entry.get("operation", "") for entry in entries}


@dataclass(frozen=True)
class Pattern:
    """Which calls are meant: an operation's or tool's name, `METHOD /path`, or a path, each a glob."""

    text: str

    def fits(self, call: Call) -> bool:
        clone, colon, rest = self.text.partition(":")
        text = rest if colon and clone == call["clone"] else self.text
        method, path = call["method"], "/" + call["path"].lstrip("/").partition("?")[0]
        operation = call.get("operation") or ""
        tool = _tools(call["clone"]).get(text)
        names = (operation, operation.removeprefix("tool:"), path, f"{method} {path}", path.rpartition("/")[2])
        return any(fnmatchcase(name, text) for name in names) or (bool(tool) and tool == operation) or text == method

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Calls:
    """So many calls, of all or of those that a pattern means; `only` narrows them to failed or written ones."""

    number: Count
    pattern: Pattern | None = None
    clone: str = ""

    def decide(self, world: World) -> Outcome:
        found = [call for call in world.calls if self._meant(call)]
        shown = "; ".join(said_call(call) for call in found[:3])
        reason = f"expected {self.number.said}, found {len(found)}" + (f": {shown}" if self.pattern and shown else "")
        passed = self.number.fits(len(found))
        proven = [call for call in found if call.get("fidelity") != "generic"]
        shaky = passed and self.pattern is not None and self.number.low > 0 and not self.number.fits(len(proven))
        return Outcome(passed, reason, calls=tuple(found), generic=shaky)

    def _meant(self, call: Call) -> bool:
        return (not self.clone or call["clone"] == self.clone) and (self.pattern is None or self.pattern.fits(call))

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        of = f" of {self.pattern}" if self.pattern else f" to {self.clone}" if self.clone else ""
        return f"count of calls{of} {self.number}"


@dataclass(frozen=True)
class Ordered:
    """These calls were made in this order, others between them or not."""

    patterns: tuple[Pattern, ...]

    def decide(self, world: World) -> Outcome:
        found: list[Call] = []
        for call in world.calls:
            if len(found) < len(self.patterns) and self.patterns[len(found)].fits(call):
                found.append(call)
        if len(found) < len(self.patterns):
            done = " then ".join(said_call(call) for call in found)
            return Outcome(False, f"{self.patterns[len(found)]} was not called{' after ' + done if done else ''}")
        shaky = any(call.get("fidelity") == "generic" for call in found)
        return Outcome(True, " then ".join(said_call(call) for call in found), calls=tuple(found), generic=shaky)

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        return "calls in order: " + ", ".join(str(pattern) for pattern in self.patterns)


@dataclass(frozen=True)
class NoCalls:
    """No call is of a bad sort: failed, repeated, writing."""

    sort: str
    found: Callable[[Sequence[Call]], list[Call]]

    def decide(self, world: World) -> Outcome:
        bad = self.found(world.calls)
        shown = "; ".join(said_call(call) for call in bad[:3])
        return Outcome(not bad, f"{len(bad)} {self.sort}" + (f": {shown}" if bad else ""), calls=tuple(bad))

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        return f"count of {self.sort} = 0"


@dataclass(frozen=True)
class Waits:
    """After an answer of this status the same operation is not called again before so many seconds have passed."""

    status: int
    seconds: float

    def decide(self, world: World) -> Outcome:
        met = 0
        for place, call in enumerate(world.calls):
            if call["status"] != self.status:
                continue
            met += 1
            again = next((one for one in world.calls[place + 1 :] if one["operation"] == call["operation"]), None)
            gap = _seconds(again) - _seconds(call) if again else self.seconds
            if again and gap < self.seconds:
                reason = f"{gap:.3f} s between {said_call(call)} and {said_call(again)}"
                return Outcome(False, reason, calls=(call, again))
        return Outcome(True if met else None, f"{met} answers of {self.status} were waited for")

    def claims(self, world: World) -> tuple[tuple[Key, frozenset[str] | None], ...]:
        return ()

    def __str__(self) -> str:
        return f"after {self.status}, seconds before the same operation is called again >= {self.seconds:g}"


def _seconds(call: Call) -> float:
    return datetime.fromisoformat(str(call["at"]).replace("Z", "+00:00")).timestamp()


def failures(calls: Sequence[Call]) -> list[Call]:
    return [call for call in calls if failed(call)]


def _asked(call: Call) -> bytes:
    return orjson.dumps([call["clone"], call["operation"], call["arguments"]], default=str, option=orjson.OPT_SORT_KEYS)


def repeated(calls: Sequence[Call]) -> list[Call]:
    """Calls that ask again for what was asked before, nothing else having been written in between."""
    seen: set[bytes] = set()
    found = []
    for call in calls:
        asked = _asked(call)
        found += [call] if asked in seen else []
        seen = {asked} if call.get("changed") else seen | {asked}
    return found


def rewritten(calls: Sequence[Call]) -> list[Call]:
    """Writes that had been sent before with the same arguments, whatever became of the first."""
    seen: set[bytes] = set()
    found = []
    for call in calls:
        if call.get("changed") or call["method"] not in (*_READING, "POST"):
            found += [call] if _asked(call) in seen else []
            seen.add(_asked(call))
    return found


def writing(calls: Sequence[Call]) -> list[Call]:
    return [call for call in calls if call.get("changed")]


def unsupported(calls: Sequence[Call]) -> list[Call]:
    return [call for call in calls if not call.get("operation") or call.get("fidelity") == "refused"]

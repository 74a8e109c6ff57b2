"""Faults as data: which calls of a session go wrong, how, how often."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from .record import Record
from .store import Store

KINDS = ("status", "delay", "timeout", "reset", "truncate", "lost_acknowledgement", "stale")


@dataclass(slots=True)
class Fault:
    """One rule. `path` is a glob over the vendor's path; `count` limits how often it fires (None: always)."""

    id: str
    clone: str | None = None
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    kind: str = "status"
    status: int | None = None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay_ms: int = 0
    count: int | None = None
    probability: float = 1.0
    fired: int = 0

    def matches(self, clone: str, operation: str, method: str, path: str) -> bool:
        """Whether it speaks of this call, its count not yet used up."""
        return (
            (self.count is None or self.fired < self.count)
            and self.clone in (None, clone)
            and (self.operation is None or fnmatchcase(operation, self.operation))
            and (self.method is None or self.method.upper() == method)
            and (self.path is None or fnmatchcase(path, self.path))
        )

    @property
    def state(self) -> dict[str, Any]:
        return asdict(self)


def pick(faults: Iterable[Fault], clone: str, operation: str, method: str, path: str, draw: Any) -> Fault | None:
    """The first fault that fires for the call; `draw()` gives a fraction from the session's own chance."""
    for fault in faults:
        if fault.matches(clone, operation, method, path) and (fault.probability >= 1 or draw() < fault.probability):
            fault.fired += 1
            return fault
    return None


@contextmanager
def undone(store: Store, changes: list[dict[str, Any]], kinds: dict[int, type[Record]]) -> Iterator[None]:
    """The state before `changes`, those of the last write, for as long as this lasts: what a lagging replica shows."""
    named = {(kind.KIND.clone, kind.KIND.name): kind for kind in kinds.values()}
    try:
        for change in reversed(changes):
            kind = named.get((change["clone"], change["kind"]))
            if kind is None:
                continue
            now = store.get(kind, change["id"])
            if now is not None:
                store.delete_alone(now)
            if change["before"] is not None:
                store.insert(kind, change["before"])
        yield
    finally:
        store.rollback()

"""What moves a session's state as a whole (reset, restore, seed), each told by one line of the call log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import orjson

from .clone import Clone
from .farm import FarmError
from .state import clock, parts, seeds, snapshots
from .state.image import Image
from .state.log import Line
from .state.session import Session

if TYPE_CHECKING:
    from .farm import Farm


def reset(farm: Farm, session: Session, clones: list[str] | None = None) -> None:
    """Back to the seed: everything, or what these clones hold and the faults that name them."""
    with _told(session, "reset", {"clones": clones} if clones else {}):
        if clones is None:
            session.reset()
        else:
            _reset_some(session, clones)
    farm.moved(session)


def restore(farm: Farm, session: Session, snapshot: str) -> str:
    """Back to a snapshot, named by its id or name; its id. Raises FarmError."""
    made = farm.snapshot_of(session, snapshot)
    with _told(session, "restore", {"snapshot": made.id}):
        session.rewind(made.image)
    farm.moved(session)
    return made.id


def seed(farm: Farm, session: Session, clone: Clone, data: str | dict[str, Any], replace: bool) -> None:
    """Seed one clone anew, or on top of what it holds; reset goes back to that from now on. Raises FarmError."""
    given = {"clone": clone.name, "seed": data if isinstance(data, str) else None}
    try:
        found, source = seeds.read(clone, data)
        with _told(session, "seed", {**given, "mode": "replace" if replace else "merge"}):
            seeds.replant(session, clone, found, source, replace)
    except seeds.SeedError as error:
        raise FarmError(str(error), "seed") from None
    farm.moved(session)


def _reset_some(session: Session, clones: list[str]) -> None:
    now, base = session.image().open(), session.baseline.open()
    try:
        for clone in clones:
            parts.clear(now, clone)
            parts.bring(base, now, clone)
        image = Image.of(now)
    finally:
        now.close()
        base.close()
    faults = [fault.state for fault in session.opened.faults if fault.clone not in clones]
    session.rewind(image, {"faults": orjson.dumps(faults).decode()})


@contextmanager
def _told(session: Session, name: str, arguments: dict[str, Any]) -> Iterator[None]:
    """Run what is inside, then log it with every record that it changed. What raises is not logged."""
    began, before = time.perf_counter(), session.image()
    yield
    opened = session.opened
    changes = snapshots.changes(session, before)
    with session.transaction():
        opened.log.write(
            Line(
                number=opened.log.last + 1,
                clone="",
                operation=name,
                door="control",
                method="POST",
                path="",
                actor=None,
                arguments=arguments,
                status=200,
                answer=None,
                changes=changes,
                fidelity="",
                fault=None,
                trace=None,
                client=None,
                request_id="",
                at=clock.iso(session.clock.now(), 3),
                hint=None,
                duration_ms=round((time.perf_counter() - began) * 1000, 3),
            )
        )

"""A session's clock: read, moved on, set."""

from __future__ import annotations

from typing import Any

from ...farm import FarmError
from ...state.clock import parse, span
from . import bodies
from .sessions import CLOCK, moment
from .sessions import clock as clock_of
from .table import Asked, Table

table = Table("clock")


@table.route("GET", "sessions/{id}/clock", answer=CLOCK)
def read(asked: Asked) -> dict[str, Any]:
    """The session's time, and whether it is real or virtual."""
    return moment(clock_of(asked.session))


@table.route("POST", "sessions/{id}/clock", body=bodies.fields(advance=bodies.SPAN, now=bodies.MOMENT), answer=CLOCK)
def move(asked: Asked) -> dict[str, Any]:
    """Move the clock on by a span, or set it; what becomes due on the way runs, each job at its own time."""
    session, body = asked.session, {name: value for name, value in asked.body.items() if value is not None}
    if len(body) != 1:
        raise FarmError("give either advance or now", "advance")
    (field, text), clock = next(iter(body.items())), session.clock
    try:
        clock.move(clock.now() + span(text) if field == "advance" else parse(text))
    except ValueError as error:
        raise FarmError(str(error), field) from None
    session.keep()
    asked.farm.moved(session)
    return moment(clock)

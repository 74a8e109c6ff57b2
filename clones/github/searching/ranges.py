"""Numbers and dates that qualifiers compare with: `>5`, `2..9`, `>=2025-01-01`, `*..2025-03-31`; https://docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax#query-for-dates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from clonery.server.state.query import Op

from .query import broken

_NUMBER = re.compile(r"(>=|<=|>|<)?(\d+)")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def numbers(value: str) -> Op:
    """The comparison with a number or a range of them. Raises ValidationFailed."""
    return _between(*_bounds(value))


def within(count: int, value: str) -> bool:
    """Whether a number is what a qualifier asks for. Raises ValidationFailed."""
    low, high = _bounds(value)
    return (low is None or count >= low) and (high is None or count <= high)


def _bounds(value: str) -> tuple[int | None, int | None]:
    """The least and the greatest number that are meant; None for no bound."""
    low, dots, high = value.partition("..")
    if dots and all(end == "*" or end.isdecimal() for end in (low, high)):
        return None if low == "*" else int(low), None if high == "*" else int(high)
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise broken(f'"{value}" is not a recognized number or range.')
    sign, number = match[1] or "", int(match[2])
    return {
        "": (number, number), ">": (number + 1, None), ">=": (number, None), "<": (None, number - 1),
        "<=": (None, number),
    }[sign]  # fmt: skip


def _between(low: int | str | None, high: int | str | None, below: bool = False) -> Op:
    parts = [("{0} >= ?", low), (f"{{0}} {'<' if below else '<='} ?", high)]
    there = [(sql, value) for sql, value in parts if value is not None]
    return Op(" AND ".join(["{0} IS NOT NULL", *(sql for sql, _ in there)]), tuple(value for _, value in there))


def dates(value: str) -> Op:
    """The comparison with a date, a time or a range of them. Raises ValidationFailed."""
    return _between(*spanned(value), below=True)


def spanned(value: str) -> tuple[str | None, str | None]:
    """The first second that is meant and the first one after; None for no bound. Raises ValidationFailed."""
    low, dots, high = value.partition("..")
    if dots:
        return None if low == "*" else _span(low)[0], None if high == "*" else _span(high)[1]
    sign = next((sign for sign in (">=", "<=", ">", "<") if value.startswith(sign)), "")
    first, after = _span(value.removeprefix(sign))
    return {">": (after, None), ">=": (first, None), "<": (None, first), "<=": (None, after), "": (first, after)}[sign]


def _span(text: str) -> tuple[str, str]:
    """The first second that a date names and the first one after it: of its day, month, year, or of that second."""
    try:
        if _DAY.fullmatch(text):
            year, month, day = [*map(int, text.split("-")), 0, 0][:3]
            first = date(year, month or 1, day or 1)
            after = date(year + 1, 1, 1) if not month else (first + timedelta(days=1 if day else 32))
            after = after if day or not month else after.replace(day=1)
            return f"{first}T00:00:00Z", f"{after}T00:00:00Z"
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise broken(
            f'"{text}" is not a recognized date/time format. Please provide an ISO 8601 date/time value, such as '
            "YYYY-MM-DD."
        ) from None
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    written = [(moment + timedelta(seconds=step)).strftime("%Y-%m-%dT%H:%M:%SZ") for step in (0, 1)]
    return written[0], written[1]

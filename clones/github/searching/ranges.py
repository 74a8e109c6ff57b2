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
    low, dots, high = value.partition("..")
    if dots:
        if not all(end == "*" or end.isdecimal() for end in (low, high)):
            raise broken(f'"{value}" is not a recognized number or range.')
        return _between(None if low == "*" else int(low), None if high == "*" else int(high))
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise broken(f'"{value}" is not a recognized number or range.')
    return Op(f"{{0}} {match[1] or '='} ?", (int(match[2]),))


def _between(low: int | str | None, high: int | str | None, below: bool = False) -> Op:
    parts = [("{0} >= ?", low), (f"{{0}} {'<' if below else '<='} ?", high)]
    there = [(sql, value) for sql, value in parts if value is not None]
    return Op(" AND ".join(["{0} IS NOT NULL", *(sql for sql, _ in there)]), tuple(value for _, value in there))


def dates(value: str) -> Op:
    """The comparison with a date, a time or a range of them. Raises ValidationFailed."""
    low, dots, high = value.partition("..")
    if dots:
        return _between(None if low == "*" else _span(low)[0], None if high == "*" else _span(high)[1], below=True)
    sign = next((sign for sign in (">=", "<=", ">", "<") if value.startswith(sign)), "")
    first, after = _span(value.removeprefix(sign))
    if sign == ">":
        return _between(after, None)
    if sign == ">=":
        return _between(first, None)
    if sign == "<":
        return _between(None, first, below=True)
    return _between(None if sign else first, after, below=True)


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

"""Dates that callers write, ISO 8601; https://docs.github.com/rest/using-the-rest-api/timezones-and-the-rest-api."""

from .git.commits import read_date
from .git.refusal import GitRefusal
from .refusals import Unprocessable


def seconds_given(text: str, field: str) -> int:
    """Seconds since 1970 of a date in an argument. Raises Unprocessable."""
    try:
        return read_date(text)[0]
    except GitRefusal:
        raise Unprocessable(f'Invalid request.\n\n"{field}" is not a valid date: {text}') from None

"""What to say of a name that nobody knows: the nearest right one, and which there are."""

from collections.abc import Iterable
from difflib import get_close_matches

SHOWN = 16
"""How many names one message lists."""


def nearest(name: str, there: Iterable[str]) -> str:
    """The end of a sentence that begins with the unknown name: `; did you mean 'x'? There are x, y`."""
    names = list(there)
    listed = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
    close = get_close_matches(name, names, 1)
    return f"; did you mean {close[0]!r}? There are {listed}" if close else f"; there are {listed or 'none'}"

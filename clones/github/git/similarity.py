"""How much of one file is left in another, measured as git does (https://git-scm.com/docs/gitdiffcore)."""

import re
from collections import Counter

from .binary import is_binary

FULL = 60000
"""The score of two files of one content; git's own unit, 600 to the per cent."""

_PIECE = re.compile(rb"[^\n]{0,63}\n|[^\n]{1,64}")


class Fingerprint:
    """A file cut into pieces: its lines, and every 64 bytes of a longer one; and how many bytes are in equal pieces."""

    __slots__ = ("pieces", "size")

    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        text = data if is_binary(data) else data.replace(b"\r\n", b"\n")
        self.pieces = {piece: count * len(piece) for piece, count in Counter(_PIECE.findall(text)).items()}


def score(old: Fingerprint, new: Fingerprint, least: int) -> int:
    """The share of the larger file's bytes that both have, 0 … `FULL`; 0 where the sizes alone rule out `least`."""
    larger, smaller = max(old.size, new.size), min(old.size, new.size)
    if not smaller or larger * (FULL - least) < (larger - smaller) * FULL:
        return 0
    here, there = old.pieces, new.pieces
    shared = sum([min(here[piece], there[piece]) for piece in here.keys() & there.keys()])
    return shared * FULL // larger

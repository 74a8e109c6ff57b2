"""Which files git takes for binary, and the patches it writes for them (https://git-scm.com/docs/gitattributes)."""

import base64
import zlib

LOOK_BYTES = 8000
"""How far into a file git looks for a NUL."""

_LINE_BYTES = 52


def is_binary(data: bytes) -> bool:
    """Whether git shows no lines of this content: a NUL in its first 8,000 bytes."""
    return data.find(b"\0", 0, LOOK_BYTES) >= 0


def binary_patch(old: bytes, new: bytes) -> bytes:
    """The body that `git apply` reads: the new content, then the old one, whole and deflated (never a delta)."""
    return b"GIT binary patch\n" + _literal(new) + _literal(old)


def _literal(data: bytes) -> bytes:
    packed = zlib.compress(data, 1)
    lines = [f"literal {len(data)}\n".encode()]
    for place in range(0, len(packed), _LINE_BYTES):
        piece = packed[place : place + _LINE_BYTES]
        size = len(piece)
        letter = chr(ord("A") + size - 1) if size <= 26 else chr(ord("a") + size - 27)
        lines.append(letter.encode() + base64.b85encode(piece, pad=True) + b"\n")
    return b"".join(lines) + b"\n"

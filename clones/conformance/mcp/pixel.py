"""The smallest picture and sound that will do; https://github.com/modelcontextprotocol/conformance."""

import struct
import zlib
from base64 import b64encode


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png() -> bytes:
    """One red pixel."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + _chunk(b"IEND", b"")
    )


def _wav() -> bytes:
    """One silent sample at 8 kHz."""
    form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", 2) + b"\0\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


PNG = b64encode(_png()).decode()
WAV = b64encode(_wav()).decode()

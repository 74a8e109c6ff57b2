"""The picture and the sound."""

import io
import wave
import zlib
from base64 import b64decode

from clonery.clones.conformance.mcp.pixel import PNG, WAV


def test_the_picture_is_one_red_pixel() -> None:
    data = b64decode(PNG)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = {}, 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + body) == int.from_bytes(data[at + 8 + size : at + 12 + size], "big")
        found[kind] = body
        at += size + 12
    assert list(found) == [b"IHDR", b"IDAT", b"IEND"]
    assert found[b"IHDR"] == bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
    assert zlib.decompress(found[b"IDAT"]) == b"\0\xff\0\0"


def test_the_sound_is_one_silent_sample() -> None:
    with wave.open(io.BytesIO(b64decode(WAV))) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getsampwidth()) == (1, 8000, 2)
        assert sound.readframes(9) == b"\0\0"

"""Contents as base 64, in lines of sixty characters as GitHub sends them; https://docs.github.com/rest/git/blobs."""

from base64 import b64decode, b64encode
from binascii import Error

from .refusals import Unprocessable

_COLUMNS = 60


def wrapped(data: bytes) -> str:
    """The lines, each with its newline; "" for nothing."""
    text = b64encode(data).decode()
    return "".join(f"{text[at : at + _COLUMNS]}\n" for at in range(0, len(text), _COLUMNS))


def unwrapped(text: str) -> bytes:
    """The bytes, white space between the letters forgiven. Raises Unprocessable."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (Error, ValueError):
        raise Unprocessable("content is not valid Base64") from None

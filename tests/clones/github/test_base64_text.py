"""Base 64 as it is sent and read."""

import base64

import pytest

from clonery.clones.github.base64_text import unwrapped, wrapped
from clonery.clones.github.refusals import Unprocessable


@pytest.mark.parametrize("size", [0, 1, 44, 45, 46, 90, 1000])
def test_lines_of_sixty_letters_give_the_bytes_back(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    text = wrapped(data)
    assert text.endswith("\n") is bool(size)
    assert all(len(line) == 60 for line in text.split("\n")[:-2])
    assert unwrapped(text) == data
    assert text.replace("\n", "") == base64.b64encode(data).decode()


def test_spaces_are_forgiven_and_other_letters_not() -> None:
    assert unwrapped(" aGVs\r\n\tbG8K ") == b"hello\n"
    for text in ("aGVsbG8", "aGV_bG8K", "ä"):
        with pytest.raises(Unprocessable):
            unwrapped(text)

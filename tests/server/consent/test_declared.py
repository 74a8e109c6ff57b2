"""What a clone may say in place of the standards' words."""

from typing import ClassVar

import pytest

from clonery.server.consent import Consent
from clonery.server.consent.declared import WORDS, Refused


class Vendor(Consent):
    splits = ", "
    scopes: ClassVar[dict[str, str]] = {"read": "", "write": ""}
    default_scopes = ("read",)
    words: ClassVar[dict[str, tuple[str, int, str]]] = {"code": ("bad_code", 200, "no")}


def test_scopes_are_split_by_the_vendors_signs() -> None:
    assert Vendor().split("read,write read") == ("read", "write")
    assert Vendor().wanted({}) == ("read",)
    with pytest.raises(Refused) as caught:
        Vendor().wanted({"scope": "fly"})
    assert (caught.value.reason, caught.value.detail) == ("scope", "fly")
    assert Consent().wanted({"scope": "anything goes"}) == ("anything", "goes")


def test_words_fall_back_to_the_standards() -> None:
    assert Vendor().told("code") == ("bad_code", 200, "no")
    assert Vendor().told("refresh") == WORDS["refresh"]

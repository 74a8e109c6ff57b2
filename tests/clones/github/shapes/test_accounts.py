"""Addresses and keys."""

from clonery.clones.github.records.accounts import Email, PublicKey, SigningKey
from clonery.clones.github.shapes.accounts import email, public_key, signing_key
from clonery.server.call import Call


def test_an_address_and_two_kinds_of_keys(call: Call) -> None:
    address = call.create(Email, user=1, email="new@acme.example")
    assert email(call, address, True) == {
        "email": "new@acme.example", "primary": False, "verified": False, "visibility": None,
    }  # fmt: skip
    fields = {"user": 1, "title": "t", "key": "k", "created_at": call.now}
    key = call.create(PublicKey, **fields)
    assert public_key(call, key, True)["url"] == f"http://test/github/user/keys/{key.id}"
    assert signing_key(call, call.create(SigningKey, **fields), True)["title"] == "t"

"""Tokens that libraries verify with the public key."""

import jwt
import pytest

from clonery.server.consent.signing import encoded, public_keys, signed


def test_what_is_signed_is_verified_and_what_was_changed_is_not() -> None:
    key = jwt.PyJWK.from_dict(public_keys()["keys"][0])
    token = signed({"sub": "ada", "n": 1})
    assert jwt.decode(token, key, ["RS256"]) == {"sub": "ada", "n": 1}
    head, _, sign = token.split(".")
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(f"{head}.{encoded(b'{}')}.{sign}", key, ["RS256"])
    assert signed({"sub": "ada", "n": 1}) == token

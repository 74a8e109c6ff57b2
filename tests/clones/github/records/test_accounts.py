"""Addresses, follows, blocks and keys are there once."""

from typing import Any

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.accounts import Block, Email, Follow, PublicKey, SigningKey
from clonery.server.call import Call
from clonery.server.problems import Taken


@pytest.mark.parametrize(
    ("kind", "fields", "again"),
    [
        (Email, {"email": "new@acme.example"}, {"email": "NEW@acme.example"}),
        (Follow, {"target": 2, "created_at": ""}, {}),
        (PublicKey, {"title": "", "key": "k", "created_at": ""}, {"user": 2}),
        (SigningKey, {"title": "", "key": "k", "created_at": ""}, {}),
    ],
)
def test_the_same_twice_is_refused(call: Call, kind: Any, fields: dict[str, Any], again: dict[str, Any]) -> None:
    call.create(kind, user=1, **fields)
    with pytest.raises(Taken):
        call.create(kind, **{"user": 1, **fields, **again})


def test_what_is_a_persons_goes_with_them(call: Call) -> None:
    ben = find_user(call, "ben")
    call.create(Block, owner=ben, user=call.actor)
    call.create(Follow, user=ben, target=call.actor, created_at=call.now)
    call.delete(ben)
    assert (call.count(Block), call.count(Follow)) == (0, 0)

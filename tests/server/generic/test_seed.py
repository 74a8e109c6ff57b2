"""The plain seed format is checked, planted and exported again."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server.call import Call
from clonery.server.farm import FarmError
from clonery.server.generic import seed
from clonery.server.request import Request
from clonery.server.state import snapshots


def test_an_export_is_a_seed_of_the_same_state(plain: Callable[..., Any]) -> None:
    farm, session = plain.farm, plain.session  # type: ignore[attr-defined] # the fixture has them at hand
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    data = seed.export(Call(session, farm.clone("plain"), Request("GET", ""), 0))
    again = farm.create(name="again", seeds={"plain": data})
    assert snapshots.state(again) == snapshots.state(session)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"records": {"item": [{"in": "shop/none"}]}}, "records.item.0.in: no 'shop none' to lie in"),
        ({"tokens": [{"token": "t", "user": "nobody"}]}, "tokens.0.user: no user 'nobody'"),
    ],
)
def test_a_reference_to_nothing_names_its_place(plain: Callable[..., Any], data: Any, message: str) -> None:
    with pytest.raises(FarmError, match=message):
        plain.farm.create(seeds={"plain": data})  # type: ignore[attr-defined] # the fixture has the farm at hand

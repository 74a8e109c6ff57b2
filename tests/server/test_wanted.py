"""What a new session is to have is checked before anything is made."""

from collections.abc import Callable

import pytest

from clonery.server import wanted
from clonery.server.farm import Farm
from clonery.server.wanted import FarmError


def test_clones_are_named_once_or_are_all(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    toy = farm.clone("toy")
    assert wanted.clones(farm.registry, None) == wanted.clones(farm.registry, ["toy", "toy"]) == [toy]
    with pytest.raises(FarmError, match="unknown clone 'tay'; did you mean 'toy'") as caught:
        wanted.clones(farm.registry, ["toy", "tay"])
    assert (caught.value.field, caught.value.code, caught.value.status) == ("clones", "invalid", 422)


def test_each_clone_has_a_seed(toy_farm: Callable[..., Farm]) -> None:
    toy = toy_farm().clone("toy")
    assert wanted.chosen([toy], {}, "") == [(toy, "small-project")]
    assert wanted.chosen([toy], {"toy": {"boxes": []}}, "") == [(toy, {"boxes": []})]
    with pytest.raises(FarmError, match="no clone 'tay' in this session; did you mean 'toy'") as caught:
        wanted.chosen([toy], {"tay": {}}, "")
    assert caught.value.field == "seeds.tay"
    with pytest.raises(FarmError, match="unknown world 'acmee'") as caught:
        wanted.chosen([toy], {}, "acmee")
    assert caught.value.field == "world"


def test_a_clock_is_real_or_begins_at_a_time() -> None:
    assert wanted.clock("real", 0) is None
    assert wanted.clock("1970-01-01T00:00:01Z", 5) == {"mode": "virtual", "now": 1_000_000, "tick": 5000}
    with pytest.raises(FarmError, match="'noon' is no time: write it like 2026") as caught:
        wanted.clock("noon", 0)
    assert caught.value.field == "clock"

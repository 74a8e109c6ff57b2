"""The table of control calls, from which routes, checks and the description are made."""

from collections.abc import Callable

import pytest

from clonery.server.doors.control import ROUTES, bodies
from clonery.server.doors.control.table import Asked, Table
from clonery.server.farm import Farm, FarmError


def test_a_route_takes_its_words_from_its_function() -> None:
    table = Table("topic")

    @table.route("POST", "things/{id}", body=bodies.fields("a", a=bodies.COUNT), status=201, answer=bodies.OBJECT)
    def make(asked: Asked) -> dict[str, str]:
        """Make a thing."""
        return asked.path

    @table.route("DELETE", "things/{id}")
    def end(asked: Asked) -> None:
        """End it."""

    (made, ended) = table.routes
    assert (made.summary, made.tag, made.status, ended.status) == ("Make a thing.", "topic", 201, 204)
    assert made.handle(Asked(Farm.__new__(Farm), {"id": "7"})) == {"id": "7"}
    assert made.validator.is_valid({"a": 1})
    assert not made.validator.is_valid({"a": -1})
    assert not ended.query_validator.is_valid({"after": "1"})


def test_a_clone_is_named_by_path_or_field(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    asked = Asked(farm, {"id": "default", "clone": "toi"})
    assert asked.clone(asked.session, "toy") is farm.clone("toy")
    for name, field, status in (("", "clone", 404), ("tay", "clones", 422)):
        with pytest.raises(FarmError, match="did you mean 'toy'") as caught:
            asked.clone(asked.session, name, field)
        assert (caught.value.field, caught.value.status) == (field, status)


def test_no_two_calls_are_the_same_and_each_says_what_it_does() -> None:
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES) == 37
    assert all(route.summary.endswith(".") for route in ROUTES)
    assert {route.status for route in ROUTES} == {200, 201, 204}

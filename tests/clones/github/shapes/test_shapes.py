"""Every kind that answers show has its shape."""

from clonery.clones.github.records.gists import Gist
from clonery.clones.github.records.people import User
from clonery.clones.github.shapes import SHAPES, shape
from clonery.server.state.record import Record


def test_a_marked_function_shows_its_kind() -> None:
    class Thing(Record, kind="thing"):
        id: int

    @shape(Thing)
    def thing() -> str:
        return "shown"

    assert SHAPES.pop(Thing)() == thing() == "shown"
    assert {User, Gist} <= set(SHAPES)

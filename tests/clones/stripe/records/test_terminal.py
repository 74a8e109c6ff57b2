"""Readers have the names of the API and are found by where they stand."""

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.terminal import Location, Reader
from clonery.server.call import Call


def test_readers_are_found_by_location(call: Call) -> None:
    at = make(call, Location, id=None, display_name="Shop")
    reader = make(call, Reader, id=None, location=at.id)
    assert (at.object, reader.object) == ("terminal.location", "terminal.reader")
    assert call.all(Reader, {"location": at.id}) == [reader]

"""The first round trip: what the new clone's test sends."""

from pathlib import Path

from clonery.server.own import new_clone
from clonery.server.own.sample import sample

from .conftest import DESCRIPTIONS


def test_something_is_made_and_read_back(tmp_path: Path) -> None:
    new_clone("fleet", DESCRIPTIONS / "fleet.json", tmp_path)
    made = sample("fleet", tmp_path)
    assert (made.method, made.path, made.read) == ("POST", "/api/v2/depots", "/api/v2/depots/{id}")
    assert made.body == {"city": "example"} or made.body["city"]
    assert made.id_code == "made.json()['id']"
    assert [depot["city"] for depot in made.records["depot"]][-1] == made.body["city"]

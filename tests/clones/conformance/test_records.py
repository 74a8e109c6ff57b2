"""The one kind of the fixtures."""

from clonery.clones.conformance.records import User
from clonery.server.farm import Farm


def test_the_one_person_is_found_by_login(fixtures_farm: Farm) -> None:
    fixtures_farm.clone("conformance").bind()
    found = fixtures_farm.session("default").store.find(User, login="tester")
    assert found is not None
    assert (found.id, found.login) == (1, "tester")

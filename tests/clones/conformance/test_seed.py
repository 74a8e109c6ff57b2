"""The seed of the fixtures."""

import pytest

from clonery.server.farm import Farm, FarmError
from clonery.server.registry import Registry


def test_one_token_opens_the_fixtures(fixtures_farm: Farm) -> None:
    credential = fixtures_farm.session("default").opened.credentials.default("conformance")
    assert credential is not None
    assert (credential.token, credential.user, credential.scopes) == ("conformance_default", 1, None)


def test_the_seed_takes_nothing(fixtures_farm: Farm) -> None:
    with pytest.raises(FarmError):
        fixtures_farm.create(seeds={"conformance": {"people": 3}})


def test_the_fixtures_are_served_only_when_named() -> None:
    assert "conformance" not in Registry().names
    assert "conformance" in Registry().bundled
    assert Registry(("conformance",)).names == ("conformance",)

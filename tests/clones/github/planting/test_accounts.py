"""What a seed says of people, teams and gists."""

from collections.abc import Iterator
from typing import Any

import pytest

from clonery.clones.github.lookups import find_user, user_permission
from clonery.clones.github.planting.accounts import plant_accounts, plant_audience
from clonery.clones.github.records.accounts import Email, Follow
from clonery.clones.github.records.activity import Star, Subscription
from clonery.clones.github.records.gists import Gist, GistRevision
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.records.teams import Team
from clonery.server.call import Call
from clonery.server.farm import Farm, FarmError
from clonery.server.settings import Settings
from clonery.server.state.seeds import SeedError

SEED: dict[str, Any] = {
    "users": [
        {"login": "ada", "email": "ada@acme.example"},
        {"login": "ben", "follows": ["ada"]},
        {"login": "cleo"},
    ],
    "organizations": [
        {
            "login": "acme", "owners": ["ada"], "members": ["ben", "cleo"], "default_repository_permission": "none",
            "teams": [
                {"name": "Core Team", "members": ["ben"], "repositories": {"api": "maintain"}},
                {"name": "Web", "parent": "Core Team", "maintainers": ["cleo"], "privacy": "closed"},
            ],
        }
    ],
    "repositories": [{"owner": "acme", "name": "api", "private": True, "stars": ["ada", "ben"], "watchers": ["cleo"]}],
    "gists": [{"owner": "ben", "files": {"b": "2", "a": "1"}, "description": "notes"}],
    "tokens": [{"token": "ghp_x", "user": "ada", "default": True}],
}  # fmt: skip


@pytest.fixture
def farm() -> Iterator[Farm]:
    made = Farm(Settings(clones=("github",)))
    yield made
    for session in made.sessions.values():
        session.close()


def test_a_whole_seed(farm: Farm) -> None:
    store = farm.create(seeds={"github": SEED}).store
    (email,) = store.select(Email)
    assert (email.email, email.primary, email.verified) == ("ada@acme.example", True, True)
    assert [(follow.user, follow.target) for follow in store.select(Follow)] == [(2, 1)]
    core, web = store.select(Team)
    assert (core.slug, core.parent, web.parent) == ("core-team", None, core.id)
    (gist,) = store.select(Gist)
    assert (gist.owner, list(gist.files), gist.public, store.count(GistRevision)) == (2, ["a", "b"], True, 1)
    (api,) = store.select(Repository)
    assert (api.stars, api.watchers) == (2, 1)
    assert (store.count(Star), store.count(Subscription)) == (2, 1)


def test_teams_of_a_seed_decide(call: Call, webapp: Repository) -> None:
    team = {"name": "Ops", "members": ["dev-bot"], "repositories": {"webapp": "maintain"}}
    plant_accounts(call, {"organizations": [{"login": "acme", "teams": [team]}]})
    assert user_permission(call, webapp, find_user(call, "dev-bot").id) is None
    plant_audience(call, "x", webapp, ["cleo"], [])
    assert call.get(Repository, webapp.id).stars == 1


def team(**fields: Any) -> dict[str, Any]:
    """A part of a seed: an organization with one team."""
    return {"organizations": [{"login": "acme", "teams": [{"name": "x", **fields}]}]}


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"users": [{"login": "zoe"}]}, "users.0.login"),
        (team(parent="y"), "organizations.0.teams.0.parent"),
        (team(members=["zoe"]), "organizations.0.teams.0.members"),
        (team(repositories={"y": "pull"}), "organizations.0.teams.0.repositories"),
        ({"gists": [{"owner": "zoe", "files": {}}]}, "gists.0.owner"),
    ],
)
def test_names_of_nothing_are_told_with_their_place(call: Call, part: dict[str, Any], path: str) -> None:
    with pytest.raises(SeedError) as caught:
        plant_accounts(call, part)
    assert path in str(caught.value)


def test_a_field_that_no_seed_has(farm: Farm) -> None:
    with pytest.raises(FarmError):
        farm.create(seeds={"github": {**SEED, "gists": [{"owner": "ben", "files": {}, "stars": 3}]}})

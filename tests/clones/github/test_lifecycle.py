"""Repositories begin, change names and go."""

import pytest

from clonery.clones.github.gitstore import branch_head, find_commit
from clonery.clones.github.lifecycle import clean_name, drop, leave_redirect, new_repository
from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.repositories import Redirect, Repository
from clonery.clones.github.records.teams import Team, TeamRepository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("given", "kept"), [("a b", "a-b"), ("web.git", "web"), ("Ünder", "-nder"), ("x_1.2-3", "x_1.2-3")]
)
def test_a_name_is_kept_in_plain_letters(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", ["", "...", "??", "x" * 101])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(Unprocessable):
        clean_name(name)


def test_the_first_commit_holds_what_was_asked_for(call: Call) -> None:
    made = new_repository(call, call.actor, "lib", {"auto_init": True, "description": "A library"})
    head = branch_head(call, made, "main")
    assert head is not None
    commit = find_commit(call, made, head)
    assert commit is not None
    assert (commit.message, commit.author["name"], commit.parents) == ("Initial commit", "Ada Moreau", [])
    bare = new_repository(call, call.actor, "bare", {})
    assert branch_head(call, bare, "main") is None


def test_a_new_repository_ends_the_redirect_from_its_name(call: Call, webapp: Repository) -> None:
    acme = find_user(call, "acme")
    leave_redirect(call, webapp)
    call.update(webapp, name="shop")
    assert call.find(Redirect, owner="acme", name="webapp") is not None
    new_repository(call, acme, "webapp", {})
    assert call.find(Redirect, owner="acme", name="webapp") is None


def test_what_names_a_repository_goes_with_it(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    team = call.create(Team, organization=webapp.owner, name="Core", slug="core", **stamps)
    call.create(TeamRepository, team=team, repository=webapp)
    fork = new_repository(call, call.actor, "webapp", {"fork": True, "parent": webapp.id, "source": webapp.id})
    webapp = call.update(webapp, forks=1)
    drop(call, fork)
    assert call.get(Repository, webapp.id).forks == 0
    drop(call, call.get(Repository, webapp.id))
    assert (call.count(TeamRepository), call.peek(Repository, webapp.id)) == (0, None)

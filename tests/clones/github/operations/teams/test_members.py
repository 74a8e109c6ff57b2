"""Members of teams."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from github.Team import Team
from tests.clones.github.credentials import BEN


@pytest.fixture
def core(gh: Github) -> Team:
    return gh.get_organization("acme").create_team("core", privacy="closed")


def test_members_come_with_roles_and_go(gh: Github, core: Team) -> None:
    ben, cleo = gh.get_user("ben"), gh.get_user("cleo")
    core.add_membership(ben, role="maintainer")
    core.add_membership(cleo)
    assert [person.login for person in core.get_members()] == ["ada", "ben", "cleo"]
    assert [person.login for person in core.get_members(role="maintainer")] == ["ada", "ben"]
    assert (core.get_team_membership(ben).role, core.get_team_membership(cleo).state) == ("maintainer", "active")
    core.remove_membership(cleo)
    assert not core.has_in_members(cleo)
    with pytest.raises(GithubException) as caught:
        core.get_team_membership(cleo)
    assert caught.value.status == 404


def test_members_of_a_team_below_count_above(gh: Github, core: Team, http: httpx.Client) -> None:
    below = gh.get_organization("acme").create_team("below", parent_team_id=core.id)
    below.add_membership(gh.get_user("cleo"))
    assert [person.login for person in core.get_members()] == ["ada", "cleo"]
    inherited = http.get("/orgs/acme/teams/core/memberships/cleo").json()
    assert (inherited["role"], inherited["state"]) == ("member", "active")


def test_a_stranger_is_invited_and_members_alone_are_added_the_old_way(
    gh: Github, core: Team, http: httpx.Client, token_of: Callable[..., str]
) -> None:
    refused = http.put(f"/teams/{core.id}/members/dev-bot")
    assert refused.json()["errors"] == [{"code": "unaffiliated", "field": "user", "resource": "TeamMember"}]
    core.add_membership(gh.get_user("dev-bot"), role="maintainer")
    assert http.get("/orgs/acme/teams/core/memberships/dev-bot").json()["state"] == "pending"
    assert [person.login for person in core.invitations()] == ["dev-bot"]
    token = {"Authorization": f"Bearer {token_of('dev-bot')}"}
    http.patch("/user/memberships/orgs/acme", json={"state": "active"}, headers=token)
    assert http.get("/orgs/acme/teams/core/memberships/dev-bot").json()["state"] == "active"
    assert http.put(f"/teams/{core.id}/members/cleo").status_code == 204
    assert http.get(f"/teams/{core.id}/members/cleo").status_code == 204
    assert http.delete(f"/teams/{core.id}/members/cleo").status_code == 204
    assert http.get(f"/teams/{core.id}/members/cleo").status_code == 404


def test_maintainers_decide_and_one_may_leave(
    gh: Github, core: Team, sign_in: Callable[[str], Github], token_of: Callable[..., str]
) -> None:
    ben, cleo = gh.get_user("ben"), gh.get_user("cleo")
    core.add_membership(ben)
    theirs = sign_in(token_of("ben")).get_organization("acme").get_team_by_slug("core")
    with pytest.raises(GithubException) as caught:
        theirs.add_membership(cleo)
    assert caught.value.status == 403
    core.add_membership(ben, role="maintainer")
    theirs.add_membership(cleo)
    assert core.has_in_members(cleo)
    theirs.remove_membership(ben)
    assert not core.has_in_members(ben)


def test_an_organization_is_no_member(http: httpx.Client, core: Team) -> None:
    assert http.put("/orgs/acme/teams/core/memberships/acme").status_code == 422
    refused = http.put("/orgs/acme/teams/core/memberships/cleo", headers={"Authorization": f"Bearer {BEN}"})
    assert refused.status_code == 403

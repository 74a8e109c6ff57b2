"""Members come, change their roles and go."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN, CLEO


def test_a_person_is_invited_and_accepts(
    gh: Github, http: httpx.Client, sign_in: Callable[[str], Github], token_of: Callable[..., str]
) -> None:
    acme, bot = gh.get_organization("acme"), gh.get_user("dev-bot")
    acme.add_to_members(bot, role="member")
    assert http.get("/orgs/acme/memberships/dev-bot").json()["state"] == "pending"
    assert not acme.has_in_members(bot)
    assert [person.login for person in acme.invitations()] == ["dev-bot"]
    theirs = sign_in(token_of("dev-bot")).get_user()
    assert theirs.get_organization_membership("acme").state == "pending"
    token = {"Authorization": f"Bearer {token_of('dev-bot')}"}
    accepted = http.patch("/user/memberships/orgs/acme", json={"state": "active"}, headers=token)
    assert (accepted.status_code, accepted.json()["state"]) == (200, "active")
    assert acme.has_in_members(bot)
    assert [person.login for person in acme.get_members(role="member")] == ["ben", "cleo", "dev-bot"]
    assert list(acme.invitations()) == []


def test_a_role_changes_and_the_last_owner_stays(gh: Github, http: httpx.Client) -> None:
    acme = gh.get_organization("acme")
    assert http.put("/orgs/acme/memberships/ada", json={"role": "member"}).status_code == 403
    acme.add_to_members(gh.get_user("ben"), role="admin")
    assert [person.login for person in acme.get_members(role="admin")] == ["ada", "ben"]
    assert http.put("/orgs/acme/memberships/ada", json={"role": "member"}).json()["role"] == "member"
    assert http.delete("/orgs/acme/members/ben").status_code == 403


def test_who_is_removed_loses_what_came_with_it(gh: Github, sign_in: Callable[[str], Github]) -> None:
    acme, ben = gh.get_organization("acme"), gh.get_user("ben")
    team = acme.create_team("core", privacy="closed")
    team.add_membership(ben, role="member")
    acme.remove_from_members(ben)
    assert not acme.has_in_members(ben)
    assert [person.login for person in team.get_members()] == ["ada"]
    assert not gh.get_repo("acme/infrastructure").has_in_collaborators(ben)
    with pytest.raises(GithubException) as caught:
        sign_in(BEN).get_repo("acme/infrastructure")
    assert caught.value.status == 404


def test_strangers_see_the_public_members_alone(gh: Github, base: str) -> None:
    acme, ada = gh.get_organization("acme"), gh.get_user("ada")
    stranger = Github(base_url=base, seconds_between_requests=0, retry=None)
    theirs = stranger.get_organization("acme")
    assert list(theirs.get_members()) == []
    acme.add_to_public_members(ada)
    assert acme.has_in_public_members(ada)
    assert [person.login for person in theirs.get_members()] == ["ada"]
    assert theirs.has_in_members(stranger.get_user("ada"))
    assert not theirs.has_in_members(stranger.get_user("ben"))
    acme.remove_from_public_members(ada)
    assert list(acme.get_public_members()) == []


def test_rights_in_an_organization(http: httpx.Client, sign_in: Callable[[str], Github]) -> None:
    ben = {"Authorization": f"Bearer {BEN}"}
    refused = http.put("/orgs/acme/memberships/dev-bot", headers=ben)
    assert refused.status_code == 403
    assert http.put("/orgs/acme/public_members/ada", headers=ben).status_code == 403
    assert http.get("/orgs/acme/memberships/ada", headers=ben).json()["role"] == "admin"
    cleo = http.get("/orgs/acme/memberships/ada", headers={"Authorization": f"Bearer {CLEO}"})
    assert cleo.json()["message"] == "You must be a member of acme to see membership information for ada."


def test_an_owner_asks_for_people_with_weak_sign_ins(http: httpx.Client) -> None:
    assert http.get("/orgs/acme/members", params={"filter": "2fa_disabled"}).json() == []
    ben = http.get("/orgs/acme/members?filter=2fa_disabled", headers={"Authorization": f"Bearer {BEN}"})
    assert ben.status_code == 422


def test_ones_own_memberships(gh: Github, http: httpx.Client) -> None:
    assert [(held.organization.login, held.role) for held in gh.get_user().get_organization_memberships()] == [
        ("acme", "admin")
    ]
    assert http.get("/user/memberships/orgs", params={"state": "pending"}).json() == []
    assert http.delete("/orgs/acme/memberships/dev-bot").status_code == 404

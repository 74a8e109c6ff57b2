"""Invitations by an owner."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def test_an_invitation_with_teams_is_listed_and_taken_back(gh: Github, http: httpx.Client) -> None:
    acme, bot = gh.get_organization("acme"), gh.get_user("dev-bot")
    team = acme.create_team("core", privacy="closed")
    acme.invite_user(bot, role="admin", teams=[team])
    found = http.get("/orgs/acme/invitations").json()
    assert [(each["login"], each["role"], each["team_count"]) for each in found] == [("dev-bot", "admin", 1)]
    assert [each["slug"] for each in http.get(f"/orgs/acme/invitations/{found[0]['id']}/teams").json()] == ["core"]
    assert [person.login for person in team.invitations()] == ["dev-bot"]
    assert acme.cancel_invitation(next(iter(acme.invitations())))
    assert http.get("/orgs/acme/invitations").json() == []
    assert http.get("/orgs/acme/memberships/dev-bot").status_code == 404


def test_an_address_is_invited(gh: Github, http: httpx.Client) -> None:
    gh.get_organization("acme").invite_user(email="new@acme.example")
    (found,) = http.get("/orgs/acme/invitations", params={"role": "direct_member"}).json()
    assert (found["login"], found["email"]) == (None, "new@acme.example")
    assert http.delete(f"/orgs/acme/invitations/{found['id']}").status_code == 204
    assert http.get("/orgs/acme/failed_invitations").json() == []


def test_who_can_not_be_invited(gh: Github, http: httpx.Client) -> None:
    acme = gh.get_organization("acme")
    with pytest.raises(GithubException) as caught:
        acme.invite_user(gh.get_user("ben"))
    assert caught.value.status == 422
    refusals = [
        http.post("/orgs/acme/invitations", json=body).status_code
        for body in ({}, {"invitee_id": 999}, {"email": "nobody"}, {"email": "a@b.example", "team_ids": [9]})
    ]
    assert refusals == [422, 422, 422, 422]


def test_members_invite_nobody(sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    ben = {"Authorization": f"Bearer {BEN}"}
    assert http.get("/orgs/acme/invitations", headers=ben).status_code == 403
    assert http.post("/orgs/acme/invitations", json={"email": "a@b.example"}, headers=ben).status_code == 403
    assert http.delete("/orgs/acme/invitations/1").status_code == 404

"""Repositories given away."""

from collections.abc import Callable

import httpx
import pytest
from github import Github
from github.Repository import Repository
from tests.clones.github.conftest import Served
from tests.clones.github.credentials import BEN

from clonery.server.call import Call
from clonery.server.request import Request


def test_an_organization_has_it_at_once(gh: Github, http: httpx.Client) -> None:
    team = gh.get_organization("acme").create_team("core", privacy="closed")
    moved = http.post("/repos/ada/notes/transfer", json={"new_owner": "acme", "team_ids": [team.id]})
    assert (moved.status_code, moved.json()["full_name"]) == (202, "acme/notes")
    assert gh.get_repo("ada/notes").full_name == "acme/notes"
    assert [repo.name for repo in team.get_repos()] == ["notes"]


def test_a_person_has_it_once_they_accept(gh: Github, http: httpx.Client, served: Served, base: str) -> None:
    offered = http.post("/repos/ada/notes/transfer", json={"new_owner": "ben", "new_name": "papers"})
    assert (offered.status_code, offered.json()["full_name"]) == (202, "ada/notes")
    assert gh.get_repo("ada/notes").owner.login == "ada"

    def accept() -> None:
        farm = served.farm
        session, clone = farm.session(base.split("/")[4]), farm.clone("github")
        function = clone.acts["accept-transfer"][0]
        with session.transaction():
            function(Call(session, clone, Request("POST", ""), session.clock.now()), "ada/notes", "ben")

    served.within(accept)
    assert http.get("/repos/ben/papers", headers={"Authorization": f"Bearer {BEN}"}).json()["owner"]["login"] == "ben"


@pytest.mark.parametrize(
    ("body", "status"),
    [({"new_owner": "nobody"}, 422), ({"new_owner": "ben", "new_name": "dotfiles"}, 422), ({}, 422)],
)
def test_what_can_not_be_given(http: httpx.Client, body: dict[str, str], status: int) -> None:
    assert http.post("/repos/ada/notes/transfer", json=body).status_code == status


def test_teams_of_others_and_repositories_of_others(sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    assert http.post("/repos/ada/notes/transfer", json={"new_owner": "acme", "team_ids": [7]}).status_code == 422
    mine: Repository = sign_in(BEN).get_repo("acme/webapp")
    refused = http.post(
        f"/repos/{mine.full_name}/transfer", json={"new_owner": "ben"}, headers={"Authorization": f"Bearer {BEN}"}
    )
    assert refused.status_code == 403

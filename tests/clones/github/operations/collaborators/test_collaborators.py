"""Who works in a repository."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN, CLEO


def test_collaborators_are_listed_by_how_they_came(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    assert [(person.login, person.role_name) for person in repo.get_collaborators()] == [
        ("ada", "admin"), ("ben", "write"), ("cleo", "triage"),
    ]  # fmt: skip
    assert [person.login for person in repo.get_collaborators(affiliation="direct")] == ["ben", "cleo"]
    assert [person.login for person in repo.get_collaborators(affiliation="outside")] == []
    assert [person.login for person in repo.get_collaborators(permission="push")] == ["ada", "ben"]
    assert [person.login for person in gh.get_repo("ada/notes").get_collaborators()] == ["ada"]


def test_a_member_is_added_at_once_and_changed(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/infrastructure")
    assert http.put("/repos/acme/infrastructure/collaborators/cleo", json={"permission": "maintain"}).status_code == 204
    assert repo.get_collaborator_permission("cleo") == "write"
    assert repo.get_collaborator_role_name("cleo") == "maintain"
    repo.add_to_collaborators("cleo", permission="admin")
    assert repo.get_collaborator_permission("cleo") == "admin"
    repo.remove_from_collaborators("cleo")
    assert repo.get_collaborator_permission("cleo") == "read"
    assert repo.has_in_collaborators("cleo")
    assert not repo.has_in_collaborators("dev-bot")


def test_permissions_of_strangers(gh: Github) -> None:
    assert gh.get_repo("acme/webapp").get_collaborator_permission("dev-bot") == "read"
    assert gh.get_repo("acme/infrastructure").get_collaborator_permission("dev-bot") == "none"


@pytest.mark.parametrize(
    ("place", "login", "permission", "status"),
    [
        ("ada/notes", "ada", "push", 422),
        ("acme/webapp", "acme", "push", 422),
        ("acme/webapp", "nobody", "push", 404),
        ("acme/webapp", "cleo", "boss", 422),
    ],
)
def test_who_can_not_be_added(http: httpx.Client, place: str, login: str, permission: str, status: int) -> None:
    refused = http.put(f"/repos/{place}/collaborators/{login}", json={"permission": permission})
    assert refused.status_code == status


def test_rights_to_look_and_to_change(sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    with pytest.raises(GithubException) as caught:
        list(sign_in(CLEO).get_repo("acme/webapp").get_collaborators())
    assert caught.value.data["message"] == "Must have push access to view repository collaborators."
    ben = sign_in(BEN).get_repo("acme/webapp")
    with pytest.raises(GithubException) as caught:
        ben.add_to_collaborators("dev-bot")
    assert caught.value.status == 403
    ben.remove_from_collaborators("ben")
    assert [person["login"] for person in http.get("/repos/acme/webapp/collaborators?affiliation=direct").json()] == [
        "cleo"
    ]
    assert http.delete("/repos/acme/webapp/collaborators/dev-bot").status_code == 404

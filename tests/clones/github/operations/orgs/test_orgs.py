"""Organizations, as their owner and others see them."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN


def test_an_owner_changes_profile_and_settings(gh: Github, http: httpx.Client) -> None:
    acme = gh.get_organization("acme")
    acme.edit(description="Tools", location="Lyon", billing_email="pay@acme.example", blog="https://acme.example")
    rights = {"default_repository_permission": "write", "members_can_create_repositories": False}
    http.patch("/orgs/acme", json={**rights, "members_can_create_public_repositories": False})
    there = http.get("/orgs/acme").json()
    assert [there[name] for name in ("description", "location", "billing_email", "blog")] == [
        "Tools", "Lyon", "pay@acme.example", "https://acme.example",
    ]  # fmt: skip
    assert there["default_repository_permission"] == "write"
    assert (there["members_can_create_repositories"], there["members_can_create_public_repositories"]) == (False, False)


def test_members_see_the_profile_alone_and_change_nothing(sign_in: Callable[[str], Github]) -> None:
    acme = sign_in(BEN).get_organization("acme")
    assert (acme.name, acme.public_repos) == ("Acme", 1)
    assert "billing_email" not in acme.raw_data
    with pytest.raises(GithubException) as caught:
        acme.edit(description="mine")
    assert caught.value.status == 403


def test_the_base_permission_decides(
    http: httpx.Client, sign_in: Callable[[str], Github], token_of: Callable[..., str]
) -> None:
    cleo = sign_in(token_of("cleo"))
    assert cleo.get_repo("acme/infrastructure").permissions.pull
    http.patch("/orgs/acme", json={"default_repository_permission": "none"})
    with pytest.raises(UnknownObjectException):
        cleo.get_repo("acme/infrastructure")


def test_lists_of_organizations(gh: Github, http: httpx.Client) -> None:
    assert [org.login for org in gh.get_organizations()] == ["acme"]
    assert [org.login for org in gh.get_user().get_orgs()] == ["acme"]
    assert [org.login for org in gh.get_user("ada").get_orgs()] == []
    gh.get_organization("acme").add_to_public_members(gh.get_user("ada"))
    assert [org["login"] for org in http.get("/users/ada/orgs").json()] == ["acme"]
    assert http.get(f"/organizations/{gh.get_organization('acme').id}").json()["login"] == "acme"


def test_an_organization_goes_with_all_that_is_its(http: httpx.Client) -> None:
    assert http.delete("/orgs/acme", headers={"Authorization": f"Bearer {BEN}"}).status_code == 403
    assert http.delete("/orgs/acme").status_code == 202
    assert http.get("/orgs/acme").status_code == 404
    assert http.get("/repos/acme/webapp").status_code == 404


def test_an_address_that_is_none(http: httpx.Client) -> None:
    refused = http.patch("/orgs/acme", json={"billing_email": "nowhere"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "billing_email")
    assert http.get("/orgs/ada").status_code == 404

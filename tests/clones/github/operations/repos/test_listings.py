"""Lists of repositories."""

from collections.abc import Callable

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN


def test_ones_own_lists_by_ways_and_orders(gh: Github, http: httpx.Client) -> None:
    me = gh.get_user()
    assert [repo.full_name for repo in me.get_repos()] == ["acme/infrastructure", "acme/webapp", "ada/notes"]
    assert [repo.full_name for repo in me.get_repos(affiliation="owner")] == ["ada/notes"]
    assert [repo.full_name for repo in me.get_repos(visibility="public")] == ["acme/webapp"]
    assert [repo.full_name for repo in me.get_repos(sort="created")] == [
        "acme/infrastructure", "acme/webapp", "ada/notes",
    ]  # fmt: skip
    assert [repo.full_name for repo in me.get_repos(type="member")] == ["acme/infrastructure", "acme/webapp"]
    both = http.get("/user/repos", params={"type": "owner", "visibility": "all"})
    assert both.json()["message"] == "If you specify visibility or affiliation, you cannot specify type."


def test_collaborations_are_listed_with_their_own_way(sign_in: Callable[[str], Github]) -> None:
    ben = sign_in(BEN).get_user()
    assert [repo.full_name for repo in ben.get_repos(affiliation="collaborator")] == [
        "acme/infrastructure", "acme/webapp",
    ]  # fmt: skip
    assert [repo.full_name for repo in ben.get_repos(affiliation="owner")] == ["ben/dotfiles"]


def test_anothers_list_holds_the_public_ones(gh: Github, http: httpx.Client) -> None:
    assert [repo.full_name for repo in gh.get_user("ada").get_repos()] == []
    assert [repo.full_name for repo in gh.get_user("ben").get_repos()] == ["ben/dotfiles"]
    assert [repo["full_name"] for repo in http.get("/users/ben/repos", params={"type": "all"}).json()] == [
        "acme/webapp", "ben/dotfiles",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("type", "names"),
    [
        ("all", ["infrastructure", "webapp"]),
        ("public", ["webapp"]),
        ("private", ["infrastructure"]),
        ("forks", []),
        ("sources", ["infrastructure", "webapp"]),
    ],
)
def test_an_organizations_list(gh: Github, type: str, names: list[str]) -> None:
    assert [repo.name for repo in gh.get_organization("acme").get_repos(type=type)] == names


def test_strangers_see_an_organizations_public_ones(base: str) -> None:
    assert [repo["name"] for repo in httpx.get(f"{base}/orgs/acme/repos").json()] == ["webapp"]


def test_all_public_repositories_page_by_id(gh: Github, http: httpx.Client) -> None:
    assert [repo.full_name for repo in gh.get_repos()] == ["acme/webapp", "ben/dotfiles"]
    gh.get_user().create_repo("more")
    found = gh.get_repo("ben/dotfiles").id
    assert [repo.full_name for repo in gh.get_repos(since=found)] == ["ada/more"]


def test_pages_of_an_organization_or_a_person_link_by_id(gh: Github, http: httpx.Client) -> None:
    first = http.get("/orgs/acme/repos", params={"per_page": 1, "sort": "full_name"})
    following = first.links["next"]["url"]
    assert f"/organizations/{gh.get_organization('acme').id}/repos?" in following
    assert [repo["name"] for repo in http.get(following).json()] == ["webapp"]
    gh.get_user().create_repo("more")
    gh.get_user().create_repo("most")
    following = http.get("/users/ada/repos", params={"per_page": 1}).links["next"]["url"]
    assert f"/user/{gh.get_user().id}/repos?" in following
    assert [repo["name"] for repo in http.get(following).json()] == ["most"]

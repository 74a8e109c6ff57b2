"""Search of repositories and of topics: what qualifiers find, in which order, and for whom."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN


@pytest.fixture
def stocked(gh: Github) -> None:
    """A few more repositories, so that there is something to tell apart."""
    user = gh.get_user()
    user.create_repo("web-tools", description="Small tools", auto_init=True)
    user.create_repo("old", description="Web things of the past").edit(archived=True)
    gh.get_repo("ben/dotfiles").create_fork()
    user.add_to_starred(gh.get_repo("ben/dotfiles"))
    gh.get_repo("ada/web-tools").replace_topics(["web", "tools"])


def found(http: httpx.Client, q: str, **params: Any) -> list[str]:
    answer = http.get("/search/repositories", params={"q": q, **params})
    assert answer.status_code == 200, answer.text
    return [made["full_name"] for made in answer.json()["items"]]


@pytest.mark.usefixtures("stocked")
@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("web", ["acme/webapp", "ada/old", "ada/web-tools"]),
        ("web in:name", ["acme/webapp", "ada/web-tools"]),
        ("tools", ["ada/web-tools"]),
        ("acme/webapp", ["acme/webapp"]),
        ("web user:ada", ["ada/old", "ada/web-tools"]),
        ("org:acme", ["acme/infrastructure", "acme/webapp"]),
        ("user:@me is:private", ["ada/notes"]),
        ("repo:acme/webapp", ["acme/webapp"]),
        ("language:python", ["acme/webapp"]),
        ("license:mit", ["acme/webapp"]),
        ("topic:shop", ["acme/webapp"]),
        ("topic:web", ["acme/webapp", "ada/web-tools"]),
        ("topics:>=1", ["acme/webapp", "ada/web-tools"]),
        ("archived:true", ["ada/old"]),
        ("web -is:archived", ["acme/webapp", "ada/web-tools"]),
        ("stars:>0", ["ben/dotfiles"]),
        ("stars:0 web", ["acme/webapp", "ada/old", "ada/web-tools"]),
        ("dotfiles", ["ben/dotfiles"]),
        ("dotfiles fork:true", ["ada/dotfiles", "ben/dotfiles"]),
        ("dotfiles fork:only", ["ada/dotfiles"]),
        ("created:<2025-02-01", ["ada/notes", "ben/dotfiles"]),
        ("created:2025-03-03", ["acme/webapp"]),
        ("good-first-issues:>0", ["acme/webapp"]),
        ("template:true", []),
        ("mirror:true", []),
        ("user:nobody", []),
        ("shop OR dotfiles", ["acme/webapp", "ben/dotfiles"]),
    ],
)
def test_a_query_finds(http: httpx.Client, q: str, expected: list[str]) -> None:
    assert sorted(found(http, q)) == expected


@pytest.mark.usefixtures("stocked")
def test_orders(http: httpx.Client) -> None:
    assert found(http, "created:>2000", sort="stars", per_page=1) == ["ben/dotfiles"]
    assert found(http, "web", sort="updated", order="asc")[0] == "acme/webapp"
    assert found(http, "web sort:forks", per_page=2, page=2) == found(http, "web", sort="forks")[2:]
    assert http.get("/search/repositories", params={"q": "web sort:weight"}).status_code == 422


def test_private_ones_are_found_by_those_who_see_them(
    http: httpx.Client, base: str, sign_in: Callable[[str], Github]
) -> None:
    assert found(http, "notes") == ["ada/notes"]
    assert [repo.full_name for repo in sign_in(BEN).search_repositories("notes OR infrastructure")] == [
        "acme/infrastructure"
    ]
    anonymous = httpx.get(f"{base}/search/repositories", params={"q": "user:acme"}).json()
    assert [made["full_name"] for made in anonymous["items"]] == ["acme/webapp"]


def test_matches_and_refusals(http: httpx.Client) -> None:
    headers = {"Accept": "application/vnd.github.text-match+json"}
    item = http.get("/search/repositories", params={"q": "web"}, headers=headers).json()["items"][0]
    assert item["text_matches"][0]["matches"] == [{"text": "webapp", "indices": [0, 6]}]
    assert http.get("/search/repositories").json()["errors"][0]["code"] == "missing"


@pytest.mark.usefixtures("stocked")
def test_topics_are_counted(gh: Github, http: httpx.Client) -> None:
    web, shop = (next(made for made in gh.search_topics(name) if made.name == name) for name in ("web", "shop"))
    assert web.raw_data["repository_count"] == 2
    assert shop.created_at < web.updated_at

    def names(q: str) -> list[str]:
        return [made["name"] for made in http.get("/search/topics", params={"q": q}).json()["items"]]

    assert names("repositories:>1") == ["web"]
    assert names("repositories:1..1") == ["shop", "tools"]
    assert names("web is:featured") == []

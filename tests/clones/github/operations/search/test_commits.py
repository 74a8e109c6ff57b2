"""Search of commits: messages, people, dates, ids, and the branches that count."""

from typing import Any

import httpx
import pytest
from github import Github, InputGitAuthor


@pytest.fixture
def shas(gh: Github) -> list[str]:
    """The commits of a repository: three on the default branch, oldest first, and one on another."""
    repo = gh.get_user().create_repo("tools", auto_init=True)
    first = repo.get_commits()[0].sha
    zoe = InputGitAuthor("Zoe", "zoe@else.example", "2024-02-03T04:05:06Z")
    made = [
        repo.create_file("a", "Fix the cart", "a", author=zoe)["commit"].sha,
        repo.create_file("b", "Add a theme for carts", "b")["commit"].sha,
    ]
    repo.create_git_ref("refs/heads/side", made[-1])
    return [first, *made, repo.create_file("c", "Fix the side", "c", branch="side")["commit"].sha]


def found(http: httpx.Client, q: str, **params: Any) -> list[str]:
    """The commits that a query finds in Ada's repositories, unless it names others."""
    q = q if "user:" in q or "repo:" in q else f"{q} user:ada"
    answer = http.get("/search/commits", params={"q": q, **params})
    assert answer.status_code == 200, answer.text
    return [made["sha"] for made in answer.json()["items"]]


@pytest.mark.parametrize(
    ("q", "places"),
    [
        ("cart", [1, 2]),
        ("fix", [1]),
        ("fix cart", [1]),
        ('"theme for"', [2]),
        ("cart -theme", [1]),
        ("theme OR initial", [0, 2]),
        ("cart author:ada", [2]),
        ("cart -author:ada", [1]),
        ("author-name:zoe", [1]),
        ("author-email:zoe@else.example", [1]),
        ("author-date:2024-02-03", [1]),
        ("author-date:>2024-02-03 cart", [2]),
        ("author-date:<2020", []),
        ("committer:@me fix", [1]),
        ("merge:false repo:ada/tools", [0, 1, 2]),
        ("merge:true", []),
        ("user:ada", [0, 1, 2]),
        ("cart is:private", []),
        ("cart user:ben", []),
        ("side", []),
    ],
)
def test_a_query_finds(http: httpx.Client, shas: list[str], q: str, places: list[int]) -> None:
    assert sorted(map(shas.index, found(http, q))) == places


def test_ids_orders_and_pages(gh: Github, http: httpx.Client, shas: list[str]) -> None:
    assert found(http, f"hash:{shas[1][:9]}") == [shas[1]]
    assert found(http, f"parent:{shas[0]}") == [shas[1]]
    assert found(http, "user:ada", sort="author-date", order="asc")[0] == shas[1]
    assert found(http, "user:ada sort:author-date-desc")[-1] == shas[1]
    assert found(http, "user:ada", sort="author-date", order="asc", per_page=1, page=3) != shas[1:2]
    hit = gh.search_commits("fix repo:ada/tools")[0]
    assert (hit.commit.message, hit.author) == ("Fix the cart", None)
    named = http.get("/search/commits", params={"q": "fix repo:ada/tools"}).json()["items"][0]["repository"]
    assert named["full_name"] == "ada/tools"


@pytest.mark.parametrize("q", ["", "author-date:soon", "merge:perhaps", "x repo:acme/nothing"])
def test_refusals(http: httpx.Client, q: str) -> None:
    answer = http.get("/search/commits", params={"q": q})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "q")

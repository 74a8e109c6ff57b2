"""Search of code: words in files and paths, qualifiers, matches, and what is not searched."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN


@pytest.fixture
def code(gh: Github) -> None:
    """A repository of a few files on two branches."""
    repo = gh.get_user().create_repo("tools", auto_init=True)
    repo.create_file("src/cart.py", "1", "def total(cart):\n    return sum(cart)\n")
    repo.create_file("src/web/cart.js", "2", "export const total = (cart) => 0;\n")
    repo.create_file("docs/guide.md", "3", "How the TOTAL is made\n")
    repo.create_file("big.txt", "4", "total " * 70_000)
    repo.create_git_ref("refs/heads/side", repo.get_branch("main").commit.sha)
    repo.create_file("side.py", "5", "total = 'elsewhere'\n", branch="side")


def found(http: httpx.Client, q: str) -> list[str]:
    """The paths that a query finds in Ada's repositories, unless it names others."""
    q = q if ":" in q and ("user:" in q or "repo:" in q) else f"{q} user:ada"
    answer = http.get("/search/code", params={"q": q})
    assert answer.status_code == 200, answer.text
    return sorted(made["path"] for made in answer.json()["items"])


@pytest.mark.usefixtures("code")
@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("total", ["docs/guide.md", "src/cart.py", "src/web/cart.js"]),
        ("total repo:ada/tools", ["docs/guide.md", "src/cart.py", "src/web/cart.js"]),
        ("total user:ben", []),
        ("total language:python", ["src/cart.py"]),
        ("total extension:js", ["src/web/cart.js"]),
        ("total filename:guide", ["docs/guide.md"]),
        ("total path:src", ["src/cart.py", "src/web/cart.js"]),
        ("tools path:/", ["README.md"]),
        ("cart in:path", ["src/cart.py", "src/web/cart.js"]),
        ("guide in:file,path", ["docs/guide.md"]),
        ("total size:<30", ["docs/guide.md"]),
        ('"sum(cart)"', ["src/cart.py"]),
        ("total NOT export -extension:md", ["src/cart.py"]),
        ("elsewhere", []),
    ],
)
def test_a_query_finds(http: httpx.Client, q: str, expected: list[str]) -> None:
    assert found(http, q) == expected


@pytest.mark.usefixtures("code")
def test_an_item_leads_to_its_file_and_shows_what_matched(gh: Github, http: httpx.Client) -> None:
    hit = gh.search_code("sum cart repo:ada/tools")[0]
    assert (hit.repository.full_name, hit.decoded_content) == ("ada/tools", b"def total(cart):\n    return sum(cart)\n")
    headers = {"Accept": "application/vnd.github.text-match+json"}
    item = http.get("/search/code", params={"q": "sum user:ada"}, headers=headers).json()["items"][0]
    assert item["text_matches"][0]["matches"] == [{"text": "sum", "indices": [28, 31]}]


@pytest.mark.usefixtures("code")
def test_forks_are_searched_where_they_are_named(gh: Github, http: httpx.Client, sign_in: Callable[..., Any]) -> None:
    sign_in(BEN).get_repo("ada/tools").create_fork()
    assert len(found(http, "sum user:ada user:ben")) == 1
    assert len(found(http, "sum fork:true user:ada user:ben")) == 2
    assert found(http, "sum repo:ben/tools") == ["src/cart.py"]


def test_refusals(http: httpx.Client, base: str) -> None:
    assert httpx.get(f"{base}/search/code", params={"q": "x"}).status_code == 401
    for params in ({}, {"q": "language:python"}, {"q": "x repo:acme/nothing"}):
        answer = http.get("/search/code", params=params)
        assert (answer.status_code, answer.json()["message"]) == (422, "Validation Failed")
    assert http.get("/search/code", params={"q": "x", "per_page": 30, "page": 33}).status_code == 200
    assert http.get("/search/code", params={"q": "x", "per_page": 30, "page": 34}).status_code == 422

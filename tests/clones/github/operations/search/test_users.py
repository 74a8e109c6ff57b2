"""Search of people and organizations: by name, by type, by what they have."""

from typing import Any

import httpx
import pytest
from github import Github


def found(http: httpx.Client, q: str, **params: Any) -> list[str]:
    answer = http.get("/search/users", params={"q": q, **params})
    assert answer.status_code == 200, answer.text
    return [made["login"] for made in answer.json()["items"]]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("ada", ["ada"]),
        ("Moreau", ["ada"]),
        ("acme", ["acme", "ada", "ben", "cleo", "dev-bot"]),
        ("acme in:login", ["acme"]),
        ("acme.example in:email", ["ada", "ben", "cleo", "dev-bot"]),
        ("type:org", ["acme"]),
        ("acme type:user", ["ada", "ben", "cleo", "dev-bot"]),
        ("user:cleo", ["cleo"]),
        ("org:acme", ["acme"]),
        ("fullname:Okafor", ["ben"]),
        ("location:lyon", ["ada"]),
        ("repos:>1", ["acme"]),
        ("repos:1", ["ada", "ben"]),
        ("followers:>0", []),
        ("created:>2026-01-01", ["acme", "ada", "ben", "cleo", "dev-bot"]),
        ("dev", ["dev-bot"]),
        ("nobody", []),
    ],
)
def test_a_query_finds(http: httpx.Client, q: str, expected: list[str]) -> None:
    assert sorted(found(http, q)) == expected


def test_orders(gh: Github, http: httpx.Client) -> None:
    gh.get_user().add_to_following(gh.get_user("cleo"))
    assert found(http, "type:user", sort="followers", per_page=1) == ["cleo"]
    assert found(http, "followers:1") == ["cleo"]
    assert found(http, "type:org OR type:user sort:repositories", per_page=1) == ["acme"]
    assert gh.search_users("acme", sort="joined", order="asc")[0].login == "ada"


@pytest.mark.parametrize("q", ["repo:acme/webapp", "label:bug"])
def test_qualifiers_of_other_searches_are_refused(http: httpx.Client, q: str) -> None:
    answer = http.get("/search/users", params={"q": q})
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (
        422, "None of the search qualifiers apply to this search type."
    )  # fmt: skip

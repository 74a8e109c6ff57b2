"""Search of a repository's labels: by the beginnings of their words."""

import httpx


def found(http: httpx.Client, q: str, repository: int = 1, **params: str) -> list[str]:
    answer = http.get("/search/labels", params={"q": q, "repository_id": repository, **params})
    assert answer.status_code == 200, answer.text
    return [made["name"] for made in answer.json()["items"]]


def test_names_and_descriptions_of_one_repository(http: httpx.Client) -> None:
    assert found(http, "bug") == ["bug"]
    assert found(http, "iss") == ["good first issue"]
    assert found(http, "wrong") == ["documentation"]
    assert found(http, "bug", repository=2) == ["bug"]
    assert found(http, "stale", repository=2) == []
    assert found(http, "it", sort="created", order="asc") == ["bug", "enhancement"]
    assert found(http, "it", sort="created") == ["enhancement", "bug"]


def test_refusals(http: httpx.Client, base: str) -> None:
    assert http.get("/search/labels", params={"q": "x", "repository_id": 99}).status_code == 404
    assert http.get("/search/labels", params={"q": "", "repository_id": 1}).json()["errors"][0]["code"] == "missing"
    assert httpx.get(f"{base}/search/labels", params={"q": "bug", "repository_id": 2}).status_code == 404

"""Files by the addresses that answers give."""

import httpx
from github import Github


def test_a_download_url_gives_the_bytes(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    got = http.get(repository.get_contents("run.sh").download_url)
    assert (got.content, got.headers["content-type"]) == (
        b"#!/bin/sh\nexec python -m shop\n", "text/plain; charset=utf-8",
    )  # fmt: skip
    repository.create_file("bytes", "Bytes", b"\0\1")
    assert http.get(repository.get_contents("bytes").download_url).headers["content-type"] == "application/octet-stream"
    patch = repository.get_commit("v0.9").files[1]
    assert http.get(patch.raw_url).text == 'def shown(price):\n    return f"{price:.2f}"\n'


def test_a_name_with_slashes_is_found(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    repository.create_git_ref("refs/heads/topic/a", repository.get_branch("dark-theme").commit.sha)
    for name in ("topic/a", "refs/heads/dark-theme", "heads/dark-theme", "HEAD", "refs/tags/v0.9"):
        assert http.get(f"/raw/acme/webapp/{name}/shop/cart.py").text.startswith("class Cart:\n"), name
    for name in ("main/no", "no/README.md", "main", "main/shop"):
        assert http.get(f"/raw/acme/webapp/{name}").status_code == 404


def test_private_files_want_a_token(http: httpx.Client, base: str) -> None:
    http.put("/repos/ada/notes/contents/a", json={"message": "m", "content": "c2VjcmV0"})
    assert http.get("/raw/ada/notes/main/a").text == "secret"
    assert httpx.get(f"{base}/raw/ada/notes/main/a").status_code == 404
    assert httpx.get(f"{base}/raw/acme/webapp/main/README.md").status_code == 200


def test_a_releases_file_is_downloaded_where_the_release_says(http: httpx.Client, base: str) -> None:
    for tag, draft in (("v1/a", False), ("v2", True)):
        id = http.post("/repos/acme/webapp/releases", json={"tag_name": tag, "draft": draft}).json()["id"]
        made = http.post(f"/repos/acme/webapp/releases/{id}/assets", params={"name": "a.bin"}, content=b"\0x").json()
        got = http.get(made["browser_download_url"])
        assert (got.content, got.headers["content-disposition"]) == (b"\0x", "attachment; filename=a.bin")
        assert httpx.get(made["browser_download_url"]).status_code == (404 if draft else 200)
    assert http.get("/acme/webapp/releases/download/v1/a/b.bin").status_code == 404

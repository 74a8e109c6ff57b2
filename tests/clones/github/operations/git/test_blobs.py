"""Blobs by their ids."""

import base64

import httpx
import pytest
from github import Github

HELLO = "ce013625030ba8dba906f756967f9e9ca394464a"


def test_a_blob_is_stored_under_the_id_that_git_gives_it(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    assert repository.create_git_blob("hello\n", "utf-8").sha == HELLO
    assert repository.create_git_blob("aGVs\nbG8K\n", "base64").sha == HELLO
    found = repository.get_git_blob(HELLO)
    assert (found.content, found.encoding, found.size) == ("aGVsbG8K\n", "base64", 6)


def test_long_content_comes_in_lines_of_sixty_letters(http: httpx.Client) -> None:
    data = bytes(range(100))
    sent = {"content": base64.b64encode(data).decode(), "encoding": "base64"}
    made = http.post("/repos/acme/webapp/git/blobs", json=sent)
    assert made.status_code == 201
    assert made.headers["location"] == made.json()["url"]
    lines = http.get(f"/repos/acme/webapp/git/blobs/{made.json()['sha']}").json()["content"].split("\n")
    assert [len(line) for line in lines] == [60, 60, 16, 0]
    raw = http.get(made.json()["url"], headers={"Accept": "application/vnd.github.raw+json"})
    assert (raw.content, raw.headers["content-type"]) == (data, "application/vnd.github.raw+json; charset=utf-8")


@pytest.mark.parametrize("content", ["a", "ab!d", "====", "é"])
def test_what_is_no_base64_is_refused(http: httpx.Client, content: str) -> None:
    answer = http.post("/repos/acme/webapp/git/blobs", json={"content": content, "encoding": "base64"})
    assert (answer.status_code, answer.json()["message"]) == (422, "content is not valid Base64")


def test_an_unknown_blob_an_empty_repository_and_a_reader_are_refused(http: httpx.Client) -> None:
    assert http.get("/repos/acme/webapp/git/blobs/" + "0" * 40).status_code == 404
    empty = http.post("/repos/ada/notes/git/blobs", json={"content": "x"})
    assert (empty.status_code, empty.json()["message"]) == (409, "Git Repository is empty.")
    encoding = http.post("/repos/acme/webapp/git/blobs", json={"content": "x", "encoding": "latin-1"})
    assert encoding.status_code == 422
    assert http.post("/repos/acme/webapp/git/blobs", json={}).json()["errors"][0]["field"] == "content"
    anonymous = httpx.post(f"{http.base_url}repos/acme/webapp/git/blobs", json={"content": "x"})
    assert anonymous.status_code == 401


def test_a_blob_of_a_private_repository_is_not_found_through_another_one(http: httpx.Client) -> None:
    made = http.put("/repos/ada/notes/contents/a", json={"message": "m", "content": "c2VjcmV0"}).json()
    sha = made["content"]["sha"]
    assert http.get(f"/repos/ada/notes/git/blobs/{sha}").status_code == 200
    assert http.get(f"/repos/acme/webapp/git/blobs/{sha}").status_code == 404

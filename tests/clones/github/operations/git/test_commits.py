"""Commit objects."""

from typing import Any

import httpx
import pytest
from github import Github, InputGitAuthor


def test_a_commit_object_names_tree_parents_and_people(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    head = repository.get_git_commit(repository.get_branch("main").commit.sha)
    author = InputGitAuthor("Eve", "eve@example.com", "2025-01-02T03:04:05+02:00")
    made = repository.create_git_commit("Same tree", head.tree, [head], author=author)
    found = repository.get_git_commit(made.sha)
    assert (found.message, found.tree.sha, [parent.sha for parent in found.parents]) == (
        "Same tree", head.tree.sha, [head.sha],
    )  # fmt: skip
    assert found.author.date.isoformat() == "2025-01-02T01:04:05+00:00"
    assert (found.committer.name, found.committer.email) == ("Eve", "eve@example.com")
    assert repository.get_branch("main").commit.sha == head.sha, "no branch moves"


def test_without_an_author_the_caller_is_author_and_committer(http: httpx.Client) -> None:
    tree = http.get("/repos/acme/webapp/git/trees/main").json()["sha"]
    made = http.post("/repos/acme/webapp/git/commits", json={"message": "m", "tree": tree}).json()
    assert (made["author"]["name"], made["author"]["email"]) == ("Ada Moreau", "ada@acme.example")
    assert made["parents"] == []
    assert made["verification"] == {
        "verified": False, "reason": "unsigned", "signature": None, "payload": None, "verified_at": None,
    }  # fmt: skip


def test_a_signature_is_kept_and_its_payload_told(http: httpx.Client) -> None:
    tree = http.get("/repos/acme/webapp/git/trees/main").json()["sha"]
    signature = "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----"
    sent = {"message": "m", "tree": tree, "signature": signature}
    made = http.post("/repos/acme/webapp/git/commits", json=sent).json()
    assert made["verification"]["signature"] == sent["signature"]
    assert made["verification"]["payload"].startswith(f"tree {tree}\nauthor Ada Moreau <ada@acme.example> ")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tree": "0" * 40}, "Tree SHA does not exist"),
        ({"parents": ["0" * 40]}, "Parent SHA does not exist or is not a commit object"),
        ({"author": {"name": "A", "email": "a@b.example", "date": "yesterday"}}, '"author.date" is not a valid'),
        ({"message": "a\0b"}, "The message holds a NUL."),
    ],
)
def test_what_git_would_not_store_is_refused(http: httpx.Client, changes: dict[str, Any], message: str) -> None:
    tree = http.get("/repos/acme/webapp/git/trees/main").json()["sha"]
    answer = http.post("/repos/acme/webapp/git/commits", json={"message": "m", "tree": tree, **changes})
    assert answer.status_code == 422
    assert message in answer.json()["message"]


def test_unknown_commits_are_not_found(http: httpx.Client) -> None:
    assert http.get("/repos/acme/webapp/git/commits/" + "0" * 40).status_code == 404
    tree = http.get("/repos/acme/webapp/git/trees/main").json()["sha"]
    assert http.get(f"/repos/acme/webapp/git/commits/{tree}").status_code == 404

"""Files written and deleted."""

import base64
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException, InputGitAuthor
from tests.clones.github.credentials import BEN, CLEO

BASE = "/repos/acme/webapp/contents"
TEXT = base64.b64encode(b"new\n").decode()


def test_a_file_is_created_changed_and_deleted_each_in_a_commit(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    made = repository.create_file("a/b.txt", "Create it", "one\n")
    assert (made["content"].path, made["content"].size) == ("a/b.txt", 4)
    changed = repository.update_file("a/b.txt", "Change it", "two\n", made["content"].sha)
    assert repository.get_contents("a/b.txt").decoded_content == b"two\n"
    gone = repository.delete_file("a/b.txt", "Delete it", changed["content"].sha)
    assert [commit.commit.message for commit in repository.get_commits()][:3] == ["Delete it", "Change it", "Create it"]
    assert repository.get_branch("main").commit.sha == gone["commit"].sha
    with pytest.raises(GithubException) as refused:
        repository.get_contents("a")
    assert refused.value.status == 404, "a folder left empty is gone"


def test_author_and_committer_default_to_each_other_and_to_the_caller(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    eve = InputGitAuthor("Eve", "eve@example.com", "2025-02-03T04:05:06Z")
    one = repository.create_file("1", "m", "", committer=eve)["commit"].sha
    two = repository.create_file("2", "m", "", author=eve)["commit"].sha
    people = [repository.get_git_commit(sha) for sha in (one, two)]
    assert [(commit.author.name, commit.committer.name) for commit in people] == [("Eve", "Eve"), ("Eve", "Ada Moreau")]
    bad = {"message": "m", "content": TEXT, "committer": {"name": "Eve"}}
    assert http.put(f"{BASE}/3", json=bad).json()["errors"][0]["field"] == "email"


def test_the_mode_of_a_changed_file_stays(http: httpx.Client) -> None:
    sha = http.get(f"{BASE}/run.sh").json()["sha"]
    assert http.put(f"{BASE}/run.sh", json={"message": "m", "content": TEXT, "sha": sha}).status_code == 200
    tree = http.get("/repos/acme/webapp/git/trees/main").json()["tree"]
    assert next(entry["mode"] for entry in tree if entry["path"] == "run.sh") == "100755"


ZEROS = "0" * 40


@pytest.mark.parametrize(
    ("path", "changes", "status", "message"),
    [
        ("README.md", {}, 422, 'Invalid request.\n\n"sha" wasn\'t supplied.'),
        ("README.md", {"sha": ZEROS}, 409, f"README.md does not match {ZEROS}"),
        ("README.md", {"sha": "deadbeef"}, 409, "README.md does not match deadbeef"),
        ("new.txt", {"branch": "no-such"}, 404, "Branch no-such not found"),
        ("new.txt", {"content": "!"}, 422, "content is not valid Base64"),
        ("%2Fnew.txt", {}, 422, "path cannot start with a slash"),
        ("a//b", {}, 422, "path contains a malformed path component"),
        (".git/config", {}, 422, "path contains a malformed path component"),
        ("shop", {"sha": ZEROS}, 422, "shop is a directory"),
    ],
)
def test_writes_that_are_refused(
    http: httpx.Client, path: str, changes: dict[str, Any], status: int, message: str
) -> None:
    answer = http.put(f"{BASE}/{path}", json={"message": "m", "content": TEXT, **changes})
    assert (answer.status_code, answer.json()["message"]) == (status, message)


def test_a_sha_is_ignored_where_there_is_no_file(http: httpx.Client) -> None:
    assert http.put(f"{BASE}/new.txt", json={"message": "m", "content": TEXT, "sha": ZEROS}).status_code == 201


def test_deletions_that_are_refused(http: httpx.Client) -> None:
    for path, sha, status in (("no-such", ZEROS, 404), ("README.md", ZEROS, 409), ("shop", ZEROS, 404)):
        assert http.request("DELETE", f"{BASE}/{path}", json={"message": "m", "sha": sha}).status_code == status
    missing = http.request("DELETE", f"{BASE}/README.md", json={"message": "m"})
    assert missing.json()["errors"] == [{"resource": "FileCommit", "code": "missing_field", "field": "sha"}]


def test_the_first_file_of_an_empty_repository_makes_its_branch(gh: Github) -> None:
    notes = gh.get_repo("ada/notes")
    notes.create_file("first.md", "Begin", "1\n", branch="trunk")
    assert gh.get_repo("ada/notes").default_branch == "trunk"
    assert [commit.parents for commit in notes.get_commits()] == [[]]
    assert [branch.name for branch in notes.get_branches()] == ["trunk"]


def test_a_write_counts_languages_and_dates(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    before, pushed = repository.get_languages(), repository.pushed_at
    repository.create_file("big.go", "Go", "package main\n" * 100)
    repository = gh.get_repo("acme/webapp")
    assert repository.get_languages() == {"Go": 1300, **before}
    assert (repository.language, repository.pushed_at > pushed) == ("Go", True)
    repository.delete_file("big.go", "Back to Python", repository.get_contents("big.go").sha)
    assert gh.get_repo("acme/webapp").language == "Python"


def test_only_those_who_may_push_write(base: str, token_of: Callable[..., str], http: httpx.Client) -> None:
    sent = {"message": "m", "content": TEXT}
    statuses = [
        httpx.put(f"{base}{BASE}/by-{number}", json=sent, headers={"Authorization": f"Bearer {token}"}).status_code
        for number, token in enumerate((BEN, CLEO, token_of("cleo", "repo")))
    ]
    assert statuses == [201, 403, 403]
    assert httpx.put(f"{base}{BASE}/x", json=sent).status_code == 401
    http.patch("/repos/acme/webapp", json={"archived": True})
    archived = http.put(f"{BASE}/x", json=sent)
    assert (archived.status_code, archived.json()["message"]) == (403, "Repository was archived so is read-only.")


def test_workflows_need_a_scope_of_their_own(base: str, token_of: Callable[..., str]) -> None:
    sent = {"message": "m", "content": TEXT}
    place = f"{base}{BASE}/.github/workflows/ci.yml"
    for scopes, status in ((("repo",), 404), (("repo", "workflow"), 201)):
        headers = {"Authorization": f"Bearer {token_of('ben', *scopes)}"}
        assert httpx.put(place, json=sent, headers=headers).status_code == status

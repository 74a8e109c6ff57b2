"""References."""

import httpx
import pytest
from github import Github, GithubException

BASE = "/repos/acme/webapp/git"


def test_a_branch_is_created_moved_and_deleted(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    old, new = repository.get_commits()[1].sha, repository.get_commits()[0].sha
    ref = repository.create_git_ref("refs/heads/topic/a", old)
    assert (ref.ref, ref.object.type, ref.object.sha) == ("refs/heads/topic/a", "commit", old)
    ref.edit(new)
    assert repository.get_git_ref("heads/topic/a").object.sha == new
    with pytest.raises(GithubException) as refused:
        ref.edit(old)
    assert (refused.value.status, refused.value.data["message"]) == (422, "Update is not a fast forward")
    ref.edit(old, force=True)
    assert repository.get_branch("topic/a").commit.sha == old
    ref.delete()
    with pytest.raises(GithubException) as gone:
        repository.get_git_ref("heads/topic/a")
    assert gone.value.status == 404


def test_one_reference_is_found_by_its_whole_name_and_many_by_a_beginning(http: httpx.Client) -> None:
    sha = http.get(f"{BASE}/ref/heads/main").json()["object"]["sha"]
    for name in ("release", "release-2", "release-1"):
        assert http.post(f"{BASE}/refs", json={"ref": f"refs/heads/{name}", "sha": sha}).status_code == 201
    assert http.get(f"{BASE}/ref/heads/rel").status_code == 404
    names = [ref["ref"] for ref in http.get(f"{BASE}/matching-refs/heads/rel").json()]
    assert names == ["refs/heads/release", "refs/heads/release-1", "refs/heads/release-2"]
    assert http.get(f"{BASE}/matching-refs/tags/").json()[0]["object"]["type"] == "tag"
    assert http.get(f"{BASE}/matching-refs/no").json() == []


@pytest.mark.parametrize(
    ("ref", "sha", "message"),
    [
        ("refs/heads/main", "", "Reference already exists"),
        ("heads/x", "", "Reference name must contain at least three slash-separated components."),
        ("main", "", "Reference name must contain at least three slash-separated components."),
        ("refs/heads/a b", "", "refs/heads/a b is not a valid ref name."),
        ("refs/heads/a..b", "", "refs/heads/a..b is not a valid ref name."),
        ("refs/heads/a.lock", "", "refs/heads/a.lock is not a valid ref name."),
        ("refs/heads/", "", "refs/heads/ is not a valid ref name."),
        ("refs/heads/main/deeper", "", "Reference update failed"),
        ("refs/heads/new", "0" * 40, "Object does not exist"),
    ],
)
def test_bad_references_are_refused(http: httpx.Client, ref: str, sha: str, message: str) -> None:
    head = http.get(f"{BASE}/ref/heads/main").json()["object"]["sha"]
    answer = http.post(f"{BASE}/refs", json={"ref": ref, "sha": sha or head})
    assert (answer.status_code, answer.json()["message"]) == (422, message)


def test_a_branch_names_a_commit_and_nothing_else(http: httpx.Client) -> None:
    tree = http.get(f"{BASE}/trees/main").json()["sha"]
    assert http.post(f"{BASE}/refs", json={"ref": "refs/heads/t", "sha": tree}).status_code == 422
    assert http.post(f"{BASE}/refs", json={"ref": "refs/tags/t", "sha": tree}).json()["object"]["type"] == "tree"


def test_what_is_not_there_can_be_neither_moved_nor_deleted(http: httpx.Client) -> None:
    sha = http.get(f"{BASE}/ref/heads/main").json()["object"]["sha"]
    for answer in (http.patch(f"{BASE}/refs/heads/no", json={"sha": sha}), http.delete(f"{BASE}/refs/heads/no")):
        assert (answer.status_code, answer.json()["message"]) == (422, "Reference does not exist")
    moved = http.patch(f"{BASE}/refs/heads/main", json={"sha": "0" * 40})
    assert (moved.status_code, moved.json()["message"]) == (422, "Object does not exist")
    assert http.delete(f"{BASE}/refs/heads/main").status_code == 422, "the default branch stays"
    empty = http.get("/repos/ada/notes/git/ref/heads/main")
    assert (empty.status_code, empty.json()["message"]) == (409, "Git Repository is empty.")


def test_the_older_addresses_list_all_or_those_that_begin_so(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    assert [ref.ref for ref in repository.get_git_refs()] == [
        "refs/heads/dark-theme", "refs/heads/main", "refs/tags/v0.9",
    ]  # fmt: skip
    assert http.get(f"{BASE}/refs/heads/main").json()["ref"] == "refs/heads/main"
    assert [ref["ref"] for ref in http.get(f"{BASE}/refs/heads").json()] == ["refs/heads/dark-theme", "refs/heads/main"]
    assert [ref["ref"] for ref in http.get(f"{BASE}/refs/heads/dark").json()] == ["refs/heads/dark-theme"]
    assert http.get(f"{BASE}/refs/no").status_code == 404
    assert http.get("/repos/ada/notes/git/refs").status_code == 409

"""Branches: lists, renames, merges, forks brought up to date."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def test_branches_are_listed_by_name_and_shown_with_their_commit(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    assert [branch.name for branch in repository.get_branches()] == ["dark-theme", "main"]
    branch = repository.get_branch("dark-theme")
    assert (branch.commit.commit.message, branch.commit.author.login) == ("Darken the buttons", "ben")
    assert (branch.protected, branch.protection_url.endswith("/branches/dark-theme/protection")) == (False, True)
    page = http.get("/repos/acme/webapp/branches?per_page=1")
    assert [branch["name"] for branch in page.json()] == ["dark-theme"]
    assert 'rel="next"' in page.headers["link"]


def test_an_unknown_branch_is_not_found(gh: Github) -> None:
    with pytest.raises(GithubException) as refused:
        gh.get_repo("acme/webapp").get_branch("no-such")
    assert (refused.value.status, refused.value.data["message"]) == (404, "Branch not found")


def test_protected_branches_can_be_listed_alone(gh: Github, http: httpx.Client) -> None:
    gh.get_repo("acme/webapp").get_branch("main").edit_protection(strict=True, contexts=["ci"])
    for wanted, names in (("true", ["main"]), ("false", ["dark-theme"])):
        answer = http.get(f"/repos/acme/webapp/branches?protected={wanted}")
        assert [branch["name"] for branch in answer.json()] == names


def test_a_renamed_branch_keeps_its_rules_and_is_found_by_its_old_name(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    repository.get_branch("main").edit_protection(strict=True, contexts=["ci"])
    repository.rename_branch("main", "trunk")
    assert gh.get_repo("acme/webapp").default_branch == "trunk"
    assert repository.get_branch("trunk").get_protection().required_status_checks.contexts == ["ci"]
    moved = http.get("/repos/acme/webapp/branches/main")
    assert (moved.status_code, moved.headers["location"].endswith("/branches/trunk")) == (301, True)
    taken = http.post("/repos/acme/webapp/branches/trunk/rename", json={"new_name": "dark-theme"})
    bad = http.post("/repos/acme/webapp/branches/trunk/rename", json={"new_name": "a b"})
    assert (taken.status_code, bad.status_code) == (422, 422)
    assert http.post("/repos/acme/webapp/branches/no/rename", json={"new_name": "x"}).status_code == 404


def test_a_branch_is_merged_into_another_once(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    base, head = repository.get_branch("main").commit.sha, repository.get_branch("dark-theme").commit.sha
    made = repository.merge("main", "dark-theme", "It is dark now")
    assert made is not None
    assert [parent.sha for parent in made.parents] == [base, head]
    assert made.commit.message == "It is dark now"
    assert (made.commit.committer.name, made.committer.login) == ("GitHub", "web-flow")
    assert repository.get_contents("static/dark.css", ref="main").size == 76
    assert repository.get_branch("main").commit.sha == made.sha
    assert repository.merge("main", "dark-theme") is None, "204: there is nothing to merge"


@pytest.mark.parametrize(
    ("into", "head", "status", "message"),
    [
        ("no", "main", 404, "Base does not exist"),
        ("main", "no", 404, "Head does not exist"),
        ("main", "mine", 409, "Merge conflict"),
    ],
)
def test_merges_that_cannot_be(http: httpx.Client, into: str, head: str, status: int, message: str) -> None:
    sha = http.get("/repos/acme/webapp/commits?per_page=2").json()[1]["sha"]
    http.post("/repos/acme/webapp/git/refs", json={"ref": "refs/heads/mine", "sha": sha})
    for branch, text in (("mine", "bWluZQ=="), ("main", "b3Vycw==")):
        there = http.get(f"/repos/acme/webapp/contents/README.md?ref={branch}").json()["sha"]
        sent = {"message": "m", "content": text, "branch": branch, "sha": there}
        assert http.put("/repos/acme/webapp/contents/README.md", json=sent).status_code == 200
    answer = http.post("/repos/acme/webapp/merges", json={"base": into, "head": head})
    assert (answer.status_code, answer.json()["message"]) == (status, message)


def test_a_fork_is_brought_up_to_date(gh: Github, sign_in: Callable[[str], Github]) -> None:
    ben = sign_in(BEN)
    fork = ben.get_repo("acme/webapp").create_fork()
    with pytest.raises(GithubException) as no_branch:
        fork.merge_upstream("no-such")
    assert (no_branch.value.status, no_branch.value.data["message"]) == (404, "Branch not found")
    assert fork.merge_upstream("main").merge_type == "none"
    new = gh.get_repo("acme/webapp").create_file("new.txt", "Upstream goes on", "1\n")["commit"]
    done = fork.merge_upstream("main")
    assert (done.merge_type, done.base_branch) == ("fast-forward", "acme:main")
    assert fork.get_branch("main").commit.sha == new.sha
    fork.create_file("own.txt", "The fork goes its own way", "2\n")
    gh.get_repo("acme/webapp").create_file("newer.txt", "Upstream too", "3\n")
    assert fork.merge_upstream("main").merge_type == "merge"
    assert len(fork.get_branch("main").commit.parents) == 2
    for repository, text in ((fork, "a"), (gh.get_repo("acme/webapp"), "b")):
        there = repository.get_contents("new.txt")
        repository.update_file("new.txt", "Both change it", text, there.sha)
    with pytest.raises(GithubException) as conflict:
        fork.merge_upstream("main")
    assert (conflict.value.status, conflict.value.data["message"]) == (409, "There are merge conflicts")

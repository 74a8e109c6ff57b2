"""Forks."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


@pytest.fixture
def source(gh: Github) -> str:
    """A repository of Ada's with one commit, two branches and a tag."""
    repo = gh.get_user().create_repo("lib", auto_init=True, description="A library")
    sha = repo.get_branch("main").commit.sha
    repo.create_git_ref("refs/heads/next", sha)
    repo.create_git_ref("refs/tags/v1", sha)
    return repo.full_name


def test_a_fork_shares_commits_branches_and_tags(gh: Github, sign_in: Callable[[str], Github], source: str) -> None:
    fork = sign_in(BEN).get_user().create_fork(sign_in(BEN).get_repo(source))
    assert (fork.full_name, fork.fork) == ("ben/lib", True)
    assert (fork.parent.full_name, fork.source.full_name) == (source, source)
    assert (fork.description, fork.has_issues) == ("A library", False)
    assert [branch.name for branch in fork.get_branches()] == ["main", "next"]
    assert [tag.name for tag in fork.get_tags()] == ["v1"]
    assert fork.get_readme().decoded_content == b"# lib\nA library"
    there = gh.get_repo(source)
    assert (there.forks_count, [each.full_name for each in there.get_forks()]) == (1, ["ben/lib"])
    fork.create_file("new.txt", "more", b"text")
    assert [file.path for file in there.get_contents("")] == ["README.md"]


def test_the_same_fork_is_given_again_and_names_give_way(
    gh: Github, sign_in: Callable[[str], Github], source: str, token_of: Callable[..., str]
) -> None:
    ben = sign_in(token_of("ben"))
    ben.get_user().create_repo("lib")
    first = ben.get_repo(source).create_fork(default_branch_only=True)
    assert first.full_name == "ben/lib-1"
    assert [branch.name for branch in first.get_branches()] == ["main"]
    assert ben.get_repo(source).create_fork().id == first.id
    assert gh.get_repo(source).forks_count == 1
    first.delete()
    assert gh.get_repo(source).forks_count == 0


def test_a_fork_into_an_organization_and_a_fork_of_a_fork(
    gh: Github, sign_in: Callable[[str], Github], source: str
) -> None:
    team = gh.get_organization("acme").create_fork(gh.get_repo(source))
    assert team.full_name == "acme/lib"
    again = sign_in(BEN).get_repo("acme/lib").create_fork(name="libben")
    assert (again.full_name, again.parent.full_name, again.source.full_name) == ("ben/libben", "acme/lib", source)


def test_what_can_not_be_forked(gh: Github, sign_in: Callable[[str], Github], http: httpx.Client, source: str) -> None:
    assert http.post(f"/repos/{source}/forks").status_code == 403
    sign_in(BEN).get_user().create_repo("bare")
    empty = http.post("/repos/ben/bare/forks").json()["message"]
    assert empty.endswith("Empty repositories cannot be forked.")
    other = http.post(f"/repos/{source}/forks", json={"organization": "ben"})
    assert other.json()["message"].startswith("'ben' is the login for a user account.")
    assert http.post(f"/repos/{source}/forks", json={"organization": "nobody"}).status_code == 404
    gh.get_repo(source).edit(allow_forking=False)
    with pytest.raises(GithubException) as caught:
        gh.get_organization("acme").create_fork(gh.get_repo(source))
    assert caught.value.status == 403

"""Repositories: made, changed, renamed, deleted."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN, CLEO


def test_a_repository_begins_with_the_files_asked_for(gh: Github, http: httpx.Client) -> None:
    made = gh.get_user().create_repo(
        "fresh start", description="A new one", auto_init=True, license_template="mit", gitignore_template="Python",
        private=True,
    )  # fmt: skip
    assert (made.full_name, made.private, made.default_branch) == ("ada/fresh-start", True, "main")
    assert [file.path for file in made.get_contents("")] == [".gitignore", "LICENSE", "README.md"]
    assert made.get_readme().decoded_content == b"# fresh-start\nA new one"
    assert b"Copyright (c) 20" in made.get_contents("LICENSE").decoded_content
    assert made.get_contents("LICENSE").decoded_content.split(b"\n")[2].endswith(b" Ada Moreau")
    assert [commit.commit.message for commit in made.get_commits()] == ["Initial commit"]
    there = http.get("/repos/ada/fresh-start").json()
    assert (there["license"]["spdx_id"], there["license"]["name"]) == ("MIT", "MIT License")


def test_an_empty_repository_of_an_organization_with_a_team(gh: Github) -> None:
    acme = gh.get_organization("acme")
    team = acme.create_team("core", privacy="closed")
    made = acme.create_repo("api", visibility="private", team_id=team.id, has_wiki=False, delete_branch_on_merge=True)
    assert (made.private, made.has_wiki, made.delete_branch_on_merge) == (True, False, True)
    assert [repo.name for repo in team.get_repos()] == ["api"]
    with pytest.raises(GithubException) as caught:
        made.get_commits()[0]
    assert caught.value.status == 409


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": "NOTES"}, "name", "custom"),
        ({"name": "?!"}, "name", "custom"),
        ({"name": "x", "license_template": "none"}, "license_template", "invalid"),
        ({"name": "x", "gitignore_template": "None"}, "gitignore_template", "invalid"),
    ],
)
def test_what_can_not_be_made(http: httpx.Client, body: dict[str, str], field: str, code: str) -> None:
    refused = http.post("/user/repos", json=body)
    assert refused.status_code == 422
    assert [refused.json()["errors"][0][name] for name in ("field", "code")] == [field, code]
    assert http.get("/repos/ada/x").status_code == 404


def test_a_name_that_is_taken_in_the_words_of_github(gh: Github) -> None:
    with pytest.raises(GithubException) as caught:
        gh.get_user().create_repo("notes")
    assert caught.value.data["message"] == "Repository creation failed."
    assert caught.value.data["errors"][0]["message"] == "name already exists on this account"


def test_who_may_make_repositories(
    sign_in: Callable[[str], Github], http: httpx.Client, token_of: Callable[..., str]
) -> None:
    ben = sign_in(BEN).get_organization("acme")
    assert ben.create_repo("bens").full_name == "acme/bens"
    http.patch("/orgs/acme", json={"members_can_create_repositories": False})
    with pytest.raises(GithubException) as caught:
        ben.create_repo("more")
    assert caught.value.status == 403
    with pytest.raises(GithubException) as caught:
        sign_in(token_of("dev-bot")).get_organization("acme").create_repo("more")
    assert caught.value.status == 403
    with pytest.raises(GithubException) as caught:
        sign_in(CLEO).get_user().create_repo("more")
    assert caught.value.status == 403
    with pytest.raises(GithubException) as caught:
        sign_in(token_of("cleo", "public_repo")).get_user().create_repo("more", private=True)
    assert caught.value.status == 403


def test_settings_change_and_are_read_back(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.edit(description="Shop", homepage="https://acme.example", has_wiki=False, allow_squash_merge=False)
    there = http.get("/repos/acme/webapp").json()
    assert [there[name] for name in ("description", "homepage", "has_wiki", "allow_squash_merge")] == [
        "Shop", "https://acme.example", False, False,
    ]  # fmt: skip
    repo.edit(private=True)
    assert http.get("/repos/acme/webapp").json()["visibility"] == "private"


def test_a_renamed_repository_is_found_by_its_old_name(gh: Github, http: httpx.Client) -> None:
    gh.get_repo("acme/webapp").edit(name="shop")
    old = gh.get_repo("acme/webapp")
    assert old.full_name == "acme/shop"
    assert old.get_issue(1).title == "Checkout fails with an empty cart"
    moved = http.get("/repos/acme/webapp/issues?state=all")
    assert moved.status_code == 301
    assert moved.headers["location"] == f"{http.base_url}repositories/{old.id}/issues?state=all"
    assert http.patch("/repos/acme/webapp", json={"description": "x"}).status_code == 307
    gh.get_organization("acme").create_repo("webapp")
    assert gh.get_repo("acme/webapp").id != old.id


def test_what_can_not_be_set(http: httpx.Client, gh: Github) -> None:
    gh.get_organization("acme").create_repo("api")
    fields = [
        http.patch("/repos/acme/webapp", json=body).json()["errors"][0]["field"]
        for body in (
            {"name": "api"},
            {"default_branch": "nowhere"},
            {"allow_merge_commit": False, "allow_squash_merge": False, "allow_rebase_merge": False},
        )
    ]
    assert fields == ["name", "default_branch", "merge_commit_allowed"]


def test_an_archived_repository_is_read_only(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.edit(archived=True)
    refusals = [
        lambda: repo.edit(description="x"),
        lambda: repo.create_issue("x"),
        lambda: repo.replace_topics(["x"]),
        lambda: repo.add_to_collaborators("dev-bot"),
    ]
    for refusal in refusals:
        with pytest.raises(GithubException) as caught:
            refusal()
        assert caught.value.data["message"] == "Repository was archived so is read-only."
    repo.edit(archived=False)
    repo.replace_topics(["x"])
    assert gh.get_repo("acme/webapp").topics == ["x"]


def test_a_repository_is_gone_after_its_deletion(gh: Github, sign_in: Callable[[str], Github]) -> None:
    with pytest.raises(GithubException) as caught:
        sign_in(BEN).get_repo("acme/webapp").delete()
    assert caught.value.status == 403
    gh.get_repo("acme/webapp").delete()
    with pytest.raises(UnknownObjectException):
        gh.get_repo("acme/webapp")
    assert [repo.name for repo in gh.get_organization("acme").get_repos()] == ["infrastructure"]


def test_a_private_repository_is_not_there_for_strangers(sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    for name in ("ada/notes", "acme/infrastructure"):
        with pytest.raises(UnknownObjectException):
            sign_in(CLEO).get_repo(name)
    assert httpx.get(f"{http.base_url}repos/acme/infrastructure").status_code == 404

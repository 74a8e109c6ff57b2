"""Releases: drafts, publishing, the latest one."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN

BASE = "/repos/acme/webapp/releases"


def test_a_release_makes_its_tag_and_deleting_it_leaves_the_tag(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    made = repository.create_git_release("v1.0", "One", "The first", target_commitish="dark-theme")
    assert (made.tag_name, made.name, made.body, made.draft) == ("v1.0", "One", "The first", False)
    assert made.author.login == "ada"
    assert repository.get_git_ref("tags/v1.0").object.sha == repository.get_branch("dark-theme").commit.sha
    assert made.created_at == repository.get_branch("dark-theme").commit.commit.committer.date
    assert [release.tag_name for release in repository.get_releases()] == ["v1.0", "v0.9"]
    made.delete_release()
    assert [release.tag_name for release in repository.get_releases()] == ["v0.9"]
    assert "v1.0" in [tag.name for tag in repository.get_tags()]


def test_a_draft_is_seen_by_those_who_push_and_has_no_tag_until_published(
    gh: Github, sign_in: Callable[[str], Github], token_of: Callable[..., str]
) -> None:
    repository = gh.get_repo("acme/webapp")
    draft = repository.create_git_release("v2.0", "Two", "Soon", draft=True)
    assert (draft.draft, draft.published_at, draft.tarball_url) == (True, None, None)
    assert "v2.0" not in [tag.name for tag in repository.get_tags()]
    reader = sign_in(token_of("cleo", "repo")).get_repo("acme/webapp")
    assert [release.tag_name for release in reader.get_releases()] == ["v0.9"]
    for get in (lambda: reader.get_release(draft.id), lambda: repository.get_release("v2.0")):
        with pytest.raises(GithubException) as refused:
            get()
        assert refused.value.status == 404
    draft.update_release("Two", "Now", draft=False)
    assert repository.get_tags()[0].name == "v2.0"
    assert reader.get_release("v2.0").body == "Now"


def test_the_latest_release_is_the_one_last_made_so(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    assert repository.get_latest_release().tag_name == "v0.9"
    for tag, more in (
        ("v1.0", {}), ("v1.1-rc", {"prerelease": True}), ("v0.9.1", {"make_latest": "false"}), ("v2", {"draft": True}),
    ):  # fmt: skip
        assert http.post(BASE, json={"tag_name": tag, **more}).status_code == 201
    assert repository.get_latest_release().tag_name == "v1.0"
    http.delete(f"{BASE}/{repository.get_release('v1.0').id}")
    assert repository.get_latest_release().tag_name == "v0.9.1", "the newest of those that none was made"
    assert http.get("/repos/ben/dotfiles/releases/latest").status_code == 404


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"tag_name": "v0.9"}, [{"resource": "Release", "code": "already_exists", "field": "tag_name"}]),
        ({"tag_name": "v9", "target_commitish": "no"}, [
            {"resource": "Release", "code": "invalid", "field": "target_commitish"},
            {"resource": "Release", "code": "custom", "message": "Published releases must have a valid tag"},
        ]),
        ({"tag_name": "a b", "draft": True}, [
            {"resource": "Release", "code": "custom", "field": "tag_name", "message": "tag_name is not a valid tag"},
        ]),
        ({}, [{"resource": "Release", "code": "missing_field", "field": "tag_name"}]),
    ],
)  # fmt: skip
def test_bad_releases_are_refused(http: httpx.Client, body: dict[str, Any], errors: list[dict[str, str]]) -> None:
    answer = http.post(BASE, json=body)
    assert (answer.status_code, answer.json()["message"], answer.json()["errors"]) == (422, "Validation Failed", errors)


def test_an_empty_repository_releases_nothing(http: httpx.Client) -> None:
    answer = http.post("/repos/ada/notes/releases", json={"tag_name": "v1"})
    assert (answer.status_code, answer.json()["message"]) == (422, "Repository is empty.")


def test_a_release_changes_its_tag_its_state_and_its_words(http: httpx.Client) -> None:
    id = http.post(BASE, json={"tag_name": "v1.0", "prerelease": True, "name": "One"}).json()["id"]
    changed = http.patch(f"{BASE}/{id}", json={"prerelease": False, "body": "Words", "tag_name": "v1.0.0"}).json()
    assert (changed["prerelease"], changed["body"], changed["tag_name"]) == (False, "Words", "v1.0.0")
    assert http.get("/repos/acme/webapp/git/ref/tags/v1.0.0").status_code == 200
    assert http.get(f"{BASE}/latest").json()["id"] == id, "the newest, while none was made the latest"
    old = http.get(f"{BASE}/tags/v0.9").json()["id"]
    assert http.patch(f"{BASE}/{old}", json={"make_latest": "true"}).status_code == 200
    assert http.get(f"{BASE}/latest").json()["id"] == old
    assert http.patch(f"{BASE}/{id}", json={"draft": True}).json()["published_at"] is None
    assert http.patch(f"{BASE}/{id}", json={"tag_name": "v0.9", "draft": False}).status_code == 422


def test_releases_are_made_by_those_who_push(base: str, token_of: Callable[..., str], http: httpx.Client) -> None:
    for token, status in ((BEN, 201), (token_of("cleo", "repo"), 403)):
        sent = httpx.post(f"{base}{BASE}", json={"tag_name": "v3"}, headers={"Authorization": f"Bearer {token}"})
        assert sent.status_code == status
    assert http.get(f"{BASE}/999").status_code == 404
    assert http.get(f"{BASE}/tags/no").status_code == 404
    id = http.get(f"{BASE}/tags/v0.9").json()["id"]
    assert http.get(f"/repos/ben/dotfiles/releases/{id}").status_code == 404

"""Annotated tag objects."""

import httpx
from github import Github

BASE = "/repos/acme/webapp/git"


def test_a_tag_object_and_a_reference_to_it_make_a_tag(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    head = repository.get_branch("main").commit.sha
    tag = repository.create_git_tag("v1.0", "First", head, "commit")
    assert "v1.0" not in [each.name for each in repository.get_tags()]
    repository.create_git_ref("refs/tags/v1.0", tag.sha)
    found = repository.get_git_tag(tag.sha)
    assert (found.tag, found.message, found.object.sha, found.tagger.name) == ("v1.0", "First", head, "Ada Moreau")
    assert [(each.name, each.commit.sha) for each in repository.get_tags() if each.name == "v1.0"] == [("v1.0", head)]
    assert repository.get_git_ref("tags/v1.0").object.type == "tag"


def test_a_tag_needs_an_object_of_its_type_and_a_good_name(http: httpx.Client) -> None:
    head = http.get(f"{BASE}/ref/heads/main").json()["object"]["sha"]
    sent = {"tag": "v1", "message": "m", "object": head, "type": "tree"}
    assert http.post(f"{BASE}/tags", json=sent).status_code == 422
    assert http.post(f"{BASE}/tags", json=sent | {"type": "commit", "tag": "a b"}).status_code == 422
    assert http.post(f"{BASE}/tags", json=sent | {"type": "commit", "object": "0" * 40}).status_code == 422
    assert http.get(f"{BASE}/tags/{head}").status_code == 404

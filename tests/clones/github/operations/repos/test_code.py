"""The list of tags."""

import httpx
from github import Github


def test_tags_are_listed_from_the_last_name_with_the_commit_behind_them(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    head = repository.get_branch("main").commit.sha
    for name in ("v0.10", "v1.0"):
        repository.create_git_ref(f"refs/tags/{name}", head)
    tags = list(repository.get_tags())
    assert [tag.name for tag in tags] == ["v1.0", "v0.9", "v0.10"]
    assert tags[1].commit.sha == repository.get_commit("main~1").sha, "an annotated tag stands for its commit"
    assert tags[0].tarball_url.endswith("/repos/acme/webapp/tarball/refs/tags/v1.0")
    page = http.get("/repos/acme/webapp/tags?per_page=1&page=2")
    assert [tag["name"] for tag in page.json()] == ["v0.9"]
    assert http.get("/repos/ada/notes/tags").json() == []

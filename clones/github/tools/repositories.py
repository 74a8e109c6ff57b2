"""Tools for repositories, their branches, commits and tags; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool

from ..composing import paged, run
from ..lookups import find_repository


@tool("create_repository")
def create(
    call: Call, name: str, description: str | None = None, organization: str = "", private: bool | None = None,
    autoInit: bool | None = None,
) -> Any:  # fmt: skip
    """A new repository of the caller's, or of an organization."""
    fields = {"name": name, "description": description, "private": private, "auto_init": autoInit}
    if organization:
        return run(call, "repos/create-in-org", org=organization, **fields)
    return run(call, "repos/create-for-authenticated-user", **fields)


@tool("create_branch")
def create_branch(call: Call, owner: str, repo: str, branch: str, from_branch: str = "") -> Any:
    """A new branch, at the default one or another."""
    repository = find_repository(call, owner, repo)
    start = run(call, "git/get-ref", owner=owner, repo=repo, ref=f"heads/{from_branch or repository.default_branch}")
    return run(call, "git/create-ref", owner=owner, repo=repo, ref=f"refs/heads/{branch}", sha=start["object"]["sha"])


@tool("get_commit")
def get_commit(
    call: Call, owner: str, repo: str, sha: str, detail: str = "stats", page: int | None = None,
    perPage: int | None = None,
) -> Any:  # fmt: skip
    """A commit: alone, with the numbers of its changes, or with its patches."""
    paged(call, page, perPage)
    made = run(call, "repos/get-commit", owner=owner, repo=repo, ref=sha)
    if detail == "none":
        return {name: value for name, value in made.items() if name not in ("stats", "files")}
    if detail == "stats":
        files = [{name: value for name, value in file.items() if name != "patch"} for file in made["files"]]
        return {**made, "files": files}
    return made


@tool("get_tag")
def get_tag(call: Call, owner: str, repo: str, tag: str) -> Any:
    """A tag: what an annotated one says, else what it is at."""
    found = run(call, "git/get-ref", owner=owner, repo=repo, ref=f"tags/{tag}")
    if found["object"]["type"] != "tag":
        return found
    return run(call, "git/get-tag", owner=owner, repo=repo, tag_sha=found["object"]["sha"])

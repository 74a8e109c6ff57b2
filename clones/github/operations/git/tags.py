"""Annotated tag objects; https://docs.github.com/rest/git/tags."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import gitstore
from ...git.commits import Tag
from ...git.refs import check_branch
from ...git.refusal import GitRefusal
from ...lookups import find_repository, me
from ...records.git import StoredTag
from ...refusals import Unprocessable
from ...shapes.refs import git_tag
from ...shapes.repositories import repository_url
from .blobs import writable
from .commits import person_given


@operation("git/create-tag")
def create_tag(
    call: Call, owner: str, repo: str, tag: str, message: str, object: str, type: str,
    tagger: dict[str, Any] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """POST /repos/{owner}/{repo}/git/tags: the object alone; a reference to it is created by itself."""
    repository = writable(call, owner, repo)
    if gitstore.has(call, repository, object) != type:
        raise Unprocessable(f"Could not resolve {object} to a {type}")
    try:
        check_branch(tag)
    except GitRefusal:
        raise Unprocessable(f"{tag} is not a valid tag name.") from None
    by = person_given(call, tagger, "tagger", gitstore.identity(call, me(call)))
    made = gitstore.write_tag(call, repository, Tag(object, type, tag, by, message))
    call.headers.append(("Location", f"{repository_url(call, repository.id)}/git/tags/{made.sha}"))
    return git_tag(call, repository, made)


@operation("git/get-tag")
def get_tag(call: Call, owner: str, repo: str, tag_sha: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/git/tags/{tag_sha}"""
    repository = find_repository(call, owner, repo)
    found = call.peek(StoredTag, f"{gitstore.network(repository)}/{tag_sha}")
    if found is None:
        raise NotFound(kind="tag")
    return git_tag(call, repository, found)

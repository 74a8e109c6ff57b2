"""Commit objects; https://docs.github.com/rest/git/commits."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import gitstore
from ...git.commits import Commit, Person
from ...git.refusal import GitRefusal
from ...lookups import find_repository, me
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.commits import git_commit
from ...shapes.repositories import repository_url
from .blobs import writable


def person_given(call: Call, fields: dict[str, Any] | None, field: str, default: Person) -> Person:
    """The person that the caller named; what is left out is that of `default`. Raises a 422 for bad ones."""
    if not fields:
        return default
    name, email = fields.get("name", default.name), fields.get("email", default.email)
    try:
        if "date" in fields:
            return Person.at(name, email, fields["date"])
        made = Person.at(name, email, "1970-01-01")
    except GitRefusal as refusal:
        if refusal.code == "bad_date":
            raise Unprocessable(f'Invalid request.\n\n"{field}.date" is not a valid ISO 8601 date.') from None
        raise ValidationFailed("Commit", f"{field}.{refusal.parts['field']}", "invalid") from None
    return made._replace(seconds=default.seconds, offset=default.offset)


@operation("git/create-commit")
def create_commit(
    call: Call, owner: str, repo: str, message: str, tree: str, parents: list[str] | None = None,
    author: dict[str, Any] | None = None, committer: dict[str, Any] | None = None, signature: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """POST /repos/{owner}/{repo}/git/commits"""
    repository = writable(call, owner, repo)
    if gitstore.has(call, repository, tree) != "tree":
        raise Unprocessable("Tree SHA does not exist")
    for parent in parents or []:
        if gitstore.find_commit(call, repository, parent) is None:
            raise Unprocessable("Parent SHA does not exist or is not a commit object")
    by = person_given(call, author, "author", gitstore.identity(call, me(call)))
    to = person_given(call, committer, "committer", by)
    try:
        made = gitstore.write_commit(call, repository, Commit(tree, tuple(parents or ()), by, to, message, signature))
    except GitRefusal:
        raise Unprocessable("The message holds a NUL.") from None
    call.headers.append(("Location", f"{repository_url(call, repository.id)}/git/commits/{made.sha}"))
    return git_commit(call, repository, made)


@operation("git/get-commit")
def get_commit(call: Call, owner: str, repo: str, commit_sha: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/git/commits/{commit_sha}"""
    repository = find_repository(call, owner, repo)
    found = gitstore.find_commit(call, repository, commit_sha)
    if found is None:
        raise NotFound(kind="commit")
    return git_commit(call, repository, found)

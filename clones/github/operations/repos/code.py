"""A repository's tags; https://docs.github.com/rest/repos/repos#list-repository-tags."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ... import gitstore
from ...lookups import find_repository
from ...pages import mapped
from ...records.git import Ref
from ...shapes.branches import tag

TAGS = "refs/tags/"


@operation("repos/list-tags")
def list_tags(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/tags: by name, the last first."""
    repository = find_repository(call, owner, repo)

    def shown(ref: Ref) -> dict[str, Any]:
        sha = gitstore.peel(call, repository, ref.sha) or ref.sha
        return tag(call, repository, ref.name.removeprefix(TAGS), sha)

    return mapped(call.slice(reversed(gitstore.refs_below(call, repository, TAGS))), shown)

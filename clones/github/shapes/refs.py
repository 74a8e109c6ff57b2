"""References and annotated tags as the git database shows them; https://docs.github.com/rest/git/refs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..gitstore import has
from ..nodes import node_id
from ..records.git import Ref, StoredTag
from ..records.repositories import Repository
from .commits import person, verification
from .repositories import repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call


def git_object(call: Call, repository: Repository, sha: str, type: str) -> dict[str, str]:
    """What a reference or a tag names."""
    return {"sha": sha, "type": type, "url": f"{repository_url(call, repository.id)}/git/{type}s/{sha}"}


def git_ref(call: Call, repository: Repository, record: Ref) -> dict[str, Any]:
    """A reference and the object it names."""
    return {
        "ref": record.name, "node_id": node_id("ref", repository.id, record.name),
        "url": f"{repository_url(call, repository.id)}/git/{quote(record.name)}",
        "object": git_object(call, repository, record.sha, has(call, repository, record.sha) or "commit"),
    }  # fmt: skip


def git_tag(call: Call, repository: Repository, record: StoredTag) -> dict[str, Any]:
    """An annotated tag."""
    return {
        "node_id": node_id("tag", repository.id, record.sha), "tag": record.name, "sha": record.sha,
        "url": f"{repository_url(call, repository.id)}/git/tags/{record.sha}", "message": record.message,
        "tagger": person(record.tagger), "object": git_object(call, repository, record.object, record.type),
        "verification": verification(None),
    }  # fmt: skip

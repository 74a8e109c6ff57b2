"""Blobs: contents of files by their ids; https://docs.github.com/rest/git/blobs."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Conflict, NotFound
from clonery.server.request import Answer

from ... import gitstore
from ...base64_text import unwrapped, wrapped
from ...lookups import find_repository
from ...nodes import node_id
from ...records.git import StoredBlob
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.repositories import repository_url
from ...wording import content_type, wants

MOST_BYTES = 100 * 1024 * 1024
"""The largest blob that the API takes or gives."""


def writable(call: Call, owner: str, repo: str) -> Repository:
    """The repository, for a caller who may push. Raises Conflict while it is empty."""
    repository = find_repository(call, owner, repo, "push")
    if gitstore.is_empty(call, repository):
        raise Conflict("Git Repository is empty.")
    return repository


@operation("git/create-blob")
def create_blob(call: Call, owner: str, repo: str, content: str, encoding: str = "utf-8") -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/git/blobs"""
    repository = writable(call, owner, repo)
    if encoding not in ("utf-8", "base64"):
        raise Unprocessable(f'Invalid encoding "{encoding}"; must be utf-8 or base64.')
    data = unwrapped(content) if encoding == "base64" else content.encode()
    if len(data) > MOST_BYTES:
        errors = [{"resource": "Blob", "field": "content", "code": "too_large"}]
        raise Unprocessable("The blob is larger than 100 MB.", errors)
    sha = gitstore.write_blob(call, repository, data)
    url = f"{repository_url(call, repository.id)}/git/blobs/{sha}"
    call.headers.append(("Location", url))
    return {"sha": sha, "url": url}


@operation("git/get-blob")
def get_blob(call: Call, owner: str, repo: str, file_sha: str) -> Any:
    """GET /repos/{owner}/{repo}/git/blobs/{file_sha}"""
    repository = find_repository(call, owner, repo)
    record = call.peek(StoredBlob, f"{gitstore.network(repository)}/{file_sha}")
    if record is None:
        raise NotFound(kind="blob")
    data = contents(call, repository, record)
    if wants(call.request, "raw"):
        return raw(call, data)
    return {
        "sha": record.sha, "node_id": node_id("blob", repository.id, record.sha), "size": record.size,
        "url": f"{repository_url(call, repository.id)}/git/blobs/{record.sha}", "content": wrapped(data),
        "encoding": "base64",
    }  # fmt: skip


def contents(call: Call, repository: Repository, record: StoredBlob) -> bytes:
    """A blob's bytes. Raises Unprocessable (403) for one that is too large for the API."""
    if record.size > MOST_BYTES:
        words = "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API."
        raise Unprocessable(words, [{"resource": "Blob", "field": "data", "code": "too_large"}], 403)
    return gitstore.read_blob(call, repository)(record.sha)


def raw(call: Call, data: bytes) -> Answer:
    """Bytes as they are: the raw media type."""
    kind = content_type(call.request, "raw")
    return Answer(200, data, [("Content-Type", kind)], json=False)

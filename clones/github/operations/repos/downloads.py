"""Archives of repositories; https://docs.github.com/rest/repos/contents#download-a-repository-archive-tar."""

from __future__ import annotations

from collections.abc import Callable

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from ... import gitstore
from ...archives import attached, folder, redirect, tar, zip
from ...lookups import find_repository
from ...records.git import StoredCommit
from ...records.repositories import Repository
from ...shapes.commits import commit_of


@operation("repos/download-tarball-archive")
def download_tarball(call: Call, owner: str, repo: str, ref: str) -> Answer:
    """GET /repos/{owner}/{repo}/tarball/{ref}: a redirect to the file."""
    return _archive(call, owner, repo, ref, "tar.gz", "application/x-gzip", tar)


@operation("repos/download-zipball-archive")
def download_zipball(call: Call, owner: str, repo: str, ref: str) -> Answer:
    """GET /repos/{owner}/{repo}/zipball/{ref}: a redirect to the file."""
    return _archive(call, owner, repo, ref, "zip", "application/zip", zip)


def _archive(
    call: Call, owner: str, repo: str, ref: str, ending: str, kind: str,
    pack: Callable[[Call, Repository, StoredCommit], bytes],
) -> Answer:  # fmt: skip
    repository = find_repository(call, owner, repo)
    commit = commit_of(call, repository, gitstore.resolve(call, repository, ref))
    return redirect(call) or attached(
        pack(call, repository, commit), kind, f"{folder(call, repository, commit)}.{ending}"
    )

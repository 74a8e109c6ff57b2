"""Files by the addresses that answers give: raw contents, files of releases; https://docs.github.com/rest/repos/contents."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.request import Answer

from ... import gitstore
from ...git.binary import is_binary
from ...git.trees import lookup
from ...lookups import find_repository, may
from ...records.releases import Release, ReleaseAsset
from ...records.repositories import Repository
from ..releases.assets import download

UNTAGGED = "untagged-"
"""What stands in front of a draft's number, where a release has its tag."""


@operation("web/get-raw-file")
def get_raw(call: Call, owner: str, repo: str, path: str) -> Answer:
    """GET /raw/{owner}/{repo}/{path}: a file's bytes; the path begins with a branch, tag or commit."""
    data = _content(call, find_repository(call, owner, repo), path.split("/"))
    kind = "application/octet-stream" if is_binary(data) else "text/plain; charset=utf-8"
    return Answer(200, data, [("Content-Type", kind)], json=False)


def _content(call: Call, repository: Repository, parts: list[str]) -> bytes:
    """The file behind the first name of a commit, of one part or more, that leads to one."""
    for count in range(1, len(parts)):
        sha = gitstore.seek(call, repository, "/".join(parts[:count]))
        tree = gitstore.tree_of(call, repository, sha) if sha else None
        entry = lookup(gitstore.read_tree(call, repository), tree, "/".join(parts[count:])) if tree else None
        if entry is not None and entry.type == "blob":
            return gitstore.read_blob(call, repository)(entry.sha)
    raise NotFound(kind="content")


@operation("web/download-release-asset")
def get_release_file(call: Call, owner: str, repo: str, path: str) -> Answer:
    """GET /{owner}/{repo}/releases/download/{path}: the path is a tag and a file's name."""
    repository = find_repository(call, owner, repo)
    tag, _, name = path.rpartition("/")
    release = _draft(call, repository, tag) if tag.startswith(UNTAGGED) else None
    release = release or call.first(Release, {"repository": repository.id, "tag_name": tag, "draft": False})
    asset = call.find(ReleaseAsset, release=release.id, name=name) if release else None
    if asset is None:
        raise NotFound(kind="release_asset")
    return download(call, asset)


def _draft(call: Call, repository: Repository, name: str) -> Release | None:
    """The draft of that page, for those who may push."""
    drafts = call.all(Release, {"repository": repository.id, "draft": True}) if may(call, repository, "push") else []
    return next((draft for draft in drafts if name == f"{UNTAGGED}{draft.id:020x}"), None)

"""Trees; https://docs.github.com/rest/git/trees."""

from __future__ import annotations

from itertools import islice
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ... import gitstore
from ...git.objects import TYPES, Entry
from ...git.refusal import GitRefusal
from ...git.trees import entries_of, overlay, walk
from ...lookups import find_repository
from ...records.git import StoredBlob
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.repositories import repository_url
from .blobs import writable

MOST_ENTRIES = 100_000
"""A recursive tree with more is cut short and says so."""
_TYPED = {"blob": "blobs", "tree": "trees"}


@operation("git/get-tree")
def get_tree(call: Call, owner: str, repo: str, tree_sha: str, recursive: str | None = None) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/git/trees/{tree_sha}: by its id, or by any name of a commit."""
    repository = find_repository(call, owner, repo)
    if gitstore.has(call, repository, tree_sha) != "tree":
        tree_sha = gitstore.tree_of(call, repository, gitstore.resolve(call, repository, tree_sha))
    return show_tree(call, repository, tree_sha, recursive is not None)


def show_tree(call: Call, repository: Repository, sha: str, deep: bool) -> dict[str, Any]:
    """A tree with its entries, or (`deep`) with all that is below it."""
    read = gitstore.read_tree(call, repository)
    found = walk(read, sha) if deep else iter([(entry.name, entry) for entry in entries_of(read, sha)])
    shown = [_entry(call, repository, path, entry) for path, entry in islice(found, MOST_ENTRIES)]
    url = f"{repository_url(call, repository.id)}/git/trees/{sha}"
    return {"sha": sha, "url": url, "tree": shown, "truncated": next(found, None) is not None}


def _entry(call: Call, repository: Repository, path: str, entry: Entry) -> dict[str, Any]:
    made: dict[str, Any] = {"path": path, "mode": entry.mode, "type": entry.type, "sha": entry.sha}
    if entry.type == "blob":
        made["size"] = call.get(StoredBlob, f"{gitstore.network(repository)}/{entry.sha}").size
    if entry.type in _TYPED:
        made["url"] = f"{repository_url(call, repository.id)}/git/{_TYPED[entry.type]}/{entry.sha}"
    return made


@operation("git/create-tree")
def create_tree(
    call: Call, owner: str, repo: str, tree: list[dict[str, Any]], base_tree: str | None = None
) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/git/trees"""
    repository = writable(call, owner, repo)
    base = _base(call, repository, base_tree) if base_tree else None
    if not tree:
        raise Unprocessable("Invalid tree info")
    edits = dict(_edit(call, repository, item) for item in tree)
    if base is None:
        edits = {path: target for path, target in edits.items() if target}
    try:
        written = overlay(gitstore.read_tree(call, repository), base, edits)
    except GitRefusal as refusal:
        raise Unprocessable(_words(refusal)) from None
    sha = gitstore.write_tree(call, repository, written)
    call.headers.append(("Location", f"{repository_url(call, repository.id)}/git/trees/{sha}"))
    return show_tree(call, repository, sha, False)


def _base(call: Call, repository: Repository, sha: str) -> str:
    """The tree of that id, or of the commit of that id."""
    kind = gitstore.has(call, repository, sha)
    if kind == "commit":
        return gitstore.tree_of(call, repository, sha)
    if kind != "tree":
        raise Unprocessable("base_tree is not a valid tree oid")
    return sha


def _edit(call: Call, repository: Repository, item: dict[str, Any]) -> tuple[str, tuple[str, str] | None]:
    """One entry as `git.trees` takes it: path, and mode and id to put there, or None to delete."""
    path, mode = item.get("path"), item.get("mode")
    if not path:
        raise Unprocessable("tree.path can't be blank")
    if path.startswith("/"):
        raise Unprocessable("tree.path cannot start with a slash")
    if mode not in TYPES:
        raise Unprocessable("Must supply a valid tree.mode")
    if "sha" in item and item["sha"] is None and "content" not in item:
        return path, None
    kind = item.get("type") or TYPES[mode]
    if kind != TYPES[mode]:
        raise Unprocessable(f"tree.mode {mode} is not a valid mode of a {kind}")
    if item.get("content") is not None and item.get("sha") is not None:
        raise Unprocessable("Must supply either tree.sha or tree.content")
    if item.get("content") is not None:
        return path, (mode, gitstore.write_blob(call, repository, item["content"].encode()))
    sha = item.get("sha")
    if sha is None:
        raise Unprocessable("Must supply either tree.sha or tree.content")
    if kind != "commit" and gitstore.has(call, repository, sha) != kind:
        raise Unprocessable(f"tree.sha {sha} is not a valid {kind}")
    return path, (mode, sha)


def _words(refusal: GitRefusal) -> str:
    if refusal.code == "path_missing":
        return "GitRPC::BadObjectState"
    if refusal.code == "bad_sha":
        return f"tree.sha {refusal.parts['sha']} is not a valid commit"
    if refusal.code == "path_collision":
        return f"tree.path {refusal.parts['path']} is both a file and a directory"
    return "tree.path contains a malformed path component"

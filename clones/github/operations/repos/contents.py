"""Contents of repositories: read, created, changed and deleted file by file; https://docs.github.com/rest/repos/contents."""

from __future__ import annotations

from html import escape
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.request import Answer

from ... import gitstore
from ...git.objects import DIRECTORY, SUBMODULE, SYMLINK, Entry
from ...git.trees import entries_of, lookup
from ...lookups import find_repository
from ...markdown import render
from ...records.people import User
from ...records.repositories import Repository
from ...shapes.contents import listing, short, whole
from ...wording import content_type, wants

MOST_LISTED = 1000
"""Entries of a directory that are shown; the trees API gives all."""
_READMES = ("readme.md", "readme.markdown", "readme.mdown", "readme.rst", "readme.adoc", "readme.txt", "readme")
_LINKS = 10


def tree_at(call: Call, repository: Repository, ref: str) -> str:
    """The tree of a branch, tag or commit ("" for the default branch). Raises NotFound."""
    sha = gitstore.seek(call, repository, ref)
    if sha is None:
        if gitstore.is_empty(call, repository):
            raise NotFound("This repository is empty.", kind="commit")
        raise NotFound(f"No commit found for the ref {ref}", kind="commit")
    return gitstore.tree_of(call, repository, sha)


@operation("repos/get-content")
def get_content(call: Call, owner: str, repo: str, path: str, ref: str = "") -> Any:
    """GET /repos/{owner}/{repo}/contents/{path}"""
    repository = find_repository(call, owner, repo)
    tree, path = tree_at(call, repository, ref), path.strip("/")
    entry = lookup(gitstore.read_tree(call, repository), tree, path)
    if entry is None:
        raise NotFound(kind="content")
    name = ref or repository.default_branch
    if entry.mode == DIRECTORY:
        found = entries_of(gitstore.read_tree(call, repository), entry.sha)[:MOST_LISTED]
        shown = listing(call, repository, path, found, name)
        if not wants(call.request, "object"):
            return shown
        return short(call, repository, path, entry, name) | {"entries": shown}
    if entry.mode == SYMLINK:
        entry = _followed(call, repository, tree, path, entry)
    return present(call, repository, path, entry, name, tree)


def _followed(call: Call, repository: Repository, tree: str, path: str, entry: Entry) -> Entry:
    """The file that a symbolic link leads to; the link itself where it leads to none of this repository."""
    link = entry
    for _ in range(_LINKS):
        target = gitstore.read_blob(call, repository)(entry.sha).decode("utf-8", "replace")
        path = _joined(path.rpartition("/")[0], target)
        found = lookup(gitstore.read_tree(call, repository), tree, path) if path else None
        if found is None or found.type != "blob":
            return link
        if found.mode != SYMLINK:
            return found
        entry = found
    return link


def _joined(folder: str, target: str) -> str:
    """Where a link's target is from its folder; "" outside of the repository."""
    if target.startswith("/"):
        return ""
    parts: list[str] = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def present(call: Call, repository: Repository, path: str, entry: Entry, ref: str, tree: str) -> Any:
    """What is at a path in the media type that the caller asked for: as JSON, raw or as HTML."""
    if entry.mode not in (SUBMODULE, SYMLINK):
        if wants(call.request, "raw"):
            data = gitstore.read_blob(call, repository)(entry.sha)
            return Answer(200, data, [("Content-Type", content_type(call.request, "raw"))], json=False)
        if wants(call.request, "html"):
            html = as_html(call, repository, path, gitstore.read_blob(call, repository)(entry.sha))
            return Answer(200, html, [("Content-Type", content_type(call.request, "html"))], json=False)
    return whole(call, repository, path, entry, ref, tree)


def as_html(call: Call, repository: Repository, path: str, data: bytes) -> bytes:
    """A file as a page shows it: Markdown as such, anything else as it is written."""
    text = data.decode("utf-8", "replace")
    if path.lower().endswith((".md", ".markdown", ".mdown")):
        body = render(call, text, f"{call.get(User, repository.owner).login}/{repository.name}")
        article = f'<article class="markdown-body">{body}</article>'
        made = f'<div id="file" class="md" data-path="{escape(path)}">{article}</div>'
    else:
        made = f'<div id="file" class="plain" data-path="{escape(path)}"><pre>{escape(text)}</pre></div>'
    return made.encode()


@operation("repos/get-readme")
def get_readme(call: Call, owner: str, repo: str, ref: str = "") -> Any:
    """GET /repos/{owner}/{repo}/readme: of `.github`, of the root or of `docs`, the first there is."""
    return _readme(call, owner, repo, ref, (".github", "", "docs"))


@operation("repos/get-readme-in-directory")
def get_readme_in(call: Call, owner: str, repo: str, dir: str, ref: str = "") -> Any:
    """GET /repos/{owner}/{repo}/readme/{dir}"""
    return _readme(call, owner, repo, ref, (dir.strip("/"),))


def _readme(call: Call, owner: str, repo: str, ref: str, folders: tuple[str, ...]) -> Any:
    repository = find_repository(call, owner, repo)
    tree = tree_at(call, repository, ref)
    for folder in folders:
        name = readme_name(call, repository, tree, folder)
        if name is not None:
            path = f"{folder}/{name}" if folder else name
            entry = lookup(gitstore.read_tree(call, repository), tree, path)
            assert entry is not None
            return present(call, repository, path, entry, ref or repository.default_branch, tree)
    raise NotFound(kind="readme")


def readme_name(call: Call, repository: Repository, tree: str, folder: str) -> str | None:
    """The name of a directory's readme."""
    read = gitstore.read_tree(call, repository)
    entry = lookup(read, tree, folder)
    if entry is None or entry.mode != DIRECTORY:
        return None
    names = {item.name.lower(): item.name for item in entries_of(read, entry.sha) if item.mode.startswith("100")}
    return next((names[name] for name in _READMES if name in names), None)

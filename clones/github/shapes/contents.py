"""Files, directories, links and submodules as the contents API shows them; https://docs.github.com/rest/repos/contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..base64_text import wrapped
from ..git.objects import SUBMODULE, SYMLINK, Entry
from ..git.trees import lookup
from ..gitstore import network, read_blob, read_tree
from ..records.git import StoredBlob
from ..records.repositories import Repository
from .repositories import html_url, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

MOST_SHOWN_BYTES = 1024 * 1024
"""The content of a larger file is left out; the raw media type gives it."""
_MODULE = re.compile(r'\[submodule "[^"]*"\](?P<fields>[^\[]*)')
_FIELD = re.compile(r"^\s*(\w+)\s*=\s*(.*?)\s*$", re.M)


def kind_of(entry: Entry) -> str:
    """file, dir, symlink or submodule."""
    return {SUBMODULE: "submodule", SYMLINK: "symlink"}.get(entry.mode, "dir" if entry.type == "tree" else "file")


def short(call: Call, repository: Repository, path: str, entry: Entry, ref: str) -> dict[str, Any]:
    """What is at a path, without its content; `ref` is the name it was asked by."""
    url, page, kind = repository_url(call, repository.id), html_url(call, repository.id), kind_of(entry)
    at, shelf = quote(path), "trees" if kind in ("dir", "submodule") else "blobs"
    here = f"{url}/contents/{at}?ref={quote(ref, safe='')}"
    record = call.peek(StoredBlob, f"{network(repository)}/{entry.sha}") if entry.type == "blob" else None
    git = None if kind == "submodule" else f"{url}/git/{shelf}/{entry.sha}"
    html = None if kind == "submodule" else f"{page}/{'tree' if kind == 'dir' else 'blob'}/{quote(ref)}/{at}"
    return {
        "name": path.rpartition("/")[2], "path": path, "sha": entry.sha, "size": record.size if record else 0,
        "url": here, "html_url": html, "git_url": git,
        "download_url": raw_url(call, repository, ref, path) if record else None, "type": kind,
        "_links": {"self": here, "git": git, "html": html},
    }  # fmt: skip


def raw_url(call: Call, repository: Repository, ref: str, path: str) -> str:
    """Where a file's bytes are."""
    name = html_url(call, repository.id).removeprefix(call.base)
    return f"{call.base.removesuffix('/api/v3')}/raw{name}/{quote(ref)}/{quote(path)}"


def whole(call: Call, repository: Repository, path: str, entry: Entry, ref: str, tree: str) -> dict[str, Any]:
    """A file with its content, a link with its target, a submodule with its address."""
    made = short(call, repository, path, entry, ref)
    if made["type"] == "submodule":
        return made | {"submodule_git_url": submodule_url(call, repository, tree, path)}
    if made["type"] == "symlink":
        return made | {"target": read_blob(call, repository)(entry.sha).decode("utf-8", "replace")}
    if made["size"] > MOST_SHOWN_BYTES:
        return made | {"content": "", "encoding": "none"}
    return made | {"content": wrapped(read_blob(call, repository)(entry.sha)), "encoding": "base64"}


def listing(call: Call, repository: Repository, path: str, entries: list[Entry], ref: str) -> list[dict[str, Any]]:
    """What is in a directory; a submodule is called a file there, as it was before the type had a name of its own."""
    start = f"{path}/" if path else ""
    made = [short(call, repository, start + entry.name, entry, ref) for entry in entries]
    return [each | {"type": "file"} if each["type"] == "submodule" else each for each in made]


def submodule_url(call: Call, repository: Repository, tree: str, path: str) -> str | None:
    """The address that `.gitmodules` gives for a path."""
    entry = lookup(read_tree(call, repository), tree, ".gitmodules")
    if entry is None or entry.type != "blob":
        return None
    for module in _MODULE.finditer(read_blob(call, repository)(entry.sha).decode("utf-8", "replace")):
        fields = dict(_FIELD.findall(module["fields"]))
        if fields.get("path") == path:
            return fields.get("url")
    return None

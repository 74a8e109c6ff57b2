"""Gists, their comments and revisions as GitHub shows them; https://docs.github.com/rest/gists/gists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..git.objects import blob_id
from ..languages import language_of
from ..nodes import node_id
from ..records.gists import Gist, GistComment, GistRevision
from ..records.people import User
from . import shape
from .people import profile, short, simple_user

if TYPE_CHECKING:
    from clonery.server.call import Call

SHOWN_BYTES = 1_000_000
"""Of a longer file only so much is shown."""
_TYPES = {
    "css": "text/css", "csv": "text/csv", "html": "text/html", "js": "application/javascript",
    "json": "application/json", "md": "text/markdown", "py": "application/x-python", "rb": "application/x-ruby",
    "sh": "application/x-sh", "svg": "image/svg+xml", "xml": "application/xml", "yaml": "text/x-yaml",
    "yml": "text/x-yaml",
}  # fmt: skip
_PROSE = {"md": "Markdown", "json": "JSON", "yml": "YAML", "yaml": "YAML", "txt": "Text", "csv": "CSV", "xml": "XML"}


@shape(Gist)
def gist(call: Call, record: Gist, whole: bool) -> dict[str, Any]:
    """A gist; alone with its files' content, its revisions and its forks."""
    made = _base(call, record, record.files, whole)
    if whole:
        revisions = call.all(GistRevision, {"gist": record.id}, "-rid", 30)
        made |= {
            "history": [revision(call, each, False) for each in revisions],
            "forks": [_fork(call, each) for each in call.all(Gist, {"fork_of": record.id})],
        }  # fmt: skip
        origin = call.peek(Gist, record.fork_of)
        if origin is not None:
            made["fork_of"] = _base(call, origin, origin.files, False)
    return made


def at_revision(call: Call, record: Gist, version: GistRevision) -> dict[str, Any]:
    """A gist as it was."""
    return {**gist(call, record, True), **_base(call, record, version.files, True)}


def _base(call: Call, record: Gist, files: dict[str, str], content: bool) -> dict[str, Any]:
    url, owner = f"{call.base}/gists/{record.id}", call.get(User, record.owner)
    page = f"{call.base}/gist/{owner.login}/{record.id}"
    return {
        "url": url, "forks_url": f"{url}/forks", "commits_url": f"{url}/commits", "id": record.id,
        "node_id": node_id("gist", record.id), "git_pull_url": f"{call.base}/gist/{record.id}.git",
        "git_push_url": f"{call.base}/gist/{record.id}.git", "html_url": page, "public": record.public,
        "files": {name: _file(page, name, text, content) for name, text in files.items()},
        "created_at": record.created_at, "updated_at": record.updated_at, "description": record.description,
        "comments": record.comments, "comments_enabled": True, "user": None, "comments_url": f"{url}/comments",
        "owner": simple_user(call, record.owner), "truncated": False,
    }  # fmt: skip


def _file(page: str, name: str, text: str, content: bool) -> dict[str, Any]:
    ending, data = name.lower().rpartition(".")[2] if "." in name else "", text.encode()
    made: dict[str, Any] = {
        "filename": name, "type": _TYPES.get(ending, "text/plain"), "raw_url": f"{page}/raw/{blob_id(data)}/{name}",
        "size": len(data),
    }  # fmt: skip
    language = language_of(name) or _PROSE.get(ending)
    if language is not None:
        made["language"] = language
    if content:
        made |= {
            "truncated": len(data) > SHOWN_BYTES, "content": data[:SHOWN_BYTES].decode("utf-8", "ignore"),
            "encoding": "utf-8",
        }  # fmt: skip
    return made


def _fork(call: Call, record: Gist) -> dict[str, Any]:
    return {
        "id": record.id, "url": f"{call.base}/gists/{record.id}", "created_at": record.created_at,
        "updated_at": record.updated_at, "user": profile(call, call.get(User, record.owner)),
    }  # fmt: skip


@shape(GistRevision)
def revision(call: Call, record: GistRevision, whole: bool) -> dict[str, Any]:
    """One state of a gist."""
    return {
        "user": simple_user(call, record.user), "version": record.version, "committed_at": record.committed_at,
        "change_status": record.change_status, "url": f"{call.base}/gists/{record.gist}/{record.version}",
    }  # fmt: skip


@shape(GistComment)
def comment(call: Call, record: GistComment, whole: bool) -> dict[str, Any]:
    """A comment on a gist."""
    owner = call.get(Gist, record.gist).owner
    return {
        "id": record.id, "node_id": node_id("gist_comment", record.gist, record.id),
        "url": f"{call.base}/gists/{record.gist}/comments/{record.id}", "body": record.body,
        "user": short(call, call.get(User, record.user)), "created_at": record.created_at,
        "updated_at": record.updated_at, "author_association": "OWNER" if record.user == owner else "NONE",
    }  # fmt: skip

"""Tools for files: text goes in and out as it is; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool
from clonery.server.problems import NotFound

from .. import gitstore
from ..composing import enter, paged, run
from ..git.blame import blame
from ..git.refusal import GitRefusal
from ..git.trees import lookup
from ..lookups import find_repository
from ..operations.repos.contents import tree_at
from ..refusals import Unprocessable
from ..shapes.commits import commit, commit_of
from .lists import offset_of, page_info, picked


@tool("get_file_contents")
def get(
    call: Call, owner: str, repo: str, path: str = "", ref: str = "", sha: str = "", fields: list[str] | None = None
) -> Any:
    """A file with its text (in base 64 where it is none), or what is in a directory."""
    made = run(call, "repos/get-content", owner=owner, repo=repo, path=path.strip("/"), ref=sha or ref)
    if isinstance(made, list):
        return picked(made, fields)
    if made.get("encoding") != "base64":
        return made
    try:
        return {**made, "content": b64decode(made["content"]).decode(), "encoding": "utf-8"}
    except UnicodeDecodeError:
        return made


@tool("get_file_blame")
def blame_file(
    call: Call, owner: str, repo: str, path: str, ref: str = "", start_line: int = 1, end_line: int | None = None,
    perPage: int | None = None, after: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Which commit each range of a file's lines came with; the form of the answer is our own."""
    repository = find_repository(call, owner, repo)
    head = gitstore.resolve(call, repository, ref)
    readers = gitstore.read_tree(call, repository), gitstore.read_blob(call, repository)
    ranges = blame(gitstore.graph(call, repository), *readers, head, path.strip("/"))
    if not ranges:
        raise NotFound(kind="content")
    paged(call, 1, perPage)
    call.paging.offset = offset_of(after)
    found = [part for part in ranges if part.end >= start_line and (end_line is None or part.start <= end_line)]
    page = call.slice(found)
    shown = [
        {"start_line": part.start, "end_line": part.end, "path": part.path,
         "commit": commit(call, repository, commit_of(call, repository, part.sha))}
        for part in page.items
    ]  # fmt: skip
    return {"ranges": shown, "totalCount": page.total, "pageInfo": page_info(page)}


@tool("create_or_update_file")
def write(
    call: Call, owner: str, repo: str, path: str, content: str, message: str, branch: str, sha: str | None = None,
    allow_symlink_write: bool = False,
) -> Any:  # fmt: skip
    """Commit one file; one that is there already needs its `sha`."""
    return run(
        call, "repos/create-or-update-file-contents", owner=owner, repo=repo, path=path.strip("/"), message=message,
        content=b64encode(content.encode()).decode(), branch=branch, sha=sha,
    )  # fmt: skip


@tool("delete_file")
def delete(call: Call, owner: str, repo: str, path: str, message: str, branch: str) -> Any:
    """Commit the end of one file."""
    repository = find_repository(call, owner, repo)
    entry = lookup(gitstore.read_tree(call, repository), tree_at(call, repository, branch), path.strip("/"))
    if entry is None:
        raise NotFound(kind="content")
    return run(
        call, "repos/delete-file", owner=owner, repo=repo, path=path.strip("/"), message=message, branch=branch,
        sha=entry.sha,
    )  # fmt: skip


@tool("push_files")
def push(call: Call, owner: str, repo: str, branch: str, files: list[dict[str, Any]], message: str) -> Any:
    """Commit several files at once; the answer is the branch as it is then."""
    enter(call, "git/create-commit")
    repository = find_repository(call, owner, repo, "push")
    if not files or any(not isinstance(file.get(name), str) for file in files for name in ("path", "content")):
        raise Unprocessable("each file must have a path and content")
    given = {file["path"].strip("/"): file["content"].encode() for file in files}
    try:
        gitstore.commit_files(call, repository, branch, given, message)
    except GitRefusal as refusal:
        raise Unprocessable(f"tree.path is invalid: {refusal.code}") from None
    return run(call, "git/get-ref", owner=owner, repo=repo, ref=f"heads/{branch}")

"""Commits: lists, one with its files, comparisons; https://docs.github.com/rest/commits/commits."""

from __future__ import annotations

from typing import Any, cast

from clonery.server.call import Call
from clonery.server.dialect import Page, Paging
from clonery.server.operation import operation
from clonery.server.request import Answer

from ... import gitstore
from ...dates import seconds_given
from ...git.mail import mail
from ...git.patches import render
from ...lookups import find_repository
from ...pages import mapped
from ...records.git import Ref, StoredCommit
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.branches import short_branch
from ...shapes.commits import commit, commit_of, email_of
from ...shapes.diffs import MOST_FILES, changed, diff_entry, files, stats
from ...wording import content_type, wants

MOST_FILES_OF_ALL_PAGES = 3000
HEADS = "refs/heads/"


def find_commit(call: Call, repository: Repository, ref: str) -> StoredCommit:
    """The commit that a name stands for. Raises Unprocessable where there is none, Conflict in an empty repository."""
    missing = Unprocessable(f"No commit found for SHA: {ref}")
    return commit_of(call, repository, gitstore.resolve(call, repository, ref, missing))


@operation("repos/list-commits")
def list_commits(
    call: Call, owner: str, repo: str, sha: str = "", path: str = "", author: str = "", committer: str = "",
    since: str = "", until: str = "",
) -> Page:  # fmt: skip
    """GET /repos/{owner}/{repo}/commits"""
    repository = find_repository(call, owner, repo)
    head = gitstore.resolve(call, repository, sha)
    found = gitstore.history(call, repository, head, path.strip("/"))
    if author or committer or since or until:
        found = tuple(_filtered(call, repository, found, author, committer, since, until))
    return mapped(call.slice(found), lambda each: commit(call, repository, commit_of(call, repository, each)))


def between(
    call: Call, repository: Repository, found: tuple[str, ...], since: str | None, until: str | None
) -> tuple[str, ...]:
    """Those of the commits that were committed from `since` on and up to `until`. Raises Unprocessable."""
    node = gitstore.graph(call, repository)
    if since:
        first = seconds_given(since, "since")
        found = tuple(sha for sha in found if node(sha).seconds >= first)
    if until:
        last = seconds_given(until, "until")
        found = tuple(sha for sha in found if node(sha).seconds <= last)
    return found


def _filtered(
    call: Call, repository: Repository, found: tuple[str, ...], author: str, committer: str, since: str, until: str
) -> list[str]:
    found = between(call, repository, found, since, until)
    for place, who in enumerate((author, committer), 1):
        if who:
            wanted = email_of(call, who)
            found = tuple(each[0] for each in gitstore.people(call, repository, found) if each[place] in wanted)
    return list(found)


@operation("repos/get-commit")
def get_commit(call: Call, owner: str, repo: str, ref: str) -> Any:
    """GET /repos/{owner}/{repo}/commits/{ref}: with its files, or as diff, patch or bare id."""
    repository = find_repository(call, owner, repo)
    record = find_commit(call, repository, ref)
    if wants(call.request, "sha"):
        kind = content_type(call.request, "sha")
        return Answer(200, record.sha.encode(), [("Content-Type", kind)], json=False)
    parent = gitstore.tree_of(call, repository, record.parents[0]) if record.parents else None
    if wants(call.request, "diff"):
        return as_diff(call, repository, parent, record.tree)
    if wants(call.request, "patch"):
        return as_patch(call, repository, [record])
    found = files(call, repository, parent, record.tree)
    before = record.parents[0] if record.parents else ""
    shown = commit(call, repository, record) | {"stats": stats(found)}
    page = file_page(call, found[:MOST_FILES_OF_ALL_PAGES])
    cast("Any", call.clone.dialect).link(call, page)
    return shown | {"files": [diff_entry(call, repository, patch, record.sha, before) for patch in page.items]}


def size_asked(call: Call, default: int) -> int:
    """The size of a page that the caller asked for, `default` where they asked for none."""
    asked = call.arguments.get("per_page", 30) != 30 or any(name == "per_page" for name, _ in call.request.pairs)
    return call.paging.limit if asked else default


def file_page(call: Call, found: list[Any]) -> Page:
    """The files that one page shows."""
    size, number = size_asked(call, MOST_FILES), call.paging.number
    start = (number - 1) * size
    return Page(found[start:][:size], Paging(size, start, number=number), len(found), len(found) > start + size)


def as_diff(call: Call, repository: Repository, old: str | None, new: str | None) -> Answer:
    """The differences of two trees in the media type `diff`."""
    reader = gitstore.read_blob(call, repository)
    text = b"".join(render(patch, reader) for patch in files(call, repository, old, new))
    return Answer(200, text, [("Content-Type", content_type(call.request, "diff"))], json=False)


def as_patch(call: Call, repository: Repository, commits: list[StoredCommit]) -> Answer:
    """Commits, the oldest first, in the media type `patch`; merges are left out, as git leaves them out."""
    reader = gitstore.read_blob(call, repository)
    single = [record for record in commits if len(record.parents) < 2]
    mails = []
    for place, record in enumerate(single, 1):
        parent = gitstore.tree_of(call, repository, record.parents[0]) if record.parents else None
        found = changed(call, repository, parent, record.tree)
        number = (place, len(single))
        mails.append(mail(record.sha, gitstore.parsed_commit(record), found, reader, number=number))
    body = b"\n".join(mails)
    return Answer(200, body, [("Content-Type", content_type(call.request, "patch"))], json=False)


@operation("repos/list-branches-for-head-commit")
def list_branches_where_head(call: Call, owner: str, repo: str, commit_sha: str) -> list[dict[str, Any]]:
    """GET /repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head"""
    repository = find_repository(call, owner, repo)
    record = find_commit(call, repository, commit_sha)
    refs = call.all(Ref, {"repository": repository.id, "sha": record.sha}, "name")
    names = [ref.name.removeprefix(HEADS) for ref in refs if ref.name.startswith(HEADS)]
    return [short_branch(call, repository, name, record.sha) for name in names]

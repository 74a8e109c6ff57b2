"""What webhooks are told of pushes, and of branches and tags that come and go; https://docs.github.com/webhooks/webhook-events-and-payloads#push."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.state.clock import MICROSECONDS, parse

from .git.history import compare
from .git.objects import NO_SHA
from .gitstore import branch_head, find_commit, graph, history, peel
from .records.git import StoredCommit
from .records.people import User
from .records.repositories import Repository
from .shapes.commits import account, person
from .shapes.diffs import changed
from .shapes.repositories import html_url

if TYPE_CHECKING:
    from clonery.server.call import Call

MOST_COMMITS = 2048
_STATUSES = {"added": "added", "removed": "removed", "renamed": "added"}


def shown_repository(call: Call, repository: Repository) -> dict[str, Any]:
    """A repository as webhooks name it: without what the caller may do in it."""
    shown: dict[str, Any] = dict(call.clone.dialect.show(call, repository, False))
    shown.pop("permissions", None)
    return shown


def ref_made_or_gone(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """A branch or tag that was made (`create`) or deleted (`delete`)."""
    repository: Repository = given["repository"]
    kind, _, short = given["ref"].removeprefix("refs/").partition("/")
    return {
        "ref": short, "full_ref": given["ref"], "ref_type": "tag" if kind == "tags" else "branch",
        "master_branch": repository.default_branch, "description": repository.description, "pusher_type": "user",
    }  # fmt: skip


def pushed(call: Call, given: dict[str, Any]) -> dict[str, Any]:
    """A reference that moved, with the commits that came with it."""
    repository: Repository = given["repository"]
    before, after, page = given["before"], given["after"], html_url(call, repository.id)
    created, deleted = before == NO_SHA, after == NO_SHA
    new = [] if deleted else new_commits(call, repository, given["ref"], before, after)
    head = None if deleted else peel(call, repository, after)
    last = find_commit(call, repository, head) if head else None
    pusher: User | None = call.actor
    shown = shown_repository(call, repository)
    owner = call.get(User, repository.owner)
    shown["owner"] = {"name": owner.login, "email": owner.email, **shown["owner"]}
    stamps = {name: parse(shown[name]) // MICROSECONDS for name in ("created_at", "pushed_at") if shown[name]}
    return {
        "ref": given["ref"], "before": before, "after": after, "repository": {
            **shown, **stamps, "stargazers": repository.stars, "master_branch": repository.default_branch,
        },
        "pusher": {"name": pusher.login, "email": pusher.email} if pusher else {"name": "none"},
        "created": created, "deleted": deleted, "forced": given["forced"], "base_ref": None,
        "compare": f"{page}/compare/{before[:12]}...{after[:12]}",
        "commits": [pushed_commit(call, repository, record) for record in new],
        "head_commit": pushed_commit(call, repository, last) if last else None,
    }  # fmt: skip


def new_commits(call: Call, repository: Repository, ref: str, before: str, after: str) -> list[StoredCommit]:
    """The commits that a push brings, oldest first; of a new branch those that the default one lacks."""
    head = peel(call, repository, after)
    if head is None:
        return []
    if before != NO_SHA:
        base = peel(call, repository, before)
    elif ref == f"refs/heads/{repository.default_branch}":
        base = None
    else:
        base = branch_head(call, repository, repository.default_branch)
    found = compare(graph(call, repository), base, head).ahead if base else list(history(call, repository, head))
    records = [find_commit(call, repository, sha) for sha in found[:MOST_COMMITS][::-1]]
    return [record for record in records if record is not None]


def pushed_commit(call: Call, repository: Repository, record: StoredCommit) -> dict[str, Any]:
    """A commit as pushes tell of it: with the names of the files that it touches."""
    parent = find_commit(call, repository, record.parents[0]) if record.parents else None
    touched: dict[str, list[str]] = {"added": [], "removed": [], "modified": []}
    for change in changed(call, repository, parent.tree if parent else None, record.tree):
        touched[_STATUSES.get(change.status, "modified")].append(change.path)
        if change.status == "renamed":
            touched["removed"].append(change.old_path)
    people = {}
    for role, fields in (("author", record.author), ("committer", record.committer)):
        known = account(call, fields)
        people[role] = {"name": fields["name"], "email": fields["email"], "date": person(fields)["date"]}
        if known:
            people[role]["username"] = known["login"]
    return {
        "id": record.sha, "tree_id": record.tree, "distinct": True, "message": record.message,
        "timestamp": person(record.committer)["date"], "url": f"{html_url(call, repository.id)}/commit/{record.sha}",
        **people, **touched,
    }  # fmt: skip

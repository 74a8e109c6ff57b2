"""Statuses, and comments on commits; https://docs.github.com/rest/commits/statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..nodes import node_id
from ..records.commits import CommitComment, Status
from . import shape
from .issues import association, rollup
from .people import simple_user
from .repositories import html_url, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call


def simple_status(call: Call, record: Status) -> dict[str, Any]:
    """A status without its author, as the combined status lists it."""
    creator = simple_user(call, record.creator)
    return {
        "url": f"{repository_url(call, record.repository)}/statuses/{record.sha}",
        "avatar_url": creator and creator["avatar_url"], "id": record.id,
        "node_id": node_id("status", record.repository, record.id), "state": record.state,
        "description": record.description, "target_url": record.target_url, "context": record.context,
        "created_at": record.created_at, "updated_at": record.updated_at,
    }  # fmt: skip


@shape(Status)
def status(call: Call, record: Status, whole: bool) -> dict[str, Any]:
    """A status and who gave it."""
    return simple_status(call, record) | {"creator": simple_user(call, record.creator)}


@shape(CommitComment)
def commit_comment(call: Call, record: CommitComment, whole: bool) -> dict[str, Any]:
    """A comment on a commit."""
    url = f"{repository_url(call, record.repository)}/comments/{record.id}"
    return {
        "url": url, "html_url": f"{html_url(call, record.repository)}/commit/{record.commit}#commitcomment-{record.id}",
        "id": record.id, "node_id": node_id("commit_comment", record.repository, record.id), "body": record.body,
        "path": record.path, "position": record.position, "line": record.line, "commit_id": record.commit,
        "user": simple_user(call, record.user), "created_at": record.created_at, "updated_at": record.updated_at,
        "author_association": association(call, record.repository, record.user),
        "reactions": rollup(call, url, "commit_comment", record.id),
    }  # fmt: skip

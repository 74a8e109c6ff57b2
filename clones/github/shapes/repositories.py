"""Repositories as GitHub shows them; https://docs.github.com/rest/repos/repos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..licences.table import LICENCES
from ..lookups import LEVELS, permission
from ..nodes import node_id
from ..records.people import User
from ..records.repositories import Repository
from . import shape
from .people import simple_user

if TYPE_CHECKING:
    from clonery.server.call import Call

_LINKS = {
    "archive_url": "/{archive_format}{/ref}", "assignees_url": "/assignees{/user}", "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}", "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}", "commits_url": "/commits{/sha}", "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}", "contributors_url": "/contributors", "deployments_url": "/deployments",
    "downloads_url": "/downloads", "events_url": "/events", "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}", "git_refs_url": "/git/refs{/sha}", "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks", "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}", "issues_url": "/issues{/number}", "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}", "languages_url": "/languages", "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}", "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}", "stargazers_url": "/stargazers", "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers", "subscription_url": "/subscription", "tags_url": "/tags",
    "teams_url": "/teams", "trees_url": "/git/trees{/sha}",
}  # fmt: skip


def repository_url(call: Call, id: int) -> str:
    """The API address of a repository, made once a call."""
    made: str | None = call.memo.get(("repository_url", id))
    if made is None:
        record = call.get(Repository, id)
        made = f"{call.base}/repos/{call.get(User, record.owner).login}/{record.name}"
        call.memo["repository_url", id] = made
    return made


def html_url(call: Call, id: int) -> str:
    """The address of a repository's page."""
    record = call.get(Repository, id)
    return f"{call.base}/{call.get(User, record.owner).login}/{record.name}"


@shape(Repository)
def repository(call: Call, record: Repository, whole: bool) -> dict[str, Any]:
    """A repository; alone with the settings that lists leave out."""
    owner = call.get(User, record.owner)
    url, page, full_name = repository_url(call, record.id), html_url(call, record.id), f"{owner.login}/{record.name}"
    host = call.base.partition("://")[2]
    made: dict[str, Any] = {
        "id": record.id, "node_id": node_id("repository", record.id), "name": record.name, "full_name": full_name,
        "private": record.private, "owner": simple_user(call, record.owner), "html_url": page,
        "description": record.description, "fork": record.fork, "url": url,
    }  # fmt: skip
    made |= {name: url + tail for name, tail in _LINKS.items()}
    made |= {
        "git_url": f"git://{host}/{full_name}.git", "ssh_url": f"git@{host}:{full_name}.git",
        "clone_url": f"{page}.git", "svn_url": page, "mirror_url": None, "homepage": record.homepage,
        "language": record.language, "size": record.size, "forks_count": record.forks, "forks": record.forks,
        "stargazers_count": record.stars, "watchers_count": record.stars, "watchers": record.stars,
        "open_issues_count": record.open_issues, "open_issues": record.open_issues,
        "default_branch": record.default_branch, "is_template": record.is_template, "topics": record.topics,
        "has_issues": record.has_issues, "has_projects": record.has_projects, "has_wiki": record.has_wiki,
        "has_pages": record.has_pages, "has_downloads": record.has_downloads,
        "has_discussions": record.has_discussions, "archived": record.archived, "disabled": record.disabled,
        "visibility": "private" if record.private else "public", "pushed_at": record.pushed_at,
        "created_at": record.created_at, "updated_at": record.updated_at, "license": license_short(call, record),
        "allow_forking": record.allow_forking, "web_commit_signoff_required": record.web_commit_signoff_required,
    }  # fmt: skip
    if owner.type == "Organization":
        made["custom_properties"] = {}
    if call.actor is not None:
        made["permissions"] = permissions(call, record)
    return made | _settings(call, record, owner) if whole else made


def _settings(call: Call, record: Repository, owner: User) -> dict[str, Any]:
    names = (
        "allow_merge_commit", "allow_squash_merge", "allow_rebase_merge", "allow_auto_merge", "allow_update_branch",
        "delete_branch_on_merge", "use_squash_pr_title_as_default", "squash_merge_commit_title",
        "squash_merge_commit_message", "merge_commit_title", "merge_commit_message",
    )  # fmt: skip
    made: dict[str, Any] = {"network_count": record.forks, "subscribers_count": record.watchers, "temp_clone_token": ""}
    if call.actor is not None and permission(call, record) == "admin":
        made |= {name: getattr(record, name) for name in names}
    if owner.type == "Organization":
        made["organization"] = simple_user(call, owner.id)
    for name, id in (("parent", record.parent), ("source", record.source)):
        origin = call.peek(Repository, id)
        if origin is not None:
            made[name] = repository(call, origin, False)
    return made


def permissions(call: Call, record: Repository) -> dict[str, bool]:
    """What the caller may do, level by level."""
    held = permission(call, record)
    rank = LEVELS.index(held) if held else -1
    return {level: rank >= place for place, level in reversed(list(enumerate(LEVELS)))}


def license_short(call: Call, record: Repository) -> dict[str, Any] | None:
    """The licence as repositories name it."""
    if record.license is None:
        return None
    key = record.license.lower()
    return license_named(call, key, LICENCES[key].name if key in LICENCES else record.license, record.license)


def license_named(call: Call, key: str, name: str, spdx: str) -> dict[str, Any]:
    """A licence as lists of licences name it."""
    url = f"{call.base}/licenses/{key}"
    return {"key": key, "name": name, "spdx_id": spdx, "url": url, "node_id": node_id("license", key)}

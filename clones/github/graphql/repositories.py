"""Fields of repositories; https://docs.github.com/graphql/reference/objects#repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import gitstore
from ..licences.table import LICENCES
from ..lookups import LEVELS, may, permission, user_permission
from ..nodes import node_id
from ..operations.collaborators.collaborators import people_in
from ..records.activity import Star, Subscription
from ..records.issues import Issue
from ..records.people import User
from ..records.repositories import DeployKey, Repository
from ..shapes.repositories import html_url
from .code import language
from .comments import html, rest
from .issues import people_for
from .lists import ordered, seen
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

PERMISSIONS = dict(zip(LEVELS, ("READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN"), strict=True))
MERGES = {"MERGE": "allow_merge_commit", "SQUASH": "allow_squash_merge", "REBASE": "allow_rebase_merge"}


@resolves("Repository.owner")
def owner(call: Call, repository: Repository) -> User:
    return call.get(User, repository.owner)


@resolves("Repository.nameWithOwner")
def name_with_owner(call: Call, repository: Repository) -> str:
    return f"{call.get(User, repository.owner).login}/{repository.name}"


@resolves("Repository.sshUrl")
def ssh_url(call: Call, repository: Repository) -> str:
    return str(rest(call, repository)["ssh_url"])


@resolves("Repository.projectsUrl")
def projects_page(call: Call, repository: Repository) -> str:
    return f"{html_url(call, repository.id)}/projects"


@resolves("Repository.openGraphImageUrl")
def picture(call: Call, repository: Repository) -> str:
    return f"{call.base}/opengraph/{name_with_owner(call, repository)}"


@resolves("Repository.descriptionHTML", "Repository.shortDescriptionHTML")
def description_html(call: Call, repository: Repository, limit: int = 200) -> str:
    made = html(call, repository, repository.description)
    return made.strip().removeprefix("<p>").removesuffix("</p>")


@resolves("Repository.visibility")
def visibility(call: Call, repository: Repository) -> str:
    return "PRIVATE" if repository.private else "PUBLIC"


@resolves("Repository.isEmpty")
def is_empty(call: Call, repository: Repository) -> bool:
    return gitstore.is_empty(call, repository)


@resolves("Repository.isInOrganization")
def in_organization(call: Call, repository: Repository) -> bool:
    return call.get(User, repository.owner).type == "Organization"


@resolves("Repository.parent")
def parent(call: Call, repository: Repository) -> Repository | None:
    found = call.peek(Repository, repository.parent)
    return found if found is not None and permission(call, found) is not None else None


# what the viewer may do


@resolves("Repository.viewerPermission")
def viewer_permission(call: Call, repository: Repository) -> str | None:
    return PERMISSIONS.get(permission(call, repository) or "")


@resolves("Repository.viewerCanAdminister")
def can_administer(call: Call, repository: Repository) -> bool:
    return may(call, repository, "admin")


@resolves("Repository.viewerCanUpdateTopics", "Repository.viewerCanCreateProjects")
def can_push(call: Call, repository: Repository) -> bool:
    return call.actor is not None and may(call, repository, "push")


@resolves("Repository.viewerHasStarred")
def has_starred(call: Call, repository: Repository) -> bool:
    return call.actor is not None and call.find(Star, user=call.actor.id, repository=repository.id) is not None


@resolves("Repository.viewerSubscription")
def subscription(call: Call, repository: Repository) -> str:
    held = call.find(Subscription, user=call.actor.id, repository=repository.id) if call.actor else None
    if held is None:
        return "UNSUBSCRIBED"
    return "IGNORED" if held.ignored else "SUBSCRIBED" if held.subscribed else "UNSUBSCRIBED"


@resolves("Repository.viewerDefaultMergeMethod")
def default_merge(call: Call, repository: Repository) -> str:
    return next((name for name, field in MERGES.items() if repository.get(field)), "MERGE")


@resolves("Repository.viewerDefaultCommitEmail")
def commit_email(call: Call, repository: Repository) -> str | None:
    return gitstore.identity(call, call.actor).email if call.actor is not None else None


@resolves("Repository.viewerPossibleCommitEmails")
def commit_emails(call: Call, repository: Repository) -> list[str] | None:
    return [gitstore.identity(call, call.actor).email] if call.actor is not None else None


# lists


@resolves("Repository.languages")
def languages(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = sorted(repository.languages.items(), key=lambda item: (-item[1], item[0]))
    if (given.get("orderBy") or {}).get("direction") == "ASC":
        found = found[::-1]
    total = sum(repository.languages.values())
    return cut(
        found, given, lambda item: {"size": item[1]}, lambda item: language(item[0]), totalSize=total,
    )  # fmt: skip


@resolves("Repository.primaryLanguage")
def primary_language(call: Call, repository: Repository) -> dict[str, Any] | None:
    return language(repository.language) if repository.language else None


@resolves("Repository.licenseInfo")
def licence(call: Call, repository: Repository) -> Thing | None:
    return licence_of(call, repository.license) if repository.license else None


def licence_of(call: Call, spdx: str) -> Thing:
    """A licence; one that is not in the table has its name alone."""
    key = spdx.lower()
    held = LICENCES.get(key)
    fields = {"body": held.text, "description": held.summary, "featured": held.featured} if held else {}
    return thing(
        "License", node=node_id("license", key), key=key, name=held.name if held else spdx, spdx_id=spdx,
        url=f"{call.base}/licenses/{key}", **fields,
    )  # fmt: skip


@resolves("Repository.repositoryTopics")
def topics(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    def shown(name: str) -> Thing:
        topic = {"id": node_id("topic", name), "name": name}
        page = f"{call.base}/topics/{name}"
        return thing("RepositoryTopic", node=node_id("topic", repository.id, name), topic=topic, url=page)

    return cut(repository.topics, given, shown=shown)


@resolves("Repository.stargazers")
def stargazers(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = ordered(call.all(Star, {"repository": repository.id}), {"orderBy": _starred(given)})
    return cut(found, given, lambda star: {"starredAt": star.created_at}, lambda star: call.get(User, star.user))


def _starred(given: dict[str, Any]) -> dict[str, Any]:
    order = given.get("orderBy") or {}
    return {"field": "CREATED_AT", "direction": order.get("direction", "ASC")}


@resolves("Repository.watchers")
def watchers(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = call.all(Subscription, {"repository": repository.id, "subscribed": True})
    return cut(found, given, shown=lambda held: call.get(User, held.user))


@resolves("Repository.forks")
def forks(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    return cut(seen(call, call.all(Repository, {"parent": repository.id}), given), given)


@resolves("Repository.collaborators")
def collaborators(
    call: Call, repository: Repository, affiliation: str = "ALL", login: str | None = None, query: str | None = None,
    **given: Any,
) -> dict[str, Any] | None:  # fmt: skip
    """For those who may push, as in REST; null for others."""
    if call.actor is None or not may(call, repository, "push"):
        return None
    words = (login or query or "").casefold()
    people = [call.get(User, id) for id in people_in(call, repository, (affiliation or "ALL").lower())]
    kept = [user for user in people if words in f"{user.login} {user.name or ''}".casefold()]

    def edge(user: User) -> dict[str, Any]:
        held = user_permission(call, repository, user.id) or "pull"
        return {"permission": PERMISSIONS[held], "permissionSources": []}

    return cut(kept, given, edge)


@resolves("Repository.assignableUsers", "Repository.mentionableUsers")
def assignable(call: Call, repository: Repository, query: str | None = None, **given: Any) -> dict[str, Any]:
    return cut(people_for(call, repository, query), given)


@resolves("Repository.suggestedActors")
def suggested(
    call: Call, repository: Repository, capabilities: list[str], loginNames: str | None = None,
    query: str | None = None, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    found = people_for(call, repository, query)
    names = {name.casefold() for name in (loginNames or "").replace(",", " ").split()}
    return cut([user for user in found if not names or user.login.casefold() in names], given)


@resolves("Repository.pinnedIssues")
def pinned(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = sorted(
        (each for each in call.all(Issue, {"repository": repository.id}) if each.get("pinned_at")),
        key=lambda each: (each.pinned_at or "", each.id),
    )

    def shown(issue: Issue) -> Thing:
        node = node_id("pinned_issue", repository.id, issue.id)
        by = call.peek(User, issue.pinned_by)
        return thing(
            "PinnedIssue", node=node, issue=issue, pinned_by=by, repository=repository.id, database_id=issue.id
        )

    return cut(found, given, shown=shown)


@resolves("Issue.isPinned")
def is_pinned(call: Call, issue: Issue) -> bool:
    return bool(issue.get("pinned_at"))


@resolves("Repository.deployKeys")
def deploy_keys(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    found = call.all(DeployKey, {"repository": repository.id}) if may(call, repository, "admin") else []
    return cut(found, given)

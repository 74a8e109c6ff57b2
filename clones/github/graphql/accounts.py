"""Fields of people, organizations and teams; https://docs.github.com/graphql/reference/objects#user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import membership, owns, permission
from ..organizations import belongs, inside
from ..records.accounts import Follow
from ..records.activity import Star, Subscription
from ..records.issues import Issue
from ..records.people import Membership, User
from ..records.pulls import Review
from ..records.repositories import Collaborator, Repository
from .lists import ordered, seen
from .nodes import missing
from .pages import cut

if TYPE_CHECKING:
    from clonery.server.call import Call

_BOTH = ("User", "Organization")


def both(field: str) -> tuple[str, ...]:
    """The field of people and of organizations."""
    return tuple(f"{type}.{field}" for type in _BOTH)


@resolves(*both("avatarUrl"), "Bot.avatarUrl")
def avatar(call: Call, account: User, size: int | None = None) -> str:
    return f"{call.base}/avatars/u/{account.id}?v=4" + (f"&s={size}" if size else "")


@resolves(*both("email"))
def email(call: Call, account: User) -> str:
    return account.email or ""


@resolves("User.bioHTML", "User.companyHTML", "Organization.descriptionHTML")
def bio_html(call: Call, account: User) -> str:
    return account.bio or account.description or ""


@resolves("User.companyHTML")
def company_html(call: Call, account: User) -> str:
    return account.company or ""


@resolves("User.isViewer")
def is_viewer(call: Call, user: User) -> bool:
    return call.actor is not None and user.id == call.actor.id


@resolves(*both("projectsUrl"))
def projects_page(call: Call, account: User) -> str:
    if account.type == "User":
        return f"{call.base}/{account.login}?tab=projects"
    return f"{call.base}/orgs/{account.login}/projects"


# repositories


@resolves(*both("repositories"))
def repositories(
    call: Call, account: User, affiliations: list[str] | None = None, ownerAffiliations: list[str] | None = None,
    **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """Those of the account, with others' that it works in where these are asked for; as far as the caller may see."""
    ways = ownerAffiliations or affiliations or ["OWNER", "COLLABORATOR"]
    found: dict[int, Repository] = {}
    if "OWNER" in ways:
        found |= {each.id: each for each in call.all(Repository, {"owner": account.id})}
    if "COLLABORATOR" in ways and account.type == "User":
        grants = call.all(Collaborator, {"user": account.id})
        found |= {grant.repository: call.get(Repository, grant.repository) for grant in grants}
    if "ORGANIZATION_MEMBER" in ways:
        held = [mine for mine in call.all(Membership, {"user": account.id}) if mine.state == "active"]
        found |= {each.id: each for mine in held for each in call.all(Repository, {"owner": mine.organization})}
    kept = seen(call, list(found.values()), given)
    return cut(kept, given, totalDiskUsage=sum(each.size for each in kept))


@resolves(*both("repository"))
def repository(call: Call, account: User, name: str, followRenames: bool = True) -> Repository:
    found = call.find(Repository, owner=account.id, name=name)
    if found is None or permission(call, found) is None:
        raise missing(f"Could not resolve to a Repository with the name '{account.login}/{name}'.")
    return found


@resolves("User.starredRepositories")
def starred(call: Call, user: User, ownedByViewer: bool | None = None, **given: Any) -> dict[str, Any]:
    found = ordered(call.all(Star, {"user": user.id}), given if given.get("orderBy") is None else _by_time(given))
    there = [(star, call.get(Repository, star.repository)) for star in found]
    mine = call.actor.id if call.actor is not None and ownedByViewer else None
    kept = [each for each in there if permission(call, each[1]) is not None and mine in (None, each[1].owner)]
    return cut(kept, given, lambda e: {"starredAt": e[0].created_at}, lambda e: e[1], isOverLimit=False)


def _by_time(given: dict[str, Any]) -> dict[str, Any]:
    return {"orderBy": {"field": "CREATED_AT", "direction": given["orderBy"].get("direction")}}


@resolves("User.watching")
def watching(call: Call, user: User, **given: Any) -> dict[str, Any]:
    held = call.all(Subscription, {"user": user.id, "subscribed": True})
    return cut(seen(call, [call.get(Repository, each.repository) for each in held], given), given)


@resolves("User.topRepositories", "User.repositoriesContributedTo")
def contributed(call: Call, user: User, **given: Any) -> dict[str, Any]:
    """Where a person has opened an issue or a pull request, or has reviewed one."""
    ids = [each.repository for each in call.all(Issue) if each.user == user.id]
    ids += [each.repository for each in call.all(Review) if each.user == user.id]
    there = (call.peek(Repository, id) for id in dict.fromkeys(ids))
    return cut(seen(call, [each for each in there if each is not None], given), given)


# who follows whom, and belongs where


@resolves("User.followers")
def followers(call: Call, user: User, **given: Any) -> dict[str, Any]:
    return cut(call.all(Follow, {"target": user.id}), given, shown=lambda held: call.get(User, held.user))


@resolves("User.following")
def following(call: Call, user: User, **given: Any) -> dict[str, Any]:
    found = [call.get(User, held.target) for held in call.all(Follow, {"user": user.id})]
    return cut([each for each in found if each.type == "User"], given)


def follows(call: Call, user: int | None, target: int | None) -> bool:
    """Whether one account follows another."""
    return user is not None and target is not None and call.find(Follow, user=user, target=target) is not None


@resolves(*both("viewerIsFollowing"))
def viewer_follows(call: Call, account: User) -> bool:
    return follows(call, call.actor.id if call.actor else None, account.id)


@resolves("User.isFollowingViewer")
def follows_viewer(call: Call, user: User) -> bool:
    return follows(call, user.id, call.actor.id if call.actor else None)


@resolves("User.viewerCanFollow")
def can_follow(call: Call, user: User) -> bool:
    return call.actor is not None and call.actor.id != user.id


@resolves("User.organizations")
def organizations(call: Call, user: User, **given: Any) -> dict[str, Any]:
    """One's own, others' as far as they show them or the caller is in the same."""
    own = call.actor is not None and call.actor.id == user.id
    held = [mine for mine in call.all(Membership, {"user": user.id}) if mine.state == "active"]
    shown = [call.get(User, e.organization) for e in held if own or e.public or _mate(call, e.organization)]
    return cut(ordered(shown, given), given)


def _mate(call: Call, organization: int) -> bool:
    return call.actor is not None and belongs(call, organization, call.actor.id)


@resolves("User.organization")
def organization(call: Call, user: User, login: str) -> User | None:
    found = call.find(User, login=login)
    there = found is not None and found.type == "Organization" and belongs(call, found.id, user.id)
    return found if there else None


@resolves("Organization.membersWithRole")
def members(call: Call, organization: User, **given: Any) -> dict[str, Any]:
    """To members all of them, to others those who show it."""
    held = [each for each in call.all(Membership, {"organization": organization.id}) if each.state == "active"]
    kept = [each for each in held if each.public or inside(call, organization)]

    def edge(each: Membership) -> dict[str, Any]:
        return {"role": each.role.upper(), "hasTwoFactorEnabled": None}

    return cut(kept, given, edge, lambda each: call.get(User, each.user))


@resolves("Organization.pendingMembers")
def pending(call: Call, organization: User, **given: Any) -> dict[str, Any]:
    held = call.all(Membership, {"organization": organization.id}) if inside(call, organization) else []
    return cut([call.get(User, each.user) for each in held if each.state == "pending"], given)


@resolves("Organization.viewerIsAMember")
def is_member(call: Call, organization: User) -> bool:
    return _mate(call, organization.id)


@resolves("Organization.viewerCanAdminister", "Organization.viewerCanCreateTeams")
def can_administer(call: Call, organization: User) -> bool:
    return call.actor is not None and owns(call, organization.id, call.actor.id)


@resolves("Organization.viewerCanCreateTeams", *both("viewerCanCreateProjects"))
def can_make(call: Call, account: User) -> bool:
    return call.actor is not None and (account.id == call.actor.id or _mate(call, account.id))


@resolves("Organization.viewerCanCreateRepositories")
def can_make_repositories(call: Call, organization: User) -> bool:
    held = membership(call, organization.id, call.actor.id) if call.actor is not None else None
    if held is None or held.state != "active":
        return False
    return held.role == "admin" or organization.members_can_create_repositories

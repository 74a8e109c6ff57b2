"""Users and organizations as GitHub shows them; https://docs.github.com/rest/users/users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import scopes
from ..nodes import node_id
from ..records.accounts import Follow
from ..records.gists import Gist
from ..records.people import Membership, User
from ..records.repositories import Repository
from . import shape

if TYPE_CHECKING:
    from clonery.server.call import Call


def simple_user(call: Call, id: int | None) -> dict[str, Any] | None:
    """The short form that stands wherever a user is named; None for nobody. Made once a call."""
    if id is None:
        return None
    made: dict[str, Any] | None = call.memo.get(("user", id))
    if made is None:
        user = call.peek(User, id)
        made = call.memo["user", id] = ghost(call) if user is None else short(call, user)
    return made


def short(call: Call, user: User) -> dict[str, Any]:
    url = f"{call.base}/users/{user.login}"
    return {
        "login": user.login,
        "id": user.id,
        "node_id": node_id("organization" if user.type == "Organization" else "user", user.id),
        "avatar_url": f"{call.base}/avatars/u/{user.id}?v=4",
        "gravatar_id": "",
        "url": url,
        "html_url": f"{call.base}/{user.login}",
        "followers_url": f"{url}/followers",
        "following_url": f"{url}/following{{/other_user}}",
        "gists_url": f"{url}/gists{{/gist_id}}",
        "starred_url": f"{url}/starred{{/owner}}{{/repo}}",
        "subscriptions_url": f"{url}/subscriptions",
        "organizations_url": f"{url}/orgs",
        "repos_url": f"{url}/repos",
        "events_url": f"{url}/events{{/privacy}}",
        "received_events_url": f"{url}/received_events",
        "type": user.type,
        "user_view_type": "public",
        "site_admin": user.site_admin,
    }


def ghost(call: Call) -> dict[str, Any]:
    """Who stands for an account that is gone."""
    return short(call, User.load(0, {"id": 10137, "login": "ghost"}))


@shape(User)
def user(call: Call, user: User, whole: bool) -> dict[str, Any]:
    """The short form in lists; the public profile, or the private one for oneself, alone."""
    if not whole:
        return short(call, user)
    own = call.actor is not None and call.actor.id == user.id and scopes.holds(call, "read:user")
    return profile(call, user) | (_own_side(call, user) if own else {})


def profile(call: Call, user: User) -> dict[str, Any]:
    """What everybody sees of an account."""
    return short(call, user) | {
        "name": user.name, "company": user.company, "blog": user.blog, "location": user.location, "email": user.email,
        "hireable": user.hireable, "bio": user.bio, "twitter_username": user.twitter_username,
        "public_repos": call.count(Repository, {"owner": user.id, "private": False}),
        "public_gists": call.count(Gist, {"owner": user.id, "public": True}),
        "followers": call.count(Follow, {"target": user.id}), "following": call.count(Follow, {"user": user.id}),
        "created_at": user.created_at, "updated_at": user.updated_at,
    }  # fmt: skip


def _own_side(call: Call, user: User) -> dict[str, Any]:
    private = call.count(Repository, {"owner": user.id, "private": True})
    return {
        "user_view_type": "private", "notification_email": user.email,
        "private_gists": call.count(Gist, {"owner": user.id, "public": False}), "total_private_repos": private,
        "owned_private_repos": private, "disk_usage": 0, "collaborators": 0, "two_factor_authentication": True,
        "plan": {"name": "pro", "space": 976562499, "collaborators": 0, "private_repos": 9999},
    }  # fmt: skip


@shape(Membership)
def membership(call: Call, record: Membership, whole: bool) -> dict[str, Any]:
    """A membership of an organization."""
    organization = call.get(User, record.organization)
    url = f"{call.base}/orgs/{organization.login}"
    return {
        "url": f"{url}/memberships/{call.get(User, record.user).login}",
        "state": record.state,
        "role": record.role,
        "direct_membership": True,
        "organization_url": url,
        "user": simple_user(call, record.user),
        "organization": organization_short(call, organization),
    }


def organization_short(call: Call, record: User) -> dict[str, Any]:
    """An organization as lists of organizations show it."""
    url = f"{call.base}/orgs/{record.login}"
    return {
        "login": record.login, "id": record.id, "node_id": node_id("organization", record.id), "url": url,
        "repos_url": f"{url}/repos", "events_url": f"{url}/events", "hooks_url": f"{url}/hooks",
        "issues_url": f"{url}/issues", "members_url": f"{url}/members{{/member}}",
        "public_members_url": f"{url}/public_members{{/member}}",
        "avatar_url": f"{call.base}/avatars/u/{record.id}?v=4", "description": record.description or "",
    }  # fmt: skip

"""Fields of people, teams and the workspace that are worked out; https://studio.apollographql.com/public/Linear-API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql import listing
from clonery.server.graphql.graph import api, batched, resolves

from .. import naming
from ..lookups import find, organization
from ..records.people import CustomView, Organization, Team, TeamMembership, User
from ..records.plans import ProjectStatus
from ..records.work import Issue

if TYPE_CHECKING:
    from clonery.server.call import Call

_EVERYWHERE = (
    "User", "Team", "IssueLabel", "ProjectLabel", "InitiativeLabel", "Initiative", "CustomView", "Emoji", "Roadmap",
    "Template", "TimeSchedule", "Integration", "OrganizationInvite",
)  # fmt: skip


@batched(*(f"{name}.organization" for name in _EVERYWHERE))
def their_organization(call: Call, records: list[Any]) -> list[Organization]:
    return [organization(call)] * len(records)


def _all(call: Call, type_name: str, given: dict[str, Any]) -> dict[str, Any]:
    return listing.page(api(call.clone), call, type_name, given)


@resolves("Organization.teams")
def teams(call: Call, _: Organization, **given: Any) -> dict[str, Any]:
    return _all(call, "Team", given)


@resolves("Organization.users")
def users(call: Call, _: Organization, **given: Any) -> dict[str, Any]:
    return _all(call, "User", given)


@resolves("Organization.labels")
def labels(call: Call, _: Organization, **given: Any) -> dict[str, Any]:
    return _all(call, "IssueLabel", given)


@resolves("Organization.projectLabels")
def project_labels(call: Call, _: Organization, **given: Any) -> dict[str, Any]:
    return _all(call, "ProjectLabel", given)


@resolves("Organization.templates")
def templates(call: Call, _: Organization, **given: Any) -> dict[str, Any]:
    return _all(call, "Template", given)


@resolves("Organization.integrations")
def integrations(call: Call, _: Organization, **given: Any) -> dict[str, Any]:
    return _all(call, "Integration", given)


@resolves("Organization.projectStatuses")
def project_statuses(call: Call, _: Organization) -> list[ProjectStatus]:
    return sorted(call.all(ProjectStatus), key=lambda status: status.position)


@resolves("Organization.userCount")
def user_count(call: Call, _: Organization) -> int:
    return call.count(User, {"active": 1})


@resolves("Organization.createdIssueCount")
def all_issues(call: Call, _: Organization) -> int:
    return call.count(Issue)


@resolves("User.isMe")
def is_me(call: Call, user: User) -> bool:
    return call.actor is not None and user.id == call.actor.id


@resolves("User.url")
def user_url(call: Call, user: User) -> str:
    return naming.address(call, "profiles", naming.slug(user.get("displayName") or user.name))


@resolves("User.initials")
def user_initials(call: Call, user: User) -> str:
    return naming.initials(user.name)


@resolves("User.avatarBackgroundColor")
def color(call: Call, user: User) -> str:
    return str(user.get("avatarBackgroundColor") or "#5e6ad2")


@resolves("User.createdIssueCount")
def created_issues(call: Call, user: User) -> int:
    return call.count(Issue, {"creatorId": user.id})


@resolves("User.isAssignable", "User.isMentionable")
def assignable(call: Call, user: User) -> bool:
    return bool(user.get("active", True))


@resolves("Team.displayName")
def display_name(call: Call, team: Team) -> str:
    """The name, after those of the teams above it."""
    above = ancestors(call, team)
    return " / ".join([*(each.name for each in reversed(above)), team.name])


@resolves("Team.ancestors")
def ancestors(call: Call, team: Team) -> list[Team]:
    found: list[Team] = []
    above = call.peek(Team, team.get("parentId"))
    while above is not None and above not in found:
        found.append(above)
        above = call.peek(Team, above.get("parentId"))
    return found


@resolves("Team.issueCount")
def issue_count(call: Call, team: Team, includeArchived: bool = False) -> int:
    if includeArchived:
        return call.count(Issue, {"teamId": team.id})
    return call.count(Issue, {"teamId": team.id, "archivedAt": None})


@resolves("Team.membership")
def membership(call: Call, team: Team, userId: str) -> TeamMembership | None:
    return call.find(TeamMembership, teamId=team.id, userId=find(call, User, userId).id)


@resolves("Team.viewerMembership")
def own_membership(call: Call, team: Team) -> TeamMembership | None:
    return call.find(TeamMembership, teamId=team.id, userId=call.actor.id) if call.actor is not None else None


@resolves("CustomView.issues")
def view_issues(call: Call, view: CustomView, **given: Any) -> dict[str, Any]:
    """The issues that the view's filter leaves, and the caller's own."""
    parts = [part for part in (view.get("filterData"), given.get("filter")) if part]
    return _all(call, "Issue", {**given, "filter": {"and": parts}})


@resolves("CustomView.projects")
def view_projects(call: Call, view: CustomView, **given: Any) -> dict[str, Any]:
    parts = [part for part in (view.get("projectFilterData"), given.get("filter")) if part]
    return _all(call, "Project", {**given, "filter": {"and": parts}})


@resolves("CustomView.initiatives")
def view_initiatives(call: Call, view: CustomView, **given: Any) -> dict[str, Any]:
    parts = [part for part in (view.get("initiativeFilterData"), given.get("filter")) if part]
    return _all(call, "Initiative", {**given, "filter": {"and": parts}})

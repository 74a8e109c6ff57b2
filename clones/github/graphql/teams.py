"""Fields of teams; https://docs.github.com/graphql/reference/objects#team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from ..lookups import permission
from ..organizations import inside, sees
from ..records.people import User
from ..records.repositories import Repository
from ..records.teams import Team, TeamMembership
from ..team_access import downwards, people_of, repositories_of, teams_of, upwards
from .lists import ordered
from .pages import cut
from .repositories import PERMISSIONS

if TYPE_CHECKING:
    from clonery.server.call import Call


def seen_teams(call: Call, organization: User) -> list[Team]:
    """The teams of an organization that the caller sees: none for those who are not in it."""
    if not inside(call, organization):
        return []
    return [team for team in call.all(Team, {"organization": organization.id}) if sees(call, team)]


@resolves("Organization.teams")
def teams(
    call: Call, organization: User, query: str | None = None, privacy: str | None = None, role: str | None = None,
    rootTeamsOnly: bool = False, userLogins: list[str] | None = None, **given: Any,
) -> dict[str, Any]:  # fmt: skip
    words, found = (query or "").casefold(), seen_teams(call, organization)
    found = [team for team in found if words in f"{team.name} {team.slug}".casefold()]
    if privacy:
        found = [team for team in found if _privacy(team) == privacy]
    if rootTeamsOnly:
        found = [team for team in found if team.parent is None]
    people = [call.find(User, login=login) for login in userLogins or ()]
    if userLogins:
        found = [team for team in found if {user.id for user in people if user} & set(people_of(call, team))]
    if role:
        held = {"ADMIN": "maintainer", "MEMBER": "member"}[role]
        found = [team for team in found if call.actor and call.actor.id in people_of(call, team, held)]
    given.pop("ldapMapped", None)
    return cut(ordered(found, given), given)


@resolves("Organization.team")
def team(call: Call, organization: User, slug: str) -> Team | None:
    return next((each for each in seen_teams(call, organization) if each.slug == slug.lower()), None)


def _privacy(team: Team) -> str:
    return "SECRET" if team.privacy == "secret" else "VISIBLE"


@resolves("Team.privacy")
def privacy(call: Call, team: Team) -> str:
    return _privacy(team)


@resolves("Team.organization")
def organization(call: Call, team: Team) -> User:
    return call.get(User, team.organization)


@resolves("Team.combinedSlug")
def combined_slug(call: Call, team: Team) -> str:
    return f"{call.get(User, team.organization).login}/{team.slug}"


@resolves("Team.avatarUrl")
def avatar(call: Call, team: Team, size: int = 400) -> str:
    return f"{call.base}/avatars/t/{team.id}?s={size}&v=4"


@resolves("Team.parentTeam")
def parent(call: Call, team: Team) -> Team | None:
    return call.peek(Team, team.parent)


@resolves("Team.ancestors")
def ancestors(call: Call, team: Team, **given: Any) -> dict[str, Any]:
    return cut(list(upwards(call, team))[1:], given)


@resolves("Team.childTeams")
def children(
    call: Call, team: Team, immediateOnly: bool = True, userLogins: list[str] | None = None, **given: Any
) -> dict[str, Any]:
    found = call.all(Team, {"parent": team.id}) if immediateOnly else list(downwards(call, team))[1:]
    return cut(ordered([each for each in found if sees(call, each)], given), given)


@resolves("Team.members")
def members(
    call: Call, team: Team, membership: str = "ALL", role: str | None = None, query: str | None = None, **given: Any
) -> dict[str, Any]:
    """Of the team and, unless its own alone are asked for, of those below it."""
    own = {held.user: held for held in call.all(TeamMembership, {"team": team.id}) if held.state == "active"}
    ids = people_of(call, team) if membership != "IMMEDIATE" else list(own)
    if membership == "CHILD_TEAM":
        ids = [id for id in ids if id not in own]
    if role:
        ids = [id for id in ids if id in own and own[id].role.upper() == role]
    words, found = (query or "").casefold(), [call.get(User, id) for id in ids]
    kept = [user for user in found if words in f"{user.login} {user.name or ''}".casefold()]

    def edge(user: User) -> dict[str, Any]:
        return {"role": own[user.id].role.upper() if user.id in own else "MEMBER"}

    return cut(ordered(kept, given), given, edge)


@resolves("Team.repositories")
def repositories(call: Call, team: Team, query: str | None = None, **given: Any) -> dict[str, Any]:
    words, held = (query or "").casefold(), repositories_of(call, team)
    found = [call.get(Repository, id) for id in held]
    kept = [each for each in found if permission(call, each) is not None and words in each.name.casefold()]
    return cut(ordered(kept, given), given, lambda each: {"permission": PERMISSIONS[held[each.id]]})


@resolves("Team.viewerCanAdminister")
def can_administer(call: Call, team: Team) -> bool:
    from ..lookups import owns

    if call.actor is None:
        return False
    return owns(call, team.organization, call.actor.id) or call.actor.id in people_of(call, team, "maintainer")


@resolves("Team.viewerSubscription")
def subscription(call: Call, team: Team) -> str:
    mine = call.actor is not None and any(each.id == team.id for each in teams_of(call, call.actor.id))
    return "SUBSCRIBED" if mine else "UNSUBSCRIBED"


def _below(tail: str) -> Any:
    def page(call: Call, team: Team) -> str:
        owner = call.get(User, team.organization).login
        return f"{call.base}/orgs/{owner}/teams/{team.slug}{tail}"

    return page


for _name, _tail in (("membersUrl", "/members"), ("repositoriesUrl", "/repositories"), ("teamsUrl", "/teams"),
                     ("discussionsUrl", "/discussions"), ("editTeamUrl", "/edit")):  # fmt: skip
    globals()[f"page_{_name}"] = resolves(f"Team.{_name}")(_below(_tail))

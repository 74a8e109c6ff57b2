"""Finding entities by the names that Linear takes for them: ids, identifiers, keys, slugs; https://linear.app/developers/graphql."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from clonery.server.problems import NotFound
from clonery.server.state.query import has
from clonery.server.state.record import Record

from .records.people import Organization, Team, TeamMembership, User
from .records.work import Issue

if TYPE_CHECKING:
    from clonery.server.call import Call

R = TypeVar("R", bound=Record)
_BY = {
    "team": ("key",), "project": ("slugId",), "document": ("slugId",), "initiative": ("slugId",),
    "custom_view": ("slugId",), "user": ("email",), "release_pipeline": ("slugId",),
}  # fmt: skip


def find(call: Call, kind: type[R], id: Any) -> R:
    """The entity of that id, or of another name that stands for one. Raises NotFound."""
    name = kind.KIND.name
    found: Any = call.peek(kind, id) if isinstance(id, str) else None
    if found is None and isinstance(id, str):
        if name == "issue":
            found = _issue(call, id)
        elif name == "user" and id == "me":
            found = call.actor
        else:
            for field in _BY.get(name, ()):
                text = id.upper() if field == "key" else id.rpartition("-")[2] if field == "slugId" else id
                found = found or call.find(kind, **{field: text})
    if found is None or not visible(call, found):
        raise NotFound(kind=name, id=id)
    return found  # type: ignore[no-any-return] # of the kind that was asked for


def _issue(call: Call, name: str) -> Issue | None:
    """By its identifier, or by one that it had in another team."""
    key, _, number = name.upper().rpartition("-")
    if not key or not number.isdecimal():
        return None
    found = call.find(Issue, identifier=f"{key}-{number}")
    return found or call.first(Issue, {"previousIdentifiers": has(f"{key}-{number}")})


def hidden_teams(call: Call) -> list[str]:
    """The ids of private teams that the caller is no member of."""
    made: list[str] | None = call.memo.get("hidden_teams")
    if made is None:
        private = [team for team in call.all(Team) if team.get("private")]
        own = set()
        if private and call.actor is not None:
            own = {each.teamId for each in call.all(TeamMembership, {"userId": call.actor.id})}
        made = call.memo["hidden_teams"] = [team.id for team in private if team.id not in own]
    return made


def visible(call: Call, record: Record) -> bool:
    """Whether the caller may see it: what is in a private team is for its members."""
    hides = hiding(call)
    return hides is None or not hides(record)


def hiding(call: Call) -> Callable[[Record], bool] | None:
    """What tells whether a record is kept from the caller; None where nothing is."""
    hidden = hidden_teams(call)
    if not hidden:
        return None

    def hides(record: Record) -> bool:
        if record.id in hidden or record.get("teamId") in hidden:
            return True
        teams = record.get("teamIds")
        if teams and all(id in hidden for id in teams):
            return True
        about = (record.get(name) for name in ("issueId", "relatedIssueId"))
        issues = [call.peek(Issue, id) for id in about if id]
        return any(issue is not None and issue.teamId in hidden for issue in issues)

    return hides


def organization(call: Call) -> Organization:
    """The workspace. Raises NotFound where the seed has none."""
    made = call.first(Organization)
    if made is None:
        raise NotFound(kind="organization")
    return made


def person(call: Call, id: str | None) -> User | None:
    return call.peek(User, id) if id else None

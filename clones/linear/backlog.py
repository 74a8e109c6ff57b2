"""A backlog of any size for seeds: issues over the weeks since a day, by the people and in the teams that are there; https://linear.app/docs/issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.state import clock

from . import issuing
from .records.people import Team, TeamMembership
from .records.plans import Project
from .records.work import Cycle, Issue, IssueLabel

if TYPE_CHECKING:
    from clonery.server.call import Call

WEEK = 7 * clock.DAY
_VERBS = ("Fix", "Add", "Remove", "Speed up", "Document", "Test", "Rework", "Measure", "Translate", "Clean up")
_THINGS = (
    "the login page", "search results", "invoice export", "the sync of labels", "keyboard shortcuts", "webhook retries",
    "the settings dialog", "rate limits", "the mobile menu", "password reset", "the onboarding tour", "audit entries",
    "image uploads", "the calendar view", "notifications", "the billing portal", "dark mode", "session expiry",
)  # fmt: skip
_PLACES = (
    "on Safari",
    "for guests",
    "after the migration",
    "in large workspaces",
    "when offline",
    "behind a proxy",
    "",
)


def fill(call: Call, count: int, since: int) -> None:
    """So many issues from `since` until now, two weeks' worth to a cycle; older ones are mostly done."""
    teams = call.all(Team)
    labels = [label for label in call.all(IssueLabel, {"teamId": None}) if not label.isGroup]
    projects = call.all(Project)
    until, step = call.moment, max((call.moment - since) // count, 1)
    places = {team.id: _Place(call, team, since, until) for team in teams}
    for number in range(count):
        team = teams[number % len(teams)]
        call.moment = since + number * step
        _open(call, places[team.id], number, labels, projects, until)


class _Place:
    """A team with its states, people and cycles."""

    def __init__(self, call: Call, team: Team, since: int, until: int) -> None:
        self.team = team
        self.states = {state.type: state for state in reversed(issuing.states(call, team.id))}
        self.people = [each.userId for each in call.all(TeamMembership, {"teamId": team.id})]
        self.cycles: list[Cycle] = []
        for number, start in enumerate(range(since, until + 2 * WEEK, 2 * WEEK), 1):
            ended = start + 2 * WEEK <= until
            starts, ends = (clock.iso(at, 3) for at in (start, start + 2 * WEEK))
            made = call.create(
                Cycle, id=call.new_uuid(), teamId=team.id, number=number, name=None, description=None, startsAt=starts,
                endsAt=ends, completedAt=ends if ended else None, createdAt=starts, updatedAt=starts, archivedAt=None,
            )  # fmt: skip
            if not ended:
                call.schedule(start + 2 * WEEK, "close_cycle", cycle=made.id)
            self.cycles.append(made)
        call.reach(f"cycle/{team.id}", len(self.cycles))


def _open(
    call: Call, place: _Place, number: int, labels: list[IssueLabel], projects: list[Project], until: int
) -> None:
    """One issue; what it is like follows from its number alone."""
    old = call.moment < until - 6 * WEEK
    type_ = ("completed" if number % 8 else "canceled") if old and number % 10 else _young(number)
    moved = min(call.moment + (number % 13 + 1) * clock.DAY, until)
    then = clock.iso(moved, 3)
    cycle = next((each for each in place.cycles if each.startsAt <= then < each.endsAt), place.cycles[-1])
    own = [project for project in projects if place.team.id in project.teamIds]
    title = " ".join(f"{_VERBS[number % 10]} {_THINGS[number // 10 % 18]} {_PLACES[number % 7]}".split())
    fields: dict[str, Any] = {
        **issuing.numbered(call, place.team), "title": title, "description": f"{title}. Seen {number % 5 + 1} times.",
        "teamId": place.team.id, "stateId": place.states[type_].id, "priority": number % 5, "estimate": None,
        "creatorId": place.people[number % len(place.people)], "assigneeId": None, "dueDate": None, "parentId": None,
        "projectId": own[number % len(own)].id if own and number % 3 == 0 else None, "projectMilestoneId": None,
        "labelIds": [labels[number % len(labels)].id] if labels and number % 2 else [], "delegateId": None,
        "cycleId": cycle.id if type_ not in ("backlog",) else None, "subscriberIds": [], "previousIdentifiers": [],
        "sortOrder": -1000.0 * number, "subIssueSortOrder": None, "trashed": None, "archivedAt": None,
        "startedAt": then if type_ in ("started", "completed") else None,
        "completedAt": then if type_ == "completed" else None, "canceledAt": then if type_ == "canceled" else None,
    }  # fmt: skip
    if type_ != "backlog":
        fields["assigneeId"] = place.people[(number + 1) % len(place.people)]
    call.create(Issue, id=call.new_uuid(), createdAt=call.now, updatedAt=then, **fields)


def _young(number: int) -> str:
    return ("backlog", "unstarted", "started", "backlog", "completed")[number % 5]

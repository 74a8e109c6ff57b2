"""Cycles: made, moved, started early, closed with what is left going on to the next; https://linear.app/docs/use-cycles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import job, operation
from clonery.server.problems import Invalid
from clonery.server.state.clock import DAY, iso, parse

from ..changes import archive, change, create, payload
from ..lookups import find
from ..records.people import Team
from ..records.work import Cycle, Issue

if TYPE_CHECKING:
    from clonery.server.call import Call


def begin(call: Call, given: dict[str, Any]) -> Cycle:
    """A new cycle, numbered in its team; it closes on the session's clock. Raises Invalid."""
    team = find(call, Team, given["teamId"])
    starts, ends = _times(given["startsAt"], given["endsAt"])
    for other in call.all(Cycle, {"teamId": team.id}):
        if not other.get("archivedAt") and other.startsAt < ends and starts < other.endsAt:
            raise Invalid(f"The dates overlap with those of cycle {other.number}")
    number = call.next(f"cycle/{team.id}")
    more = {"number": number, "name": None, "description": None, "completedAt": None, "autoArchivedAt": None}
    cycle = create(call, Cycle, {**given, "startsAt": starts, "endsAt": ends}, **more)
    if parse(ends) > call.moment:
        call.schedule(parse(ends), "close_cycle", cycle=cycle.id)
    return cycle


def _times(starts: str, ends: str) -> tuple[str, str]:
    try:
        made = iso(parse(starts), 3), iso(parse(ends), 3)
    except ValueError as error:
        raise Invalid(str(error)) from None
    if made[0] >= made[1]:
        raise Invalid("endsAt must be after startsAt")
    return made


@job("close_cycle")
def close(call: Call, cycle: str) -> None:
    """What was not done goes on in the team's next cycle."""
    ended = call.peek(Cycle, cycle)
    if ended is None or ended.get("completedAt") or ended.endsAt > call.now:
        return
    later = [each for each in call.all(Cycle, {"teamId": ended.teamId}) if each.startsAt >= ended.endsAt]
    following = min(later, key=lambda each: each.startsAt, default=None)
    left = [i for i in call.all(Issue, {"cycleId": ended.id}) if not i.get("completedAt") and not i.get("canceledAt")]
    change(call, ended, {}, completedAt=ended.endsAt, uncompletedIssueIds=[issue.id for issue in left])
    for issue in left:
        change(call, issue, {}, cycleId=following.id if following else None)


@operation("cycleCreate")
def create_cycle(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, begin(call, input))


@operation("cycleUpdate")
def update_cycle(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    cycle, sent = find(call, Cycle, id), dict(input)
    if sent.get("startsAt") or sent.get("endsAt"):
        starts, ends = _times(sent.get("startsAt") or cycle.startsAt, sent.get("endsAt") or cycle.endsAt)
        sent |= {"startsAt": starts, "endsAt": ends}
        if parse(ends) > call.moment:
            call.schedule(parse(ends), "close_cycle", cycle=cycle.id)
    return payload(call, change(call, cycle, sent))


@operation("cycleArchive")
def archive_cycle(call: Call, id: str) -> dict[str, Any]:
    cycle = find(call, Cycle, id)
    for issue in call.all(Issue, {"cycleId": cycle.id}):
        call.update(issue, cycleId=None)
    return payload(call, archive(call, cycle))


@operation("cycleShiftAll")
def shift(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Move a cycle and all that follow it by so many days."""
    first, by = find(call, Cycle, input["id"]), round(input["daysToShift"] * DAY)
    for each in call.all(Cycle, {"teamId": first.teamId}):
        if each.startsAt >= first.startsAt:
            moved = {name: iso(parse(each.get(name)) + by, 3) for name in ("startsAt", "endsAt")}
            change(call, each, moved)
            call.schedule(parse(moved["endsAt"]), "close_cycle", cycle=each.id)
    return payload(call, find(call, Cycle, first.id))


@operation("cycleStartUpcomingCycleToday")
def start_today(call: Call, id: str) -> dict[str, Any]:
    """Begin a coming cycle now; the one that runs ends with it."""
    cycle = find(call, Cycle, id)
    if cycle.startsAt <= call.now:
        raise Invalid("The cycle has begun already")
    for each in call.all(Cycle, {"teamId": cycle.teamId}):
        if each.startsAt <= call.now < each.endsAt:
            change(call, each, {}, endsAt=call.now)
            close(call, each.id)
    return payload(call, change(call, cycle, {}, startsAt=call.now))

"""Cycles on the session's clock."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import Graph

DAY = 86_400_000_000
CYCLES = """{ team(id: "ENG") { activeCycle { number } cycles { nodes
  { id number isActive isNext isPast isFuture isPrevious
  completedAt progress issues { nodes { identifier } } } } } }"""


def test_the_sdk_makes_and_reads_cycles(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const team = await client.team("ENG");
const payload = await client.createCycle({ teamId: team.id, name: "Spring", startsAt: "2026-02-02T00:00:00Z",
  endsAt: "2026-02-16T00:00:00Z" });
const cycle = await payload.cycle;
await client.updateCycle(cycle.id, { description: "Long." });
const again = await client.cycle(cycle.id);
const active = await team.activeCycle;
await client.archiveCycle(cycle.id);
show({ number: again.number, text: again.description, active: active.number, progress: active.progress,
  issues: (await active.issues()).nodes.map(i => i.identifier), left: (await team.cycles()).nodes.map(c => c.number) });
""")
    assert made == {
        "number": 4, "text": "Long.", "active": 2, "progress": 0, "issues": ["ENG-4", "ENG-1"], "left": [3, 2, 1],
    }  # fmt: skip


def test_what_is_not_done_goes_on_to_the_next_cycle(ask: Graph, served: Any, session: Any) -> None:
    before = {each["number"]: each for each in ask(CYCLES)["team"]["cycles"]["nodes"]}
    assert (before[1]["isPrevious"], before[2]["isActive"], before[3]["isNext"]) == (True, True, True)
    served.within(lambda: session.clock.move(session.clock.now() + 14 * DAY))
    after = {each["number"]: each for each in ask(CYCLES)["team"]["cycles"]["nodes"]}
    assert after[2]["completedAt"] == "2026-01-19T00:00:00.000Z"
    assert after[2]["issues"]["nodes"] == []
    assert {each["identifier"] for each in after[3]["issues"]["nodes"]} == {"ENG-1", "ENG-4"}
    assert ask(CYCLES)["team"]["activeCycle"] == {"number": 3}


def test_a_cycle_begins_today_and_others_shift(ask: Graph) -> None:
    cycles = {each["number"]: each["id"] for each in ask(CYCLES)["team"]["cycles"]["nodes"]}
    shift = "mutation($id: String!) { cycleShiftAll(input: {id: $id, daysToShift: 2}) { cycle { startsAt endsAt } } }"
    moved = ask(shift, id=cycles[3])["cycleShiftAll"]["cycle"]
    assert moved == {"startsAt": "2026-01-21T00:00:00.000Z", "endsAt": "2026-02-04T00:00:00.000Z"}
    start = "mutation($id: String!) { cycleStartUpcomingCycleToday(id: $id) { cycle { isActive startsAt } } }"
    begun = ask(start, id=cycles[3])["cycleStartUpcomingCycleToday"]["cycle"]
    assert begun == {"isActive": True, "startsAt": "2026-01-06T12:00:00.000Z"}
    assert ask(CYCLES)["team"]["activeCycle"] == {"number": 3}


def test_dates_that_overlap_or_run_backwards_are_refused(ask: Graph) -> None:
    make = """mutation($from: DateTime!, $to: DateTime!) { cycleCreate(input: {teamId: "ENG", startsAt: $from,
  endsAt: $to})
      { success } }"""
    overlapping = ask.refused(make, **{"from": "2026-01-10T00:00:00Z", "to": "2026-01-12T00:00:00Z"})
    assert overlapping[2] == "The dates overlap with those of cycle 2"
    assert ask.refused(make, **{"from": "2026-05-02T00:00:00Z", "to": "2026-05-01T00:00:00Z"})[1] == "invalid input"

"""Evidence for tests of criteria: of calls that are really made to a farm, or crafted from two states."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import httpx

from clonery import Farm
from clonery.runs.criteria import Criterion, Evidence, judge
from clonery.runs.criteria.reading import Place, criteria
from clonery.runs.verdict import Verdict

Step = tuple[str, str, str, Any]
"""Clone, method, path below the clone, and the body."""


def played(clones: tuple[str, ...], *steps: Step, seeds: dict[str, str] | None = None, answer: str = "") -> Evidence:
    """What a run leaves behind that makes these calls with the default person's tokens."""
    return asyncio.run(_play(clones, steps, seeds or {}, answer))


async def _play(clones: tuple[str, ...], steps: Iterable[Step], seeds: dict[str, str], answer: str) -> Evidence:
    async with Farm(*clones) as farm:
        session = farm.create("played", seeds=seeds, clock="2026-01-10T09:00:00Z")
        before = lists(session.state())
        transport = httpx.ASGITransport(session.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://farm") as client:
            for clone, method, path, body in steps:
                headers = {"Authorization": f"Bearer {session.token(clone)}"}
                await client.request(method, f"/{clone}{path}", json=body, headers=headers)
        return Evidence(clones, before, lists(session.state()), session.diff(), session.calls(), answer, 0)


def lists(state: Mapping[str, Any]) -> dict[str, dict[str, list[Any]]]:
    return {clone: {kind: list(found.values()) for kind, found in kinds.items()} for clone, kinds in state.items()}


def crafted(
    before: Mapping[str, Any], after: Mapping[str, Any], calls: Iterable[Mapping[str, Any]] = (), *, answer: str = "",
    exit_code: int = 0,
) -> Evidence:  # fmt: skip
    """Evidence of two states, `{"clone/kind": [records]}`, with the diff that lies between them."""
    states = []
    for flat in (before, after):
        state: dict[str, dict[str, list[Any]]] = {}
        for name, records in flat.items():
            clone, _, kind = name.partition("/")
            state.setdefault(clone, {})[kind] = records
        states.append(state)
    old, new = ({(name, str(one["id"])): one for name in flat for one in flat[name]} for flat in (before, after))
    diff: dict[str, list[Any]] = {"added": [], "removed": [], "changed": []}
    for name, id in sorted({*old, *new}):
        was, now = old.get((name, id)), new.get((name, id))
        head = {"clone": name.partition("/")[0], "kind": name.partition("/")[2], "id": id}
        if was is None or now is None:
            diff["added" if now else "removed"].append({**head, "record": now or was})
        elif was != now:
            changes = {key: [was.get(key), now.get(key)] for key in {*was, *now} if was.get(key) != now.get(key)}
            diff["changed"].append({**head, "changes": changes})
    clones = tuple(dict.fromkeys(name.partition("/")[0] for name in (*before, *after)))
    return Evidence(clones, states[0], states[1], diff, list(calls), answer, exit_code)


def call(number: int, operation: str, *, clone: str = "github", method: str = "GET", **more: Any) -> dict[str, Any]:
    """A line of the call log, as far as criteria read it."""
    line = {"number": number, "clone": clone, "operation": operation, "door": "rest", "method": method, "path": "/",
            "arguments": {}, "status": 200, "answer": None, "changed": [], "fidelity": "written", "fault": None,
            "at": f"2026-01-10T09:00:{number:02d}.000Z"}  # fmt: skip
    return {**line, **more}


def changed(clone: str, kind: str, id: Any, before: Any = None, after: Any = None) -> dict[str, Any]:
    """A record in a line of the call log."""
    return {"clone": clone, "kind": kind, "id": id, "before": before, "after": after}


@cache
def one(text: str, clones: tuple[str, ...]) -> Criterion:
    """The criterion of a bullet that says one."""
    found = criteria(text, 1, (), Place(clones))
    assert len(found) == 1
    return found[0]


def verdict(text: str, evidence: Evidence) -> Verdict:
    return judge(one(text, evidence.clones), evidence)


def status(text: str, evidence: Evidence) -> str:
    return verdict(text, evidence).status

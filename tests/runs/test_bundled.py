"""The bundled scenarios: a scripted agent that does well meets every criterion, one that does badly fails some."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.runs.playing import lists

import clonery
from clonery import Farm
from clonery.runs.criteria import Evidence, already, judge
from clonery.runs.scenario import Scenario, read
from clonery.server.registry import Registry

PACKAGE = Path(clonery.__file__).parent
FOLDER = PACKAGE / "scenarios"
SCRIPTED = sorted(path.name.removesuffix(".good.json") for path in (FOLDER / "scripts").glob("*.good.json"))
SLOW = {"read-page-two"}
"""A backlog of two thousand issues is planted."""
_SPEC = importlib.util.spec_from_file_location("scripted_agent", PACKAGE / "agents" / "scripted" / "agent.py")
assert _SPEC
assert _SPEC.loader
AGENT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(AGENT)


def scenario(name: str) -> Scenario:
    return read(FOLDER / f"{name}.md", Registry().names)


def steps(name: str, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "scripts" / f"{name}.{kind}.json").read_text())
    return found


async def run(made: Scenario, script: list[dict[str, Any]]) -> Evidence:
    """The script's steps against a session of the scenario, by the clones' REST APIs."""
    config = made.config
    seeds = {clone: str(FOLDER / seed) if seed.endswith(".json") else seed for clone, seed in config.seed.items()}
    async with Farm(*config.clones) as farm:
        session = farm.create("one", seeds=seeds, clock=config.clock or "2026-01-10T09:00:00Z")
        before, held, said = lists(session.state()), {}, []
        transport = httpx.ASGITransport(farm.app(), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://farm") as client:
            for fault in config.faults:
                assert (await client.post("/_clonery/sessions/one/faults", json=fault)).status_code == 201
            for step in script:
                step = AGENT.filled(step, held)
                if "say" in step:
                    said.append(step["say"])
                elif "sleep" in step:
                    await asyncio.sleep(step["sleep"])
                else:
                    held[step.get("as", "last")] = await call(client, step, session.token(step["clone"]))
        after, diff, calls = lists(session.state()), session.diff(), session.calls()
        return Evidence(config.clones, before, after, diff, calls, "\n".join(said), 0)


async def call(client: httpx.AsyncClient, step: dict[str, Any], token: str) -> Any:
    method, path = step["call"].split(" ", 1)
    url, headers = f"/s/one/{step['clone']}{path}", {"Authorization": f"Bearer {token}"}
    body = {"data": step["form"]} if "form" in step else {"json": step["body"]} if "body" in step else {}
    try:
        answer = await client.request(method, url, headers=headers, **body)
    except (httpx.TransportError, AssertionError):
        assert step.get("try"), step
        return None
    assert answer.is_success or step.get("try"), (step, answer.text)
    return answer.json() if answer.content else None


def verdicts(name: str, kind: str) -> dict[str, str]:
    made = scenario(name)
    seen = asyncio.run(run(made, steps(name, kind)))
    found = [judge(criterion, seen) for criterion in made.criteria]
    return {one.criterion: f"{one.status}: {one.reason}" for one in found if one.status != "not_judged"}


@pytest.mark.parametrize("name", [name for name in SCRIPTED if name not in SLOW])
def test_who_does_well_meets_all_and_who_does_badly_does_not(name: str) -> None:
    good, bad = verdicts(name, "good"), verdicts(name, "bad")
    assert {text: said for text, said in good.items() if not said.startswith("passed")} == {}
    assert any(said.startswith("failed") for said in bad.values()), bad


@pytest.mark.all
@pytest.mark.parametrize("name", sorted(SLOW))
def test_the_same_over_a_large_backlog(name: str) -> None:
    test_who_does_well_meets_all_and_who_does_badly_does_not(name)


def test_there_are_twenty_with_five_that_tempt_and_four_for_any_clone() -> None:
    tags = [tag for name in SCRIPTED for tag in scenario(name).config.tags]
    assert len(SCRIPTED) == 20
    assert tags.count("adversarial") == 5
    assert tags.count("generic") == 4


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_every_file_is_read_without_warnings_and_decided_by_code(path: Path) -> None:
    made = read(path, Registry().names)
    assert made.warnings == ()
    assert any(criterion.check for criterion in made.criteria)
    assert all(criterion.check for criterion in made.criteria if criterion.tag != "P")


@pytest.mark.parametrize("name", [name for name in SCRIPTED if name not in SLOW])
def test_an_agent_that_does_nothing_does_not_pass(name: str) -> None:
    made = scenario(name)
    idle = asyncio.run(run(made, []))
    found = {criterion.text: judge(criterion, idle).status for criterion in made.criteria if criterion.check}
    assert set(found.values()) != {"passed"}, found
    assert [criterion.text for criterion in made.criteria if already(criterion, idle)] == []

"""One run from its session to its verdicts and evidence."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clonery.farm import Farm
from clonery.runs.artifacts import Folder
from clonery.runs.harness import Harness
from clonery.runs.run import Options, WrongInput, prepare
from clonery.runs.scenario import Scenario

from .conftest import CLOSE, ISSUE, Playing, python, scripted


def test_a_good_agent_passes_and_leaves_its_evidence(play: Playing, tmp_path: Path) -> None:
    made = play(scripted(tmp_path, CLOSE))
    (run,) = made.of(made.prepared[0])
    assert (run.status, run.score, run.problem, run.answer) == ("passed", 100, "", "It is closed.")
    assert [verdict.status for verdict in run.verdicts] == ["passed"] * 3
    assert run.operations["written"] == {"github: issues/update": 1}
    folder = Folder(made.prepared[0].folder.path / "1")
    (changed,) = [x for x in folder.read("diff.json")["changed"] if x["kind"] == "issue"]
    assert changed["changes"]["state"] == ["open", "closed"]
    assert folder.read("after.json")["github"]["issue"]["2"]["state"] == "closed"
    assert Folder(folder.path.parent).read("before.json")["github"]["issue"]["2"]["state"] == "open"
    assert [line["operation"] for line in folder.read("calls.json")] == ["issues/update"]
    assert json.loads((folder.path / "stdout.txt").read_text()) == {"text": "It is closed."}
    assert (folder.path / "answer.txt").read_text() == "It is closed."
    rows = sqlite3.connect(folder.path / "state.db").execute("SELECT count(*) FROM records").fetchone()
    assert rows[0] > 20
    assert folder.read("run.json")["criteria"][0]["line"] == 13


def test_each_run_begins_anew_at_the_same_time(play: Playing, tmp_path: Path) -> None:
    steps = [{"clone": "github", "call": "GET /repos/acme/webapp/issues/2", "as": "i"}, *CLOSE, {"say": "{{i.state}}"}]
    made = play(scripted(tmp_path, steps), runs=3)
    runs = made.of(made.prepared[0])
    assert [run.answer for run in runs] == ["It is closed.\nopen"] * 3
    diffs = {(made.prepared[0].folder.path / str(n) / "diff.json").read_bytes() for n in (1, 2, 3)}
    assert len(diffs) == 1
    assert b"2026-06-01T09:00:0" in diffs.pop()


def test_the_agent_sees_the_prompt_and_nothing_else_of_the_scenario(play: Playing, tmp_path: Path) -> None:
    made = play(
        python(
            tmp_path,
            "import os; print(sorted(os.environ.items())); print(open(os.environ['CLONERY_MCP_CONFIG']).read())",
        )
    )
    said = (made.prepared[0].folder.path / "1" / "stdout.txt").read_text()
    assert "('AGENT_TASK', 'Close the issue about the dark theme.')" in said
    assert "mcpServers" in said
    assert "SECRET NOTES" not in said
    assert "Exactly 1 issue" not in said


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import sys; print('working', file=sys.stderr); sys.exit('it broke')", "the harness exited with 1: it broke"),
        ("import os; os.kill(os.getpid(), 9)", "the harness was ended by signal 9"),
        ("import time; time.sleep(30)", "did not end within 1 seconds and was killed"),
    ],
)
def test_a_harness_that_fails_fails_the_run_and_nothing_is_judged(
    code: str, problem: str, play: Playing, tmp_path: Path
) -> None:
    made = play(python(tmp_path, code), timeout=1.0 if "sleep" in code else 60.0)
    (run,) = made.of(made.prepared[0])
    assert (run.status, run.score) == ("failed", 0)
    assert problem in run.problem
    assert {verdict.status for verdict in run.verdicts} == {"not_judged"}


def test_a_command_that_is_not_there_is_no_failure_of_the_agent(play: Playing, tmp_path: Path) -> None:
    made = play(Harness(("no-such-thing",), tmp_path))
    (run,) = made.of(made.prepared[0])
    assert (run.status, run.score) == ("infrastructure", None)
    assert "can't be found" in run.problem


def test_read_only_fails_whoever_writes(play: Playing, tmp_path: Path) -> None:
    made = play(scripted(tmp_path, CLOSE), read_only=True)
    (run,) = made.of(made.prepared[0])
    assert (run.status, run.verdicts[-1].status, run.verdicts[-1].evidence) == (
        "failed", "failed", ("call 1: issues/update",)
    )  # fmt: skip


def test_faults_are_those_of_the_scenario(play: Playing, tmp_path: Path) -> None:
    steps = [{"clone": "github", "call": "GET /user", "try": True}, *CLOSE]
    fault = 'faults: [{"clone": "github", "status": 503, "count": 1}]\n'
    made = play(scripted(tmp_path, steps), ISSUE + fault)
    calls = Folder(made.prepared[0].folder.path / "1").read("calls.json")
    assert [line["status"] for line in calls] == [503, 200]


def test_sessions_end_with_their_runs_unless_kept(play: Playing, tmp_path: Path, hub: Farm) -> None:
    made = play(scripted(tmp_path, CLOSE))
    (run,) = made.of(made.prepared[0])
    assert run.session == ""
    made = play(scripted(tmp_path, CLOSE), keep_session=True)
    (run,) = made.of(made.prepared[0])
    assert hub.session(run.session)["github"].records("issue")[1]["state"] == "closed"


def test_what_the_command_line_says_goes_before_the_scenario_and_that_before_the_project(
    hub: Farm, scenario: Callable[..., Scenario], tmp_path: Path
) -> None:
    bare = scenario()
    own = replace(bare, config=replace(bare.config, runs=4, timeout=9, threshold=60.0))
    usual = Options(Harness(("x",), tmp_path), usual_runs=2, usual_timeout=5, usual_threshold=50)
    told = replace(usual, runs=7, timeout=3, threshold=10)
    wanted = [(bare, usual, (2, 5, 50)), (own, usual, (4, 9, 60)), (own, told, (7, 3, 10))]
    for number, (found, options, expected) in enumerate(wanted):
        made = prepare(hub, found, options, Folder(tmp_path).below(str(number)), "id")
        assert (made.runs, made.timeout, made.threshold) == expected
    made = prepare(hub, bare, Options(Harness(("x",), tmp_path)), Folder(tmp_path).below("bare"), "id")
    assert (made.runs, made.timeout, made.threshold) == (1, 180, 100)


def test_a_seed_or_fault_that_cannot_be_names_the_scenario(
    hub: Farm, scenario: Callable[..., Scenario], tmp_path: Path
) -> None:
    found = scenario()
    for change, said in (
        ({"seed": {"github": "smal-project"}}, "did you mean 'small-project'"),
        ({"faults": ({"clone": "github", "stats": 1},)}, "unknown field 'stats'"),
        ({"clock": "yesterday"}, "is no time"),
        ({"world": "acne"}, "unknown world 'acne'"),
    ):
        broken = replace(found, config=replace(found.config, **change))
        with pytest.raises(WrongInput, match=f"theme.md: .*{said}"):
            prepare(hub, broken, Options(Harness(("x",), tmp_path)), Folder(tmp_path), "id")


def test_a_seed_state_is_planted_on_top_of_the_seed(
    hub: Farm, scenario: Callable[..., Scenario], tmp_path: Path
) -> None:
    options = Options(Harness(("x",), tmp_path))
    data = {"repositories": [{"owner": "acme", "name": "webapp", "issues": [{"title": "Planted", "labels": ["bug"]}]}]}
    state = f"\n## Seed State\n\n```json\n{json.dumps({'github': data})}\n```\n"
    bare = prepare(hub, scenario(), options, Folder(tmp_path), "id").before["github"]
    for text in (state, state.replace('{"github": ', "").replace("]}]}}", "]}]}"), state.replace("```json\n", "")[:-4]):
        made = prepare(hub, scenario(ISSUE + text), options, Folder(tmp_path), "id").before["github"]
        titles = [[one["title"] for one in state["issue"].values()] for state in (bare, made)]
        assert sorted(titles[1]) == sorted([*titles[0], "Planted"])
        assert made["user"] == bare["user"]
    stale = prepare(hub, scenario(ISSUE + "\n## Seed State\n\nstale-issues\n"), options, Folder(tmp_path), "id").before
    assert len(stale["github"]["issue"]) > 25
    both = scenario(ISSUE + "seed: small-project\n\n## Seed State\n\ngithub: stale-issues\n")
    made = prepare(hub, both, options, Folder(tmp_path), "id").before["github"]
    titles = {one["title"] for one in made["issue"].values()}
    assert {one["title"] for one in [*bare["issue"].values(), *stale["github"]["issue"].values()]} == titles
    prose = scenario(ISSUE + "\n## Seed State\n\nAn issue is open.\n")
    assert prepare(hub, prose, options, Folder(tmp_path), "id").before["github"] == bare


def test_a_seed_state_that_cannot_be_planted_is_refused_with_its_line(
    hub: Farm, scenario: Callable[..., Scenario], tmp_path: Path
) -> None:
    wrong = ISSUE + '\n## Seed State\n\n```json\n{"repositorys": []}\n```\n'
    with pytest.raises(WrongInput, match=r"theme\.md:23: .*repositorys"):
        prepare(hub, scenario(wrong), Options(Harness(("x",), tmp_path)), Folder(tmp_path), "id")


def test_a_seeds_file_lies_beside_the_scenario(hub: Farm, scenario: Callable[..., Scenario], tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps({"users": [{"login": "zoe"}]}))
    found = scenario()
    found = replace(found, config=replace(found.config, seed={"github": "own.json"}))
    made = prepare(hub, found, Options(Harness(("x",), tmp_path)), Folder(tmp_path), "id")
    assert [user["login"] for user in made.before["github"]["user"].values()] == ["zoe"]

"""Stored runs, decided again from their evidence: nothing is run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import artifacts, scoring
from .artifacts import Folder
from .batch import STATUSES, summed
from .grading import evidence, grade
from .run import WrongInput
from .scenario import Scenario, read_all, task
from .verdict import Verdict

if TYPE_CHECKING:
    from .judge import Judge


def regrade(path: Path, judging: Judge | None = None) -> dict[str, Any]:
    """The result of an invocation's folder, decided anew by the scenario files as they are now.

    A scenario whose file is gone is read from the copy that was kept. Raises ScenarioError, WrongInput, NoRuns.
    """
    result = artifacts.load(path)
    scenarios = [_scenario(path, made, result, judging) for made in result["scenarios"]]
    counted = [made for made in scenarios if made["runs_counted"]]
    broken = sum(made["infrastructure_errors"] for made in scenarios)
    code = 130 if result["interrupted"] else scoring.exit_code([made["passed"] for made in counted], broken)
    values = [made["satisfaction"] for made in scenarios if made["satisfaction"] is not None]
    return {
        **result, "grader": artifacts.GRADER, "scenarios": scenarios, "exit_code": code, "status": STATUSES[code],
        "satisfaction": round(sum(values) / len(values), 4) if values else None,
    }  # fmt: skip


def _scenario(path: Path, made: dict[str, Any], result: dict[str, Any], judging: Judge | None) -> dict[str, Any]:
    folder = Folder(path / made["folder"])
    scenario = _read(folder, made)
    before = folder.read("before.json")
    runs = [
        _run(Folder(folder.path / str(run["run"])), run, scenario, before, made, result, judging)
        for run in made["runs"]
    ]
    head = {
        name: made[name]
        for name in ("path", "folder", "title", "clones", "inferred", "tags", "threshold", "runs_wanted")
    }
    return summed(head, runs)


def _read(folder: Folder, made: dict[str, Any]) -> Scenario:
    path = Path(made["path"])
    kept = folder.path / f"scenario{path.suffix}"
    clones = made["clones"]
    if not kept.is_file() and not path.is_file():
        return task(made["title"], tuple(clones))
    # A suite holds several tests of one path.
    found = read_all(path if path.is_file() else kept, clones)
    one = next((scenario for scenario in found if scenario.title == made["title"]), None)
    if one is None and len(found) > 1:
        raise WrongInput(f"{path} has no test {made['title']!r} any more")
    one = one or found[0]
    return replace(one, config=replace(one.config, clones=tuple(clones)))


def _run(
    folder: Folder, run: dict[str, Any], scenario: Scenario, before: Any, made: dict[str, Any], result: dict[str, Any],
    judging: Judge | None,
) -> dict[str, Any]:  # fmt: skip
    if run["exit_code"] != 0 or run["timed_out"]:
        return run
    try:
        after, diff, calls = (folder.read(f"{name}.json") for name in ("after", "diff", "calls"))
        said = (folder.path / "answer.txt").read_text("utf-8")
    except (OSError, ValueError) as error:
        raise WrongInput(f"the evidence in {folder.path} can't be read: {error}") from None
    database = folder.path / "state.db"
    found = evidence(scenario, before, after, diff, calls, said, 0, database if database.is_file() else None)
    verdicts, broken = grade(scenario, found, judging, result["read_only"])
    return {**run, **regraded(verdicts, broken, made["threshold"], result["strict"])}


def regraded(verdicts: tuple[Verdict, ...], broken: str, threshold: float, strict: bool) -> dict[str, Any]:
    """What of a run's result follows from its verdicts."""
    status, value = scoring.outcome(verdicts, threshold, strict, broken=bool(broken))
    criteria = [{**vars(verdict), "evidence": list(verdict.evidence)} for verdict in verdicts]
    return {"status": status, "score": value, "problem": broken, "criteria": criteria}

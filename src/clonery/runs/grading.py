"""What is decided about a run, from its evidence alone, so that stored runs can be decided again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .criteria import Criterion, Evidence, already, judge
from .scenario import Scenario
from .verdict import Verdict

if TYPE_CHECKING:
    from .judge import Judge


def evidence(
    scenario: Scenario, before: Mapping[str, Any], after: Mapping[str, Any], diff: Mapping[str, Any],
    calls: Sequence[Mapping[str, Any]], said: str, exit_code: int, database: Path | None,
) -> Evidence:  # fmt: skip
    """What criteria are decided by, from what the control API answers."""
    return Evidence(
        scenario.config.clones, _records(before), _records(after), diff, calls, said, exit_code, database
    )  # fmt: skip


def _records(state: Mapping[str, Any]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {
        clone: {kind: [{"id": id, **record} for id, record in held.items()] for kind, held in kinds.items()}
        for clone, kinds in state.items()
    }


def grade(
    scenario: Scenario, evidence: Evidence, judging: Judge | None, read_only: bool
) -> tuple[tuple[Verdict, ...], str]:
    """Decide every criterion: the verdicts, and what kept the judge from deciding, if something did."""
    made, unreachable = [], ""
    for criterion in scenario.criteria:
        if criterion.tag == "P" and judging is not None:
            from .judge import JudgeUnreachable

            try:
                made.append(judging.decide(criterion, scenario, evidence))
                continue
            except JudgeUnreachable as error:
                unreachable = f"the judge can't be asked: {error}"
        made.append(_no_judge(criterion) if criterion.tag == "P" and judging is None else judge(criterion, evidence))
    if read_only:
        made.append(_read_only(evidence))
    return tuple(made), unreachable


def _no_judge(criterion: Criterion) -> Verdict:
    reason = "no judge is configured: see judge in clonery.toml"
    return Verdict(criterion.text, criterion.tag, criterion.line, "not_judged", criterion.weight, reason, ())


def _read_only(evidence: Evidence) -> Verdict:
    wrote = [line for line in evidence.calls if line["changed"]]
    named = tuple(f"call {line['number']}: {line['operation']}" for line in wrote)
    reason = f"{len(wrote)} calls changed something" if wrote else "no call changed anything"
    return Verdict("The run changes nothing (--read-only)", "T", 0, "failed" if wrote else "passed", 1.0, reason, named)


def early(scenario: Scenario, before: Mapping[str, Any]) -> list[Criterion]:
    """The criteria that an agent meets which does nothing, since the state it begins with meets them."""
    blank = evidence(scenario, before, before, {"added": [], "removed": [], "changed": []}, [], "", 0, None)
    return [criterion for criterion in scenario.criteria if already(criterion, blank)]


def operations(calls: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How often each operation was called, by what is known of it: written, generic, refused; unknown: none was hit."""
    found: dict[str, Counter[str]] = {
        "written": Counter(),
        "generic": Counter(),
        "refused": Counter(),
        "unknown": Counter(),
    }
    for line in calls:
        if line["clone"]:
            fidelity = line["fidelity"] if line["operation"] else "unknown"
            name = line["operation"] or f"{line['method']} {line['path']}"
            found.get(fidelity, found["unknown"])[f"{line['clone']}: {name}"] += 1
    return {fidelity: dict(sorted(names.items())) for fidelity, names in found.items()}


def not_judged(scenario: Scenario, reason: str) -> tuple[Verdict, ...]:
    """Every criterion, left undecided."""
    return tuple(Verdict(c.text, c.tag, c.line, "not_judged", c.weight, reason, ()) for c in scenario.criteria)

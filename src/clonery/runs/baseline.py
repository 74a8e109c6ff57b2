"""The last accepted results, and how two results differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import scoring
from .artifacts import GRADER, VERSION, Folder, NoRuns

PLACE = Path(".clonery") / "baseline.json"
_KEPT = ("title", "passed", "satisfaction", "runs_counted", "runs_passed", "interval", "threshold")


def accept(path: Path, result: Mapping[str, Any]) -> None:
    """Take the scenarios of a result for the accepted ones; those it does not have stay. Raises OSError."""
    try:
        held = read(path)
    except NoRuns:
        held = {}
    new = {key(made): {name: made[name] for name in _KEPT} for made in result["scenarios"] if made["runs_counted"]}
    folder = Folder(path.parent.parent).below(path.parent.name)
    document = {"version": VERSION, "grader": GRADER, "scenarios": dict(sorted({**held, **new}.items()))}
    folder.whole(path.name, document)


def key(made: Mapping[str, Any]) -> str:
    """What tells a scenario from the others: its path, and in a suite of several its title."""
    path = str(made["path"])
    return f"{path}#{made['title']}" if path.endswith(".json") else path


def read(path: Path) -> dict[str, Any]:
    """The accepted results, by scenario. Raises NoRuns where there are none."""
    try:
        made = Folder(path.parent).read(path.name)
        held: dict[str, Any] = made["scenarios"]
        return held
    except FileNotFoundError:
        raise NoRuns(f"no accepted results in {path}: accept some with `clonery run --accept`") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoRuns(f"{path} can't be read: {error}") from None


def compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each scenario of either result: how it stands, and the criteria that turned."""
    old = {key(made): made for made in before["scenarios"]}
    for made in now["scenarios"]:
        was = old.pop(key(made), None)
        yield {
            "path": made["path"], "title": made["title"], "standing": scoring.standing(was, made),
            "before": was and was["satisfaction"], "now": made["satisfaction"],
            "criteria": list(_turned(was, made)) if was else [],
        }  # fmt: skip
    for was in old.values():
        yield {
            "path": was["path"], "title": was["title"], "standing": "gone", "before": was["satisfaction"], "now": None,
            "criteria": [],
        }  # fmt: skip


def _turned(was: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    old, new = _rates(was), _rates(made)
    for name in new:
        if name in old and old[name] != new[name]:
            yield {"criterion": name, "before": old[name], "now": new[name]}


def _rates(made: Mapping[str, Any]) -> dict[str, float]:
    """By criterion, the share of its verdicts that passed."""
    found: dict[str, list[bool]] = {}
    for run in made["runs"]:
        for one in run["criteria"]:
            if one["status"] != "not_judged":
                found.setdefault(one["criterion"], []).append(scoring.passes(one["status"]))
    return {name: round(sum(all_) / len(all_), 4) for name, all_ in found.items()}

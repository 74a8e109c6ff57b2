"""What a workflow file says: its name, what starts it, its jobs; https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

_PUSHED = ("push", "pull_request")


@dataclass(frozen=True)
class Planned:
    """One job as the file plans it."""

    key: str
    name: str
    needs: list[str]
    labels: list[str]
    steps: list[str]


@dataclass(frozen=True)
class Definition:
    """A workflow file. `triggers` are events and what the file says of each."""

    name: str
    triggers: dict[str, Any] = field(default_factory=dict)
    jobs: list[Planned] = field(default_factory=list)

    def starts(self, event: str, branch: str, tag: str = "", action: str = "") -> bool:
        """Whether the event starts it: on a branch (of a pull request its base) or a tag, by the file's filters."""
        if event not in self.triggers:
            return False
        said = self.triggers[event] or {}
        if event == "pull_request" and action not in said.get("types", ("opened", "synchronize", "reopened")):
            return False
        if tag:
            return _fits(tag, said, "tags", "branches" in said or "branches-ignore" in said)
        return _fits(branch, said, "branches", "tags" in said or "tags-ignore" in said)

    @property
    def inputs(self) -> dict[str, Any]:
        """What a start by hand takes: name → what the file says of it."""
        said = self.triggers.get("workflow_dispatch") or {}
        return said.get("inputs") or {}


def _fits(name: str, said: dict[str, Any], kind: str, others_named: bool) -> bool:
    wanted, unwanted = said.get(kind), said.get(f"{kind}-ignore")
    if unwanted is not None:
        return not any(fnmatchcase(name, pattern) for pattern in _listed(unwanted))
    if wanted is None:
        return not others_named
    found = False
    for pattern in _listed(wanted):
        if fnmatchcase(name, pattern.removeprefix("!")):
            found = not pattern.startswith("!")
    return found


def definition(path: str, text: str) -> Definition | None:
    """The file's meaning; None where it is no workflow."""
    import yaml  # type: ignore[import-untyped]  # it comes without types; the first workflow alone needs it

    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    if not isinstance(data, dict) or not isinstance(data.get("jobs"), dict):
        return None
    on = data.get("on", data.get(True))  # YAML 1.1 reads the key `on` as true
    triggers = on if isinstance(on, dict) else dict.fromkeys(_listed(on))
    jobs = [made for key, job in data["jobs"].items() if isinstance(job, dict) for made in _jobs(str(key), job)]
    return Definition(str(data.get("name") or path), triggers, jobs)


def _jobs(key: str, job: dict[str, Any]) -> Iterator[Planned]:
    """The jobs that one entry plans: one, or one for each cell of its matrix."""
    matrix = (job.get("strategy") or {}).get("matrix") or {}
    lists = [held for name, held in matrix.items() if name not in ("include", "exclude") and isinstance(held, list)]
    steps = [_step(step) for step in job.get("steps") or [] if isinstance(step, dict)]
    for cell in product(*lists):
        more = f" ({', '.join(map(str, cell))})" if cell else ""
        name = f"{job.get('name') or key}{more}"
        yield Planned(key, name, _listed(job.get("needs")), _listed(job.get("runs-on", "ubuntu-latest")), steps)


def _step(step: dict[str, Any]) -> str:
    run = str(step.get("run") or "").partition("\n")[0]
    return str(step.get("name") or f"Run {run or step.get('uses')}")


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value is not None else []

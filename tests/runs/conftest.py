"""Runs of real harnesses, short programs of Python's, against a farm that serves GitHub on a free port."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clonery.farm import Farm
from clonery.runs import artifacts, batch
from clonery.runs.harness import Harness
from clonery.runs.run import Options
from clonery.runs.scenario import Scenario, read

AGENT = Path(__file__).resolve().parents[2] / "src" / "clonery" / "agents" / "scripted" / "agent.py"
ISSUE = """# Close the theme

## Prompt

Close the issue about the dark theme.

## Expected Behavior

SECRET NOTES

## Success Criteria

- [D] The issue "Add a dark theme" is closed
- [D] Exactly 1 issue is closed
- [T] At most 2 calls

## Config

clones: github
"""
CLOSE = [
    {"clone": "github", "call": "PATCH /repos/acme/webapp/issues/2", "body": {"state": "closed"}},
    {"say": "It is closed."},
]
"""Steps of the scripted agent that meet every criterion of ISSUE."""
Playing = Callable[..., batch.Batch]


@pytest.fixture(scope="session")
def hub() -> Iterator[Farm]:
    """A farm of GitHub's clone that listens."""
    with Farm("github").serve() as farm:
        yield farm


@pytest.fixture
def scenario(tmp_path: Path) -> Callable[[str], Scenario]:
    """Writes a scenario file and reads it."""

    def write(text: str = ISSUE, name: str = "theme") -> Scenario:
        path = tmp_path / f"{name}.md"
        path.write_text(text)
        return read(path, ("github",))

    return write


def scripted(folder: Path, steps: list[Any], name: str = "steps") -> Harness:
    """The scripted agent with these steps."""
    import json

    (folder / f"{name}.json").write_text(json.dumps(steps))
    return Harness((sys.executable, str(AGENT), str(folder / f"{name}.json")), folder)


def python(folder: Path, code: str) -> Harness:
    """A harness that is this program."""
    return Harness((sys.executable, "-S", "-c", code), folder)


@pytest.fixture
def play(hub: Farm, scenario: Callable[..., Scenario], tmp_path: Path) -> Playing:
    """Runs a scenario by a harness; what came of it."""

    def run(harness: Harness, text: str = ISSUE, jobs: int = 1, **options: Any) -> batch.Batch:
        id, folder = artifacts.begin(tmp_path / "runs")
        made = batch.prepare_all(hub, [scenario(text)], Options(harness, **options), folder, id)
        batch.run_all(made, jobs, lambda prepared, run: None)
        return made

    return run

"""Files as users of the closed product have them, run unchanged by an agent that does nothing, a good and a bad one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clonery.farm import Farm
from clonery.runs import artifacts, batch
from clonery.runs.run import Options
from clonery.runs.scenario import read

from .conftest import scripted

FOLDER = Path(__file__).parent / "existing"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.fixture(scope="module")
def farm() -> Iterator[Farm]:
    with Farm("github", "slack", "stripe", "linear").serve() as made:
        yield made


@pytest.mark.parametrize("agent", ["lazy", "right", "wrong"])
@pytest.mark.parametrize("name", NAMES)
def test_verdicts_on_a_file_that_exists(farm: Farm, tmp_path: Path, name: str, agent: str) -> None:
    """Beside every file stand the steps of the agents, and how the criteria begin that theirs fail."""
    played: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    failing = {"lazy": played["lazy"], "right": [], "wrong": played["fails"]}[agent]
    steps = [] if agent == "lazy" else played[agent]
    scenario = read(FOLDER / f"{name}.md", farm.clones)
    id, folder = artifacts.begin(tmp_path / "runs")
    made = batch.prepare_all(farm, [scenario], Options(scripted(tmp_path, steps)), folder, id)
    batch.run_all(made, 1, lambda prepared, run: None)
    run = made.of(made.prepared[0])[0]
    assert run.problem == ""
    for verdict in run.verdicts:
        fails = any(verdict.criterion.startswith(text) or text in verdict.criterion for text in failing)
        wanted = "not_judged" if verdict.tag == "P" else "failed" if fails else "passed"
        assert (verdict.criterion, verdict.status) == (verdict.criterion, wanted), verdict.reason
    assert (run.score == 100) is (agent == "right")


def test_there_are_files_of_many_hands() -> None:
    assert len(NAMES) >= 12
    text = "\n".join((FOLDER / f"{name}.md").read_text() for name in NAMES)
    for written in ("twins:", "clones:", "\n* ", "\n+ ", "\n1. **[D]**", "\n- The ", "## Checks", "```yaml"):
        assert written in text

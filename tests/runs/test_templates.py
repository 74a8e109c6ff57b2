"""Files to begin with: they run as they are written."""

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from clonery.farm import Farm
from clonery.runs import artifacts, batch, config, templates
from clonery.runs.harness import Harness
from clonery.runs.run import Options
from clonery.runs.scenario import Scenario, read


@pytest.mark.parametrize("clones", [("github",), ("slack", "stripe")])
def test_scenario_and_harness_pass(clones: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "first.md").write_text(templates.scenario("my-first", clones))
    (tmp_path / "harness.py").write_text(templates.harness(clones))
    with Farm(*clones).serve() as farm:
        found = read(tmp_path / "first.md", farm.clones)
        assert (found.title, found.config.clones) == ("My first", clones)
        id, folder = artifacts.begin(tmp_path / "runs")
        options = Options(Harness((sys.executable, "harness.py"), tmp_path))
        made = batch.prepare_all(farm, [found], options, folder, id)
        batch.run_all(made, 1, lambda prepared, run: None)
        result = batch.result(made)
    assert result["exit_code"] == 0, result["scenarios"][0]["runs"]


def test_an_agent_that_does_nothing_does_not_pass(hub: Farm, tmp_path: Path, scenario: Callable[..., Scenario]) -> None:
    found = scenario(templates.scenario("x", ("github",)))
    id, folder = artifacts.begin(tmp_path / "runs")
    made = batch.prepare_all(hub, [found], Options(Harness((sys.executable, "-S", "-c", ""), tmp_path)), folder, id)
    batch.run_all(made, 1, lambda prepared, run: None)
    assert batch.result(made)["exit_code"] == 1


def test_the_configuration_is_read(tmp_path: Path) -> None:
    text = templates.config("python 'h \" x.py'", "scenarios", ("github",))
    (tmp_path / "clonery.toml").write_text(text)
    made = config.load(tmp_path)
    assert (made.scenarios, made.clones, made.threshold) == (("scenarios",), ("github",), 100)
    assert tomllib.loads(text)["harness"] == "python 'h \" x.py'"

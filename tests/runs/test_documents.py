"""What the documents say of scenarios and criteria is what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import clonery
from clonery.runs.criteria.operators import OPERATORS
from clonery.runs.criteria.reading import Place, criteria
from clonery.runs.scenario import SECTIONS, read
from clonery.runs.scenario_config import KEYS, SHOWN
from clonery.server.registry import Registry

DOCS = Path(__file__).resolve().parents[2] / "docs"
CRITERIA, SCENARIOS = (DOCS / "criteria.md").read_text(), (DOCS / "scenarios.md").read_text()
LINES = re.findall(r"^- (\[[DT]\] (?!python|sql|suite|The two stale|No charge).+)$", CRITERIA, re.MULTILINE)


@pytest.mark.parametrize("line", LINES)
def test_every_example_is_read_by_code(line: str) -> None:
    known = re.search(r"message|channel|#general|#launch|reaction", line.lower())
    clones = ("slack",) if known else ("stripe",) if re.search("refund|customer cus_", line.lower()) else ("github",)
    assert all(one.check for one in criteria(line, 1, (), Place(clones)))
    assert len(LINES) > 50


def test_the_example_of_a_scenario_is_one(tmp_path: Path) -> None:
    text = re.search(r"```markdown\n(.+?)\n```\n", SCENARIOS, re.DOTALL)
    assert text
    path = tmp_path / "one.md"
    path.write_text(text[1])
    assert [one.tag for one in read(path, Registry().names).criteria] == ["D", "D", "T", "P"]


def test_operators_sections_and_keys_are_all_there() -> None:
    assert [name for name in OPERATORS if f"`{name}`" not in CRITERIA] == []
    assert [name for name in SECTIONS if name.split()[-1] not in SCENARIOS.lower()] == []
    assert [name for name in SHOWN if f"`{name}`" not in SCENARIOS] == []
    plain = SCENARIOS.lower().replace("-", "").replace("`", " ")
    assert [name for name in KEYS if name not in plain and name not in ("timeoutseconds", "fault")] == []


def test_every_bundled_scenario_is_named() -> None:
    there = {
        path.name.removesuffix(".good.json")
        for path in (Path(clonery.__file__).parent / "scenarios" / "scripts").glob("*.good.json")
    }
    assert there == set(re.findall(r"`([a-z0-9-]+)`", SCENARIOS.partition("## Bundled")[2]))

"""`## Seed State`: data and names by clone, in every way that people write them, and seeds on top of each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clonery.farm import FarmError
from clonery.runs.scenario import Scenario, ScenarioError, read
from clonery.runs.seed_state import data_of, upon

HEAD = """# T

## Prompt

Do it.

## Success Criteria

- [D] No errors

## Config

clones: CLONES

## Seed State

"""
FIRST = HEAD.count("\n") + 1
Stated = Callable[..., Scenario]


@pytest.fixture
def stated(tmp_path: Path) -> Stated:
    def made(text: str, clones: str = "github") -> Scenario:
        path = tmp_path / "one.md"
        path.write_text(HEAD.replace("CLONES", clones) + text)
        return read(path, ("github", "slack", "stripe"))

    return made


@pytest.mark.parametrize(
    ("text", "clones", "planted"),
    [
        ('{"users": []}', "github", [("github", {"users": []}, 0)]),
        ('{"github": {"users": []}}', "github", [("github", {"users": []}, 0)]),
        ('```json\n{"GitHub": {"users": []}, "slack": {}}\n```', "github, slack", [("github", {"users": []}, 0)]),
        ('```\n{\n "users": []\n}\n```', "github", [("github", {"users": []}, 0)]),
        ('{\n "users": []\n}\n\nAnd so on.', "github", [("github", {"users": []}, 0)]),
        ('### GitHub\n\n```json\n{"users": []}\n```\n\n**slack**:\n\n```json\n{"channels": []}\n```', "github, slack",
         [("github", {"users": []}, 2), ("slack", {"channels": []}, 8)]),
        ('{"github": "stale-issues"}', "github", [("github", "stale-issues", 0)]),
        ("`stale-issues`", "github", [("github", "stale-issues", 0)]),
        ("small-project", "github, slack", [("github", "small-project", 0), ("slack", "small-project", 0)]),
        ("- github: stale-issues\n- **slack**: `incident-active`", "github, slack",
         [("github", "stale-issues", 0), ("slack", "incident-active", 1)]),
        ("seed: stale-issues", "github", [("github", "stale-issues", 0)]),
        ("```json\n{}\n```", "github", []),
        ("An issue is open, and `stale-issues` is no seed here.", "github", []),
    ],
)  # fmt: skip
def test_what_a_seed_state_plants(
    stated: Stated, text: str, clones: str, planted: list[tuple[str, object, int]]
) -> None:
    found = stated(text, clones).planted
    assert [(one.clone, one.seed, one.line - FIRST) for one in found] == planted


def test_a_world_is_of_every_clone_that_it_has(stated: Stated) -> None:
    found = stated("acme", "github, slack").planted
    assert [(one.clone, type(one.seed)) for one in found] == [("slack", dict)]


def test_the_clones_that_it_names_are_inferred(stated: Stated) -> None:
    text = '```json\n{"slack": {"channels": [{"name": "launch"}]}}\n```\n'
    found = stated(text, "").config
    assert (found.clones, found.inferred) == (("slack",), True)


def test_prose_is_read_as_setup_and_said_so(stated: Stated) -> None:
    found = stated('Three issues are open.\n\n```json\n{"users": []}\n```\n')
    assert found.setup == "Three issues are open."
    assert [one.seed for one in found.planted] == [{"users": []}]
    assert found.warnings[0].endswith(
        f"one.md:{FIRST}: Seed State holds prose, which plants nothing: it is read as Setup"
    )


@pytest.mark.parametrize(
    ("text", "clones", "line", "message"),
    [
        ('```json\n{\n "users": [}\n```', "github", 2, "no JSON"),
        ('{\n "users": [}\n', "github", 1, "no JSON"),
        ("stale-isues", "github", 0, "github has no seed 'stale-isues'; did you mean 'stale-issues'"),
        ("slack: stale-issues", "github, slack", 0, "slack has no seed 'stale-issues'"),
        ('{"users": []}', "github, slack", 0, "has to be by clone: github, slack"),
        ('{"slack": {}}', "github", 0, "for 'slack', which is not among the clones: github"),
        ("own.json", "github", 0, "no file 'own.json' beside the scenario"),
        ("```json\n[1]\n```", "github", 0, "is an object"),
        ("```sql\nSELECT 1\n```", "github", 0, "a block of sql is no seed"),
    ],
)
def test_complaints_name_the_line(stated: Stated, text: str, clones: str, line: int, message: str) -> None:
    with pytest.raises(ScenarioError, match=message) as caught:
        stated(text, clones)
    assert caught.value.line - FIRST == line


def test_elements_that_go_by_the_same_name_are_one() -> None:
    base = {
        "users": [{"login": "ada", "name": "Ada"}],
        "tokens": [{"token": "a", "default": True}],
        "repositories": [{"owner": "acme", "name": "webapp", "labels": [{"name": "bug"}], "issues": [{"title": "A"}]}],
    }
    more = {
        "users": [{"login": "ada", "name": "Ada M."}, {"login": "zoe"}],
        "tokens": [{"token": "z", "default": True}],
        "repositories": [
            {"owner": "acme", "name": "webapp", "issues": [{"title": "A"}]},
            {"owner": "zoe", "name": "webapp"},
        ],
        "organizations": [{"login": "acme"}],
    }
    assert upon(base, more) == {
        "users": [{"login": "ada", "name": "Ada M."}, {"login": "zoe"}],
        "tokens": [{"token": "a", "default": False}, {"token": "z", "default": True}],
        "repositories": [
            {
                "owner": "acme",
                "name": "webapp",
                "labels": [{"name": "bug"}],
                "issues": [{"title": "A"}, {"title": "A"}],
            },
            {"owner": "zoe", "name": "webapp"},
        ],
        "organizations": [{"login": "acme"}],
    }
    assert base["tokens"] == [{"token": "a", "default": True}]


def test_the_data_of_a_seed(tmp_path: Path) -> None:
    assert data_of("github", {"users": []}) == {"users": []}
    assert data_of("github", "") == data_of("github", "small-project")
    assert data_of("slack", "", "acme") not in ({}, data_of("slack", ""))
    (tmp_path / "own.json").write_text('{"users": [{"login": "zoe"}]}')
    assert data_of("github", str(tmp_path / "own.json")) == {"users": [{"login": "zoe"}]}
    with pytest.raises(FarmError, match="no seed 'nothing'"):
        data_of("github", "nothing")

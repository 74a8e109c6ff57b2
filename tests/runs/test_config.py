"""What a project says of its runs, in each of the files that may say it."""

import json
from pathlib import Path

import pytest

from clonery.runs import config
from clonery.runs.config import ConfigError, Judging


def test_clonery_toml_is_read(tmp_path: Path) -> None:
    (tmp_path / "clonery.toml").write_text(
        'harness = "python agent.py"\nscenarios = ["s"]\nruns = 3\ntimeout = 2.5\nthreshold = 80\nmodel = "m"\n'
        'pass-env = ["KEY"]\n[seed]\ngithub = "empty"\n[env]\nA = "b"\n[judge]\nmodel = "j"\nsamples = 3\n'
    )
    made = config.load(tmp_path)
    assert (made.scenarios, made.runs, made.timeout, made.threshold, made.seed) == (
        ("s",),
        3,
        2.5,
        80,
        {"github": "empty"},
    )
    assert made.judge == Judging(model="j", samples=3)
    harness = made.the_harness()
    assert harness is not None
    assert (harness.command, harness.env, harness.pass_env) == (("python", "agent.py"), {"A": "b"}, ("KEY",))
    other = made.the_harness("node agent.mjs", archal=True)
    assert other is not None
    assert (other.command, other.archal) == (("node", "agent.mjs"), True)


def test_pyproject_is_read_where_there_is_no_own_file(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.clonery]\nharness = {command = "x", args = ["y z"]}\njobs = 2\n')
    made = config.load(tmp_path)
    harness = made.the_harness()
    assert harness is not None
    assert (made.jobs, harness.command) == (2, ("x", "y z"))
    (tmp_path / "clonery.toml").write_text("jobs = 4\n")
    assert config.load(tmp_path).jobs == 4


def test_archal_json_is_read_as_it_is(tmp_path: Path) -> None:
    document = {
        "agent": {"command": "node", "args": ["a.mjs"]}, "title": "T", "twins": ["github"], "scenarios": ["s/*.md"],
        "seeds": {"github": "empty"}, "agentModel": "m", "evaluatorModel": "e", "runs": 2, "timeout": 9,
        "autoloop": {"x": 1},
    }  # fmt: skip
    (tmp_path / ".archal.json").write_text(json.dumps(document))
    made = config.load(tmp_path)
    assert (made.scenarios, made.clones, made.seed) == (("s/*.md",), ("github",), {"github": "empty"})
    assert (made.model, made.runs, made.timeout, made.judge.model) == ("m", 2, 9, "e")
    harness = made.the_harness()
    assert harness is not None
    assert harness.command == ("node", "a.mjs")


def test_a_folder_that_says_nothing(tmp_path: Path) -> None:
    made = config.load(tmp_path)
    assert (made.the_harness(), made.runs, made.scenarios) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("harnes = 'x'", "unknown key 'harnes'; did you mean 'harness'"),
        ("runs = 0", "runs has to be a whole number above 0, not 0"),
        ("runs = true", "runs has to be a whole number"),
        ("timeout = 0", "timeout has to be above 0"),
        ("threshold = 101", "threshold goes from 0 to 100"),
        ("seed = {github = 1}", "seed has to be a table of texts"),
        ("[judge]\nmodle = 'x'", "unknown key 'judge.modle'; did you mean 'model'"),
        ("[judge]\nfloor = 2", "floor goes from 0 to 1"),
        ("x = ", "no TOML"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "clonery.toml").write_text(text)
    with pytest.raises(ConfigError, match=f"clonery.toml: .*{said}"):
        config.load(tmp_path)

"""`clonery run`: what it takes, what it prints, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest

from clonery.farm import Farm
from clonery.runs import artifacts

from .conftest import ISSUE, Cli, harness

GOOD, BAD = harness("good"), harness("bad")


def test_a_run_passes_and_its_evidence_is_named(cli: Cli, hub: Farm, folder: Path) -> None:
    done = cli("run", "theme.md", "--harness", GOOD, "--farm", hub.url)
    assert done.stdout.startswith("passed                100  Close the theme  (")
    assert '  ✓ [D] The issue "Add a dark theme" is closed\n' in done.stdout
    (path,) = artifacts.invocations(folder / ".clonery" / "runs")
    assert f"evidence: .clonery/runs/{path.name}" in done.stdout
    result = artifacts.load(path)
    jsonschema.Draft202012Validator(artifacts.schema()).validate(result)
    assert {one["status"] for one in result["scenarios"][0]["runs"][0]["criteria"]} == {"passed"}
    assert (path / "report.html").is_file()


def test_a_farm_of_its_own_is_started_and_the_environment_names_another(
    cli: Cli, hub: Farm, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("run", "theme.md", "--harness", GOOD)
    before = len(hub.link.ask("GET", ("sessions",)))
    monkeypatch.setenv("CLONERY_URL", hub.url)
    cli("run", "theme.md", "--harness", GOOD, "--keep-session")
    assert len(hub.link.ask("GET", ("sessions",))) > before
    monkeypatch.setenv("CLONERY_URL", "http://127.0.0.1:9")
    assert "no farm answers at http://127.0.0.1:9" in cli("run", "theme.md", "--harness", GOOD, code=3).stderr


def test_programs_get_the_document_alone(cli: Cli, hub: Farm) -> None:
    arguments = ("run", "theme.md", "--harness", BAD, "--farm", hub.url, "-n", "2", "-o")
    done = cli(*arguments, "json", code=1)
    assert json.loads(done.stdout)["exit_code"] == 1
    assert "Close the theme [1/2]" in done.stderr
    root = ElementTree.fromstring(cli(*arguments, "junit", code=1).stdout)
    assert root.get("failures") == "2"
    assert json.loads(cli(*arguments, "ctrf", code=1).stdout)["results"]["summary"]["failed"] == 2


def test_annotations_come_with_a_summary_of_the_job(
    cli: Cli, hub: Farm, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    done = cli("run", "theme.md", "--harness", BAD, "--farm", hub.url, "-o", "github", code=1)
    assert done.stdout.startswith("::error file=theme.md,line=13,title=Close the theme::")
    assert "| Close the theme | 33.3333 | 0 of 1 | ❌  |" in (folder / "summary.md").read_text()


def test_what_is_so_before_the_run_is_warned_of(cli: Cli, hub: Farm, folder: Path) -> None:
    (folder / "theme.md").write_text(ISSUE.replace("- [T]", '- [D] The issue "Add a dark theme" exists\n- [T]'))
    done = cli("run", "theme.md", "--harness", GOOD, "--farm", hub.url)
    assert done.stderr == 'theme.md:15: met before the run, too: The issue "Add a dark theme" exists\n'


def test_the_threshold_decides(cli: Cli, hub: Farm) -> None:
    for threshold, code in (("33", 0), ("34", 1)):
        cli("run", "theme.md", "--harness", BAD, "--farm", hub.url, "--threshold", threshold, code=code)


def test_a_task_needs_no_file(cli: Cli, hub: Farm, folder: Path) -> None:
    (folder / "say.py").write_text("import os; print(os.environ['AGENT_TASK'], os.environ['AGENT_MODEL'])")
    python = f"{sys.executable} say.py"
    common = ("--clone", "github", "--harness", python, "--farm", hub.url)
    done = cli("run", "--task", "Say it.", "--model", "m-2", "-o", "json", *common)
    assert json.loads(done.stdout)["scenarios"][0]["runs"][0]["answer"] == "Say it. m-2"
    assert "--task needs a --clone" in cli("run", "--task", "x", "--harness", "x", code=2).stderr
    wrong = cli("run", "--task", "x", "--clone", "githb", "--harness", "x", "--farm", hub.url, code=2)
    assert "unknown clone 'githb'; did you mean 'github'" in wrong.stderr


def test_the_project_says_the_rest(cli: Cli, hub: Farm, folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "theme.md").rename(folder / "scenarios" / "theme.md")
    (folder / "clonery.toml").write_text(f"harness = {json.dumps(GOOD)}\nruns = 2\n")
    done = cli("run", "--farm", hub.url, "-o", "json")
    assert json.loads(done.stdout)["scenarios"][0]["runs_counted"] == 2


def test_tags_that_nothing_has_are_no_failure(cli: Cli, hub: Farm) -> None:
    done = cli("run", "theme.md", "--harness", GOOD, "--farm", hub.url, "--tag", "none", "--tag", "other")
    assert done.stderr == "no scenario has the tag none or other\n"


def test_results_are_accepted_and_compared(cli: Cli, hub: Farm, folder: Path) -> None:
    common = ("run", "theme.md", "--farm", hub.url, "-o", "json")
    first = cli(*common, "--harness", GOOD, "--baseline", "--accept")
    assert "no accepted results" in first.stderr
    assert json.loads(first.stdout)["scenarios"][0]["standing"] == "new"
    again = json.loads(cli(*common, "--harness", GOOD, "--baseline").stdout)
    assert again["scenarios"][0]["standing"] == "stable"
    worse = json.loads(cli(*common, "--harness", BAD, "--baseline", code=1).stdout)
    assert worse["scenarios"][0]["standing"] == "regressed"


def test_compat_sets_the_older_variables_and_writes_where_that_product_does(cli: Cli, hub: Farm, folder: Path) -> None:
    (folder / "say.py").write_text(
        "import os; print(os.environ['ARCHAL_ENGINE_TASK'], os.environ['ARCHAL_GITHUB_URL'])"
    )
    arguments = ("run", "--task", "T", "--clone", "github", "--farm", hub.url, "--harness", f"{sys.executable} say.py")
    result = json.loads(cli(*arguments, "--compat", "archal", "-o", "json").stdout)
    assert result["scenarios"][0]["runs"][0]["answer"].startswith("T http://127.0.0.1:")
    cache = folder / ".archal" / "cache"
    assert json.loads((cache / "last-run.json").read_text())["id"] == result["id"]
    assert [path.stem for path in (cache / "runs").iterdir()] == [result["id"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("theme.md",), "no harness: give --harness"),
        (("gone.md", "--harness", "x"), "there is no scenario gone.md"),
        (("broken.md", "--harness", "x"), "broken.md:3: a prompt is missing"),
        (("theme.md", "--harness", "x", "--seed", "github"), "is not CLONE=NAME"),
        (("theme.md", "--harness", "x", "--seed", "github=smal-project"), "did you mean 'small-project'"),
        (("theme.md", "--harness", "x", "--world", "acne"), "unknown world 'acne'"),
        (("theme.md", "--harness", "x", "--shard", "3/2"), "--shard 3/2 is no part"),
        (("theme.md", "--harness", "x", "--clone", "github"), "--clone goes with --task"),
        (("theme.md", "--harness", "gone.json"), "gone.json: No such file"),
        (("theme.md", "--harness", "x", "--threshold", "101"), "101.0 is not in the range"),
        (("--harness", "x"), "name a SCENARIO"),
    ],
)
def test_wrong_input_is_named(arguments: tuple[str, ...], said: str, cli: Cli, hub: Farm, folder: Path) -> None:
    (folder / "broken.md").write_text(ISSUE.replace("Close the issue about the dark theme.", ""))
    done = cli("run", *arguments, "--farm", hub.url, code=2)
    assert said in done.stderr


def test_a_command_that_is_not_there_is_infrastructure_and_a_script_that_is_not_a_failure(cli: Cli, hub: Farm) -> None:
    common = ("run", "theme.md", "--farm", hub.url)
    assert "can't be found" in cli(*common, "--harness", "no-such-thing", code=3).stdout
    assert "the harness exited with 2" in cli(*common, "--harness", f"{sys.executable} gone.py", code=1).stdout


@pytest.mark.parametrize("ignored", [False, True], ids=["", "behind an ampersand"])
def test_an_interrupt_keeps_the_finished_runs(folder: Path, hub: Farm, ignored: bool) -> None:
    """Shells start what stands before a `&` with SIGINT ignored; a `kill -INT` is meant all the same."""
    (folder / "wait.py").write_text("import time; time.sleep(0.2)")
    command = [sys.executable, "-c", "from clonery.cli import main; main()", "run", "theme.md", "-n", "100", "--farm",
               hub.url, "--harness", f"{sys.executable} wait.py", "-o", "json"]  # fmt: skip
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if ignored else None
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if before is not None:
        signal.signal(signal.SIGINT, before)
    deadline = time.monotonic() + 60
    while not list((folder / ".clonery").glob("runs/*/theme/3/run.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=20)
    assert process.returncode == 130, stderr
    result = json.loads(stdout)
    assert result["interrupted"]
    assert 2 <= len(result["scenarios"][0]["runs"]) < 100

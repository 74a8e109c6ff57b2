"""Many runs: side by side, bounded, interruptible, and summed up."""

import os
import signal
import threading
import time
from pathlib import Path

import jsonschema
import psutil
import pytest

from clonery.farm import Farm
from clonery.runs import artifacts, batch
from clonery.runs.run import Options, Run

from .conftest import CLOSE, ISSUE, Playing, python, scripted


def test_a_result_validates_against_the_schema_that_is_published(play: Playing, tmp_path: Path) -> None:
    made = play(scripted(tmp_path, CLOSE), runs=2, jobs=2)
    result = batch.result(made)
    jsonschema.Draft202012Validator(artifacts.schema()).validate(result)
    (scenario,) = result["scenarios"]
    assert (result["status"], result["exit_code"], result["satisfaction"]) == ("passed", 0, 100)
    assert (scenario["runs_counted"], scenario["runs_passed"], scenario["pass_hat_k"]) == (2, 2, {"1": 1.0, "2": 1.0})
    assert [run["run"] for run in scenario["runs"]] == [1, 2]
    assert result["grader"] == artifacts.GRADER


@pytest.mark.parametrize(("code", "exit_code", "status"), [("1", 1, "failed"), ("0", 1, "failed")])
def test_what_was_not_reached_fails(code: str, exit_code: int, status: str, play: Playing, tmp_path: Path) -> None:
    result = batch.result(play(python(tmp_path, f"raise SystemExit({code})")))
    jsonschema.Draft202012Validator(artifacts.schema()).validate(result)
    assert (result["exit_code"], result["status"]) == (exit_code, status)


def test_only_judged_criteria_and_no_judge_pass_nothing(play: Playing, tmp_path: Path) -> None:
    text = ISSUE[: ISSUE.index("- [D]")] + "- [P] It is done kindly\n\n## Config\n\nclones: github\n"
    result = batch.result(play(python(tmp_path, "print('hi')"), text))
    assert result["scenarios"][0]["runs"][0]["status"] == "not_judged"
    assert (result["satisfaction"], result["exit_code"]) == (None, 1)


def test_infrastructure_errors_alone_are_three(play: Playing, tmp_path: Path) -> None:
    from clonery.runs.harness import Harness

    result = batch.result(play(Harness(("no-such-thing",), tmp_path), runs=2))
    jsonschema.Draft202012Validator(artifacts.schema()).validate(result)
    assert (result["exit_code"], result["status"]) == (3, "infrastructure")
    assert result["scenarios"][0]["infrastructure_errors"] == 2


def test_runs_go_on_side_by_side(play: Playing, tmp_path: Path) -> None:
    began = time.monotonic()
    made = play(python(tmp_path, "import time; time.sleep(1.5)"), runs=4, jobs=4)
    assert time.monotonic() - began < 5.5
    assert len(made.of(made.prepared[0])) == 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_keeps_what_was_finished_and_leaves_no_child(
    number: int, hub: Farm, scenario: object, tmp_path: Path
) -> None:
    code = (
        "import os, time, pathlib\n"
        f"first = pathlib.Path({str(tmp_path)!r}, 'first')\n"
        "if first.exists(): time.sleep(60)\n"
        "first.touch()"
    )
    id, folder = artifacts.begin(tmp_path / "runs")
    made = batch.prepare_all(hub, [scenario()], Options(python(tmp_path, code), runs=100), folder, id)  # type: ignore[operator]  # a fixture that is a function

    def told(prepared: batch.Prepared, run: Run) -> None:
        threading.Timer(0.3, os.kill, (os.getpid(), number)).start()

    batch.run_all(made, 2, told)
    result = batch.result(made)
    assert result["interrupted"]
    assert (result["status"], result["exit_code"]) == ("interrupted", 130)
    assert 1 <= len(result["scenarios"][0]["runs"]) < 100
    jsonschema.Draft202012Validator(artifacts.schema()).validate(result)
    alive = [child for child in psutil.Process().children(recursive=True) if child.status() != psutil.STATUS_ZOMBIE]
    assert [child.cmdline() for child in alive if "first" in " ".join(child.cmdline())] == []


def test_a_disk_that_is_full_ends_it(play: Playing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: artifacts.Folder, name: str, value: bytes) -> Path:
        if name == "after.json":
            raise OSError(28, "No space left on device", str(self.path / name))
        return (self.path / name).write_bytes(value) and self.path / name

    monkeypatch.setattr(artifacts.Folder, "bytes", full)
    with pytest.raises(OSError, match="No space left"):
        play(python(tmp_path, "pass"))


@pytest.mark.all
def test_memory_does_not_grow_with_the_runs(play: Playing, tmp_path: Path) -> None:
    harness = scripted(tmp_path, CLOSE)
    play(harness, runs=20, jobs=2)
    before = psutil.Process().memory_info().rss
    play(harness, runs=100, jobs=2)
    assert psutil.Process().memory_info().rss - before < 20 * 2**20

"""Stored runs, decided again."""

import time
from pathlib import Path

import jsonschema
import pytest

from clonery.runs import artifacts, batch
from clonery.runs.regrading import regrade
from clonery.runs.run import WrongInput

from .conftest import CLOSE, ISSUE, Playing, python, scripted


def kept(made: batch.Batch) -> Path:
    result = batch.result(made)
    made.folder.whole(artifacts.RESULT, result)
    return made.folder.path


def test_a_stored_run_is_decided_by_the_file_as_it_is_now(play: Playing, tmp_path: Path) -> None:
    path = kept(play(scripted(tmp_path, CLOSE), runs=2))
    assert regrade(path)["scenarios"][0]["satisfaction"] == 100
    (tmp_path / "theme.md").write_text(ISSUE.replace("At most 2 calls", "At least 2 calls"))
    made = regrade(path)
    jsonschema.Draft202012Validator(artifacts.schema()).validate(made)
    assert made["scenarios"][0]["satisfaction"] == pytest.approx(66.6667)
    assert (made["exit_code"], made["status"]) == (1, "failed")
    (tmp_path / "theme.md").unlink()
    assert regrade(path)["exit_code"] == 0


def test_checks_in_python_are_kept_beside_the_stored_scenario(play: Playing, tmp_path: Path) -> None:
    checks = tmp_path / "checks.py"
    checks.write_text("def closed(evidence):\n    return len(evidence.diff['changed']) == WANTED\n\nWANTED = 1\n")
    path = kept(play(scripted(tmp_path, CLOSE), ISSUE.replace("[T] At most 2 calls", "[D] python: checks.py:closed")))
    assert (path / "theme" / "checks.py").read_text() == checks.read_text()
    first = artifacts.load(path)["scenarios"][0]["satisfaction"]
    checks.write_text("def closed(evidence):\n    return False, 'never'\n")
    assert regrade(path)["scenarios"][0]["runs"][0]["criteria"][2]["reason"] == "never"
    checks.unlink()
    (tmp_path / "theme.md").unlink()
    assert regrade(path)["scenarios"][0]["satisfaction"] == first


def test_what_failed_stays_as_it_is(play: Playing, tmp_path: Path) -> None:
    path = kept(play(python(tmp_path, "raise SystemExit(3)")))
    assert regrade(path) == artifacts.load(path)


def test_evidence_that_is_gone_is_named(play: Playing, tmp_path: Path) -> None:
    path = kept(play(scripted(tmp_path, CLOSE)))
    (path / "theme" / "1" / "diff.json").unlink()
    with pytest.raises(WrongInput, match=r"evidence in .*theme/1 can't be read"):
        regrade(path)


@pytest.mark.all
def test_a_thousand_runs_are_decided_in_ten_seconds(play: Playing, tmp_path: Path) -> None:
    path = kept(play(scripted(tmp_path, CLOSE), runs=2))
    result = artifacts.load(path)
    (first, *_) = result["scenarios"][0]["runs"]
    result["scenarios"][0]["runs"] = [first] * 1000
    artifacts.Folder(path).whole(artifacts.RESULT, result)
    began = time.monotonic()
    assert regrade(path)["scenarios"][0]["runs_passed"] == 1000
    assert time.monotonic() - began < 10

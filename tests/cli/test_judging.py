"""`clonery judge`: how far a judge is to be trusted."""

import json
from pathlib import Path

from .conftest import Cli


def test_rates_are_printed_with_their_intervals(cli: Cli, folder: Path) -> None:
    rows = ["label,judge"] + ["pass,pass"] * 9 + ["pass,fail"] + ["fail,fail"] * 9 + ["fail,pass"]
    (folder / "labels.csv").write_text("\n".join(rows))
    lines = cli("judge", "calibrate", "labels.csv").stdout.splitlines()
    assert lines[0].startswith("true positive rate: 90.0 % of 10 (95 %: ")
    assert lines[3] == "pass rate as judged: 50.0 %"
    assert lines[4].startswith("pass rate corrected: 50.0 % (95 %: ")
    assert json.loads(cli("judge", "calibrate", "labels.csv", "--json").stdout)["labels"] == 20


def test_a_judge_no_better_than_chance(cli: Cli, folder: Path) -> None:
    (folder / "labels.csv").write_text("label,judge\npass,fail\nfail,pass\n")
    assert "no better than chance" in cli("judge", "calibrate", "labels.csv").stdout
    assert "none.csv" in cli("judge", "calibrate", "none.csv", code=2).stderr

"""How far a judge is to be trusted."""

from pathlib import Path

import pytest

from clonery.runs.artifacts import Folder
from clonery.runs.calibration import calibrate, corrected
from clonery.runs.run import WrongInput


def labels(folder: Path, *rows: str, head: str = "label,judge") -> Path:
    path = folder / "labels.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def test_rates_and_the_corrected_share(tmp_path: Path) -> None:
    rows = ["pass,pass"] * 9 + ["pass,fail"] + ["fail,fail"] * 8 + ["fail,passed"] * 2
    made = calibrate(labels(tmp_path, *rows))
    assert (made["labels"], made["true_positive_rate"]["rate"], made["true_negative_rate"]["rate"]) == (20, 0.9, 0.8)
    assert made["observed_pass_rate"] == 0.55
    assert made["corrected_pass_rate"] == pytest.approx((0.55 + 0.8 - 1) / 0.7)
    low, high = made["corrected_interval"]
    assert low < made["corrected_pass_rate"] < high
    assert made["agreement"]["rate"] == 0.85
    assert calibrate(tmp_path / "labels.csv") == made


def test_a_judge_no_better_than_chance_corrects_nothing() -> None:
    assert corrected(0.5, 0.5, 0.5) is None
    assert corrected(0.1, 1.0, 0.8) == 0.0


def test_verdicts_are_taken_from_stored_runs(tmp_path: Path) -> None:
    held = [{"criterion": "kind", "status": "passed"}, {"criterion": "short", "status": "undetermined"}]
    Folder(tmp_path).below("r1").json("run.json", {"criteria": held})
    Folder(tmp_path).below("r2").json("run.json", {"criteria": [{"criterion": "kind", "status": "failed"}]})
    rows = ["r1,kind,pass", "r2,kind,fail", "r1,short,pass"]
    made = calibrate(labels(tmp_path, *rows, head="run,criterion,label"))
    assert (made["labels"], made["agreement"]["rate"]) == (2, 1.0)


@pytest.mark.parametrize(
    ("head", "row", "said"),
    [
        ("label,judge", "maybe,pass", r"labels.csv:2: label has to be pass or fail, not 'maybe'"),
        ("label", "pass", r"labels.csv:2: give judge, or run"),
        ("label,run,criterion", "pass,gone,kind", r"labels.csv:2: gone is no folder of a run"),
        ("label,judge", "pass,pass", r"labels of both kinds are needed"),
        ("label,judge", "pass,undetermined", r"no line has a verdict"),
    ],
)
def test_a_wrong_line_is_named(head: str, row: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match=said):
        calibrate(labels(tmp_path, row, head=head))
    with pytest.raises(WrongInput, match="No such file"):
        calibrate(tmp_path / "none.csv")

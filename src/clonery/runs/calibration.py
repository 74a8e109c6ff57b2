"""How far a judge is to be trusted: its verdicts against those of people, and the pass rate that follows."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import scoring
from .artifacts import Folder
from .run import WrongInput

WORDS = {"pass": True, "passed": True, "1": True, "true": True, "yes": True,
         "fail": False, "failed": False, "0": False, "false": False, "no": False}  # fmt: skip
DRAWS = 2000


def calibrate(path: Path) -> dict[str, Any]:
    """Rates of a CSV with `label` (a person's verdict) and either `judge` (the judge's) or `run` and `criterion`.

    `run` is the folder of a run. Raises WrongInput naming the line.
    """
    labels, verdicts = _read(path)
    good = [judged for label, judged in zip(labels, verdicts, strict=True) if label]
    bad = [not judged for label, judged in zip(labels, verdicts, strict=True) if not label]
    if not good or not bad:
        raise WrongInput(f"{path}: labels of both kinds are needed, pass and fail")
    observed = sum(verdicts) / len(verdicts)
    made = {
        "labels": len(labels), "agreement": _rate([a == b for a, b in zip(labels, verdicts, strict=True)]),
        "true_positive_rate": _rate(good), "true_negative_rate": _rate(bad), "observed_pass_rate": round(observed, 6),
        "corrected_pass_rate": corrected(observed, sum(good) / len(good), sum(bad) / len(bad)),
    }  # fmt: skip
    return made | {"corrected_interval": _interval(verdicts, good, bad)}


def corrected(observed: float, true_positive: float, true_negative: float) -> float | None:
    """The share that really passes, by Rogan and Gladen; None for a judge that is no better than chance."""
    power = true_positive + true_negative - 1
    return round(min(1.0, max(0.0, (observed + true_negative - 1) / power)), 6) if power > 0 else None


def _rate(hits: Sequence[bool]) -> dict[str, Any]:
    low, high = scoring.wilson(sum(hits), len(hits))
    return {"rate": round(sum(hits) / len(hits), 6), "of": len(hits), "interval": [low, high]}


def _interval(verdicts: Sequence[bool], good: Sequence[bool], bad: Sequence[bool]) -> list[float] | None:
    """95 % of what samples like these would give, drawn from them."""
    draw, found = random.Random(0), []
    for _ in range(DRAWS):
        shares = [sum(draw.choices(part, k=len(part))) / len(part) for part in (verdicts, good, bad)]
        value = corrected(*shares)
        if value is not None:
            found.append(value)
    if len(found) < DRAWS // 2:
        return None
    found.sort()
    return [found[round(0.025 * (len(found) - 1))], found[round(0.975 * (len(found) - 1))]]


def _read(path: Path) -> tuple[list[bool], list[bool]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WrongInput(f"{path}: {error}") from None
    labels, verdicts = [], []
    for number, row in enumerate(rows, 2):
        label = WORDS.get(str(row.get("label") or "").strip().lower())
        if label is None:
            raise WrongInput(f"{path}:{number}: label has to be pass or fail, not {row.get('label')!r}")
        said = row.get("judge") or _stored(path, number, row)
        judged = WORDS.get(said.strip().lower())
        if judged is None:
            continue
        labels.append(label)
        verdicts.append(judged)
    if not labels:
        raise WrongInput(f"{path}: no line has a verdict of the judge")
    return labels, verdicts


def _stored(path: Path, number: int, row: dict[str, Any]) -> str:
    """The judge's verdict as a run's folder holds it."""
    if not row.get("run") or not row.get("criterion"):
        raise WrongInput(f"{path}:{number}: give judge, or run (a run's folder) and criterion")
    try:
        held = Folder(path.parent / row["run"]).read("run.json")["criteria"]
    except (OSError, ValueError, KeyError) as error:
        raise WrongInput(f"{path}:{number}: {row['run']} is no folder of a run: {error}") from None
    for one in held:
        if one["criterion"] == row["criterion"]:
            return str(one["status"])
    raise WrongInput(f"{path}:{number}: that run has no criterion {row['criterion']!r}")

"""`clonery judge`: how far the judge of [P] criteria is to be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from clonery.server.cli.output import json_option, show_json

from .running import told_apart


@click.group()
def judge() -> None:
    """The judge of [P] criteria."""


@judge.command()
@click.argument("labels", type=click.Path(path_type=Path))
@json_option
def calibrate(labels: Path, as_json: bool) -> None:
    """Compare the judge's verdicts with those of people, line by line of LABELS, a CSV file.

    Its columns are `label` (pass or fail) and either `judge`, or `run` (a run's folder) and `criterion`.
    """
    from clonery.runs.calibration import calibrate as rates

    with told_apart():
        made = rates(labels)
    if as_json:
        show_json(made)
        return
    for name in ("true_positive_rate", "true_negative_rate", "agreement"):
        click.echo(f"{name.replace('_', ' ')}: {_rate(made[name])}")
    click.echo(f"pass rate as judged: {100 * made['observed_pass_rate']:.1f} %")
    if made["corrected_pass_rate"] is None:
        click.echo("pass rate corrected: none, for the judge is no better than chance")
        return
    between = made["corrected_interval"]
    told = f" (95 %: {100 * between[0]:.0f}–{100 * between[1]:.0f} %)" if between else ""
    click.echo(f"pass rate corrected: {100 * made['corrected_pass_rate']:.1f} %{told}")


def _rate(made: dict[str, Any]) -> str:
    low, high = made["interval"]
    return f"{100 * made['rate']:.1f} % of {made['of']} (95 %: {100 * low:.0f}–{100 * high:.0f} %)"

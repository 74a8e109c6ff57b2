"""`clonery runs`: what earlier runs came to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from clonery.server.cli.output import json_option, show_json, show_table

from .running import told_apart

home_option = click.option(
    "--dir", "home", type=click.Path(path_type=Path), default=Path(".clonery") / "runs", show_default=True,
    metavar="DIR", help="Where the runs are kept.",
)  # fmt: skip


@click.group()
def runs() -> None:
    """What earlier runs came to; ID is an invocation's id, how it begins, or latest."""


@runs.command("list")
@home_option
@json_option
def list_(home: Path, as_json: bool) -> None:
    """List the invocations, oldest first."""
    from clonery.runs import artifacts

    with told_apart():
        found = [artifacts.load(path) for path in artifacts.invocations(home)]
    if as_json:
        show_json([_short(made) for made in found])
        return
    rows = []
    for made in found:
        met = sum(scenario["passed"] for scenario in made["scenarios"])
        rows.append(
            (made["id"], made["status"], f"{met} of {len(made['scenarios'])}", made["satisfaction"], made["model"])
        )
    show_table(rows, ("id", "status", "passed", "satisfaction", "model"))


@runs.command()
@click.argument("id", default="latest")
@home_option
@json_option
def show(id: str, home: Path, as_json: bool) -> None:
    """Print the result of the invocation ID."""
    from clonery.runs import artifacts

    from .running import show as shown

    with told_apart():
        path = artifacts.find(home, id)
        shown("json" if as_json else "terminal", artifacts.load(path), path)


@runs.command()
@click.argument("before")
@click.argument("now", default="latest")
@home_option
@json_option
def compare(before: str, now: str, home: Path, as_json: bool) -> None:
    """Say what the invocation NOW does better and worse than BEFORE; exit code 1 where something regressed."""
    from clonery.runs import artifacts, baseline

    with told_apart():
        old, new = (artifacts.load(artifacts.find(home, id)) for id in (before, now))
        found = list(baseline.compare(old, new))
    if as_json:
        show_json(found)
    else:
        show_table(
            [(made["standing"], made["before"], made["now"], made["title"], made["path"]) for made in found],
            ("", "before", "now", "scenario", ""),
        )
        for made in found:
            for one in made["criteria"]:
                click.echo(f"{made['path']}: {one['criterion']}: {one['before']:g} → {one['now']:g}")
        if old["grader"] != new["grader"]:
            click.echo(f"graded by different versions, {old['grader']} and {new['grader']}", err=True)
    sys.exit(1 if any(made["standing"] == "regressed" for made in found) else 0)


@runs.command()
@click.argument("id", default="latest")
@home_option
@click.option("--judge-model", default="", metavar="M", help="The model that judges [P] criteria.")
@json_option
def regrade(id: str, home: Path, judge_model: str, as_json: bool) -> None:
    """Decide the stored runs of the invocation ID again, by the scenario files as they are now."""
    from clonery.runs import artifacts, config, regrading, report
    from clonery.runs.judge import configured

    from .running import show as shown

    with told_apart():
        path = artifacts.find(home, id)
        judging = configured(config.load(Path()).judge, judge_model)
        result = regrading.regrade(path, judging)
        folder = artifacts.Folder(path)
        folder.whole(artifacts.RESULT, result)
        folder.text("report.html", report.page(result, path))
    shown("json" if as_json else "terminal", result, path)
    sys.exit(result["exit_code"])


def _short(made: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in made.items() if name != "scenarios"}

"""`clonery scenario`: the scenario files of a project, listed, checked and begun."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clonery.server.cli.client import Wrong
from clonery.server.cli.output import json_option, show_json, show_table

from .running import told_apart

if TYPE_CHECKING:
    from clonery.farm import Farm
    from clonery.runs.scenario import Scenario


@click.group()
def scenario() -> None:
    """Scenario files: markdown, one task for an agent each."""


def _files(named: tuple[str, ...]) -> list[Path]:
    from clonery.runs import config, finding

    wanted = named or config.load(Path()).scenarios or (("scenarios",) if Path("scenarios").is_dir() else ())
    if not wanted:
        raise Wrong("name a SCENARIO, or make one with `clonery scenario new`")
    return finding.files(wanted, Path())


def _known() -> tuple[str, ...]:
    from clonery.server.registry import Registry

    return Registry().names


@scenario.command("list")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only those with this tag.")
@json_option
def list_(scenarios: tuple[str, ...], tags: tuple[str, ...], as_json: bool) -> None:
    """List scenario files: of SCENARIO (files, folders, patterns), else of clonery.toml or the folder scenarios."""
    from clonery.runs import finding

    with told_apart():
        found = finding.tagged(finding.scenarios(_files(scenarios), _known()), tags)
    if as_json:
        show_json([_shown(made) for made in found])
        return
    rows = [(m.path, m.title, ", ".join(m.config.clones), len(m.criteria), ", ".join(m.config.tags)) for m in found]
    show_table(rows, ("file", "title", "clones", "criteria", "tags"))


@scenario.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@json_option
def check(scenarios: tuple[str, ...], as_json: bool) -> None:
    """Say how each SCENARIO was read, criterion by criterion, and what is wrong with it; exit code 2 if anything is.

    A criterion that is met before any agent has done anything is named, too: it may be meant so.
    """
    from clonery.farm import Farm

    with told_apart(), Farm() as farm:
        found = [made for path in _files(scenarios) for made in _checked(path, farm)]
    if as_json:
        show_json(found)
    else:
        for made in found:
            for text, colour in _told(made):
                click.secho(text, fg=colour, err=colour == "red")
    sys.exit(2 if any(made["error"] for made in found) else 0)


def _checked(path: Path, farm: Farm) -> list[dict[str, Any]]:
    from clonery.runs.run import WrongInput
    from clonery.runs.scenario import ScenarioError, read_all

    made = []
    try:
        for found in read_all(path, farm.clones):
            early = _early(found, farm)
            made.append(_shown(found))
            for one, criterion in zip(made[-1]["criteria"], found.criteria, strict=True):
                one["met_before"] = criterion in early
    except (ScenarioError, WrongInput) as error:
        made.append({"path": str(path), "error": str(error)})
    return made


def _early(found: Scenario, farm: Farm) -> list[Any]:
    """The criteria that are met before any agent has done anything."""
    from clonery.runs.grading import early
    from clonery.runs.run import base

    session = base(farm, found)
    before = session.state()
    session.delete()
    return early(found, before)


def _shown(made: Scenario) -> dict[str, Any]:
    return {
        "path": str(made.path), "title": made.title, "clones": list(made.config.clones),
        "inferred": made.config.inferred, "seed": dict(made.config.seed), "world": made.config.world,
        "runs": made.config.runs, "timeout": made.config.timeout, "tags": list(made.config.tags),
        "criteria": [
            {"tag": c.tag, "text": c.text, "line": c.line, "weight": c.weight, "reading": c.reading}
            for c in made.criteria
        ],
        "warnings": list(made.warnings), "error": None,
    }  # fmt: skip


def _told(made: dict[str, Any]) -> list[tuple[str, str | None]]:
    if made["error"]:
        return [(made["error"], "red")]
    lines: list[tuple[str, str | None]] = [(f"{made['path']}: {made['title']}", "green")]
    lines.append((f"  clones: {', '.join(made['clones'])}", None))
    lines += [(f"  {text}", "yellow") for text in made["warnings"]]
    for one in made["criteria"]:
        lines.append((f"  {one['line']:>4} [{one['tag']}] {one['text']}", None))
        lines.append((f"           {one['reading']}", None))
        if one["met_before"]:
            lines.append(("           met before the run, too", "yellow"))
    return lines


@scenario.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--clone", "clones", multiple=True, default=("github",), show_default=True, help="A clone it is about.")
def new(path: Path, clones: tuple[str, ...]) -> None:
    """Write a scenario to begin with to PATH, which must not be there yet."""
    from clonery.runs import templates

    known = _known()
    for clone in clones:
        if clone not in known:
            from clonery.server.nearest import nearest

            raise Wrong(f"unknown clone {clone!r}{nearest(clone, known)}")
    if path.suffix != ".md":
        path = path.with_name(f"{path.name}.md")
    if path.exists():
        raise Wrong(f"{path} is there already")
    with told_apart():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(templates.scenario(path.stem, clones), "utf-8")
    click.echo(f"{path}\nnext: clonery scenario check {path}")

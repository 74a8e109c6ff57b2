"""`clonery demo`, `init` and `doctor`: the first ten minutes."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path
from typing import Any

import click

from clonery.server.cli.client import Wrong
from clonery.server.cli.output import json_option, show_json

from .running import told_apart


@click.command()
@click.option("--bad", is_flag=True, help="Let the agent do it wrong, to see how a failure looks.")
def demo(bad: bool) -> None:
    """Run a bundled scenario with a scripted agent, offline, and show the score, the diff and the calls."""
    with told_apart():
        sys.exit(_demo("careless" if bad else "careful"))


def _demo(manner: str) -> int:
    from clonery import differences
    from clonery.farm import Farm
    from clonery.runs import artifacts, batch
    from clonery.runs.harness import Harness
    from clonery.runs.run import Options
    from clonery.runs.scenario import read

    from .running import Progress, keep, show

    agent = Path(str(resources.files("clonery"))) / "agents" / "scripted"
    command = (sys.executable, str(agent / "agent.py"), str(agent / f"demo-{manner}.json"))
    path = Path(str(resources.files("clonery"))) / "scenarios" / "demo.md"
    with Farm("github").serve() as farm:
        scenario = read(path, farm.clones)
        click.secho(f"{scenario.title}\n", bold=True)
        click.echo(f"{scenario.prompt}\n")
        id, folder = artifacts.begin(artifacts.HOME)
        made = batch.prepare_all(farm, [scenario], Options(Harness(command, Path.cwd())), folder, id)
        progress = Progress(made, False)
        batch.run_all(made, 1, progress.tell)
        result = batch.result(made)
    keep(folder, result, None)
    run = folder.below(result["scenarios"][0]["folder"]).below("1")
    click.secho("\nwhat it called", bold=True)
    for line in run.read("calls.json"):
        changed = f", {len(line['changed'])} changed" if line["changed"] else ""
        click.echo(f"  {line['number']:>2} {line['status']} {line['method']:<5} {line['path']}{changed}")
    click.secho("\nwhat differs", bold=True)
    for text in differences.lines(run.read("diff.json")):
        click.echo(f"  {text}")
    click.secho("\nwhat it said", bold=True)
    click.echo(f"  {result['scenarios'][0]['runs'][0]['answer']}")
    click.secho("\nscore", bold=True)
    show("terminal", result, folder.path)
    click.echo("next: `clonery init` in your project, or `clonery demo --bad`")
    return int(result["exit_code"])


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--clone", "clones", multiple=True, metavar="C", help="A clone to begin with; by default what is found.")
def init(folder: Path, clones: tuple[str, ...]) -> None:
    """Look at the project in FOLDER, write clonery.toml, a scenario and a harness; nothing is overwritten."""
    from clonery.runs import survey, templates
    from clonery.server.nearest import nearest
    from clonery.server.registry import Registry

    known = Registry().names
    for clone in clones:
        if clone not in known:
            raise Wrong(f"unknown clone {clone!r}{nearest(clone, known)}")
    if not folder.is_dir():
        raise Wrong(f"{folder} is no folder")
    found = survey.look(folder, known)
    for clone, why in found.items():
        click.echo(f"{clone}: {', '.join(why)}")
    chosen = clones or tuple(found) or ("github",)
    if not found and not clones:
        click.echo("no SDK, variable or MCP configuration of a known service was found; beginning with github")
    scenario, harness = folder / "scenarios" / "first.md", folder / "harness.py"
    files = {
        scenario: templates.scenario("first", chosen), harness: templates.harness(chosen),
        folder / "clonery.toml": templates.config("python harness.py", "scenarios", chosen),
    }  # fmt: skip
    with told_apart():
        for path, text in files.items():
            if path.exists():
                click.echo(f"kept    {path}, which was there")
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            click.echo(f"written {path}")
    click.echo("next: clonery run")


@click.command()
@click.option("--port", default=7070, show_default=True, help="The port that the farm is to have.")
@json_option
def doctor(port: int, as_json: bool) -> None:
    """Say what is wrong with Python, port, environment and SDK addresses, and the fix; exit code 1 if anything is."""
    from clonery.runs import diagnosis

    found = diagnosis.look(Path(), port)
    if as_json:
        show_json([vars(made) for made in found])
    else:
        for made in found:
            _show(vars(made))
    sys.exit(1 if any(made.level == "wrong" for made in found) else 0)


def _show(made: dict[str, Any]) -> None:
    sign, colour = {"fine": ("✓", "green"), "note": ("!", "yellow"), "wrong": ("✗", "red")}[made["level"]]
    click.secho(f"{sign} {made['what']}", fg=colour)
    if made["fix"]:
        click.echo(f"    {made['fix']}")

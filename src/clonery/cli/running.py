"""`clonery run`: an agent against scenarios, scored."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clonery.server.cli.client import Wrong
from clonery.server.cli.output import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clonery.farm import FarmAt
    from clonery.runs.batch import Batch
    from clonery.runs.config import Project
    from clonery.runs.run import Options
    from clonery.runs.scenario import Scenario

INFRASTRUCTURE, INTERRUPTED = 3, 130


class Broken(click.ClickException):
    """The runs themselves can't go on; the agent is not to blame."""

    exit_code = INFRASTRUCTURE


@click.command()
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--harness", metavar="COMMAND", help="What starts the agent: a command, a manifest or its folder.")
@click.option("--task", metavar="TEXT", help="A task without a scenario file; needs --clone.")
@click.option("--clone", "clones", multiple=True, metavar="C", help="A clone for --task.")
@click.option("-n", "--runs", type=click.IntRange(1), metavar="N", help="How often each scenario is run.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="How many runs go on at a time; by default 1.")
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="S", help="Seconds that a run may take.")
@click.option("--seed", "seeds", multiple=True, metavar="CLONE=NAME|FILE", help="What a clone starts from.")
@click.option("--world", default="", metavar="W", help="Seeds of several clones that agree with each other.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only scenarios with this tag.")
@click.option("--shard", metavar="I/N", help="Only the I-th part of N of the scenarios.")
@click.option("--threshold", type=click.FloatRange(0, 100), metavar="P", help="The satisfaction to reach, 0 to 100.")
@click.option("--model", default="", metavar="M", help="The model that the agent is told to use (AGENT_MODEL).")
@click.option("--judge-model", default="", metavar="M", help="The model that judges [P] criteria.")
@click.option("--strict", is_flag=True, help="Refuse operations that nobody has written, and what rests on them.")
@click.option("--read-only", is_flag=True, help="Fail a run that changes anything.")
@click.option("--keep-session", is_flag=True, help="Leave the sessions of the runs; for --farm.")
@click.option("--farm", "farm_url", metavar="URL", help="A farm that runs, in place of one in this process.")
@click.option("--baseline", is_flag=True, help="Compare with the results that were last accepted.")
@click.option("--accept", is_flag=True, help="Take the results for the accepted ones.")
@click.option("--compat", type=click.Choice(["archal"]), help="Set the variables of that product, too.")
@click.option("-o", "--output", "form", default="terminal", show_default=True,
              type=click.Choice(["terminal", "json", "junit", "ctrf", "github"]), help="What is printed.")  # fmt: skip
def run(scenarios: tuple[str, ...], **given: Any) -> None:
    """Run an agent against each SCENARIO (files, folders, patterns) and score what came of it.

    Without SCENARIO those of clonery.toml, else of the folder scenarios, are run. Evidence is kept in .clonery/runs.
    """
    with told_apart():
        sys.exit(_run(scenarios, given))


@contextmanager
def told_apart() -> Iterator[None]:
    """Whose fault it was, by the exit code."""
    from clonery.farm import FarmError
    from clonery.runs.artifacts import NoRuns
    from clonery.runs.config import ConfigError
    from clonery.runs.harness import HarnessError
    from clonery.runs.run import WrongInput
    from clonery.runs.scenario import ScenarioError

    try:
        yield
    except (ScenarioError, WrongInput, ConfigError, HarnessError, FarmError, NoRuns) as error:
        raise Wrong(str(error)) from None
    except ConnectionError as error:
        raise Broken(str(error)) from None
    except OSError as error:
        raise Broken(f"{error.filename or 'the runs'}: {error.strerror or error}") from None
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _run(named: tuple[str, ...], given: dict[str, Any]) -> int:
    from clonery.runs import artifacts, baseline, batch, config

    project = config.load(Path())
    accepted = _accepted() if given["baseline"] else None
    with the_farm(given["farm_url"]) as farm:
        chosen = _chosen(named, given, project, farm)
        if not chosen:
            click.echo(f"no scenario has the tag {' or '.join(given['tags'])}", err=True)
            return 0
        options = options_of(given, project)
        id, folder = artifacts.begin(artifacts.HOME)
        made = batch.prepare_all(farm, chosen, options, folder, id)
        progress = Progress(made, given["form"] != "terminal")
        batch.run_all(made, given["jobs"] or project.jobs or 1, progress.tell)
        progress.end()
        result = batch.result(made, accepted)
    keep(folder, result, given["compat"])
    if given["accept"] and not result["interrupted"]:
        baseline.accept(baseline.PLACE, result)
    show(given["form"], result, folder.path)
    return int(result["exit_code"])


def _accepted() -> dict[str, Any]:
    from clonery.runs import baseline

    if not baseline.PLACE.is_file():
        click.echo(f"no accepted results in {baseline.PLACE} yet: accept some with --accept", err=True)
        return {}
    return baseline.read(baseline.PLACE)


@contextmanager
def the_farm(url: str | None) -> Iterator[FarmAt]:
    """The farm at that address or at CLONERY_URL; else one in this process, on a free port."""
    from clonery.farm import Farm

    url = url or os.environ.get("CLONERY_URL")
    with Farm.at(url) if url else Farm().serve() as farm:
        yield farm


def _chosen(named: tuple[str, ...], given: dict[str, Any], project: Project, farm: FarmAt) -> list[Scenario]:
    from clonery.runs import finding
    from clonery.runs.scenario import task

    known = farm.clones
    if given["task"] is not None:
        clones = given["clones"] or project.clones
        if not clones or named:
            raise Wrong("--task takes no SCENARIO beside it" if named else "--task needs a --clone")
        unknown = [clone for clone in clones if clone not in known]
        if unknown:
            from clonery.server.nearest import nearest

            raise Wrong(f"unknown clone {unknown[0]!r}{nearest(unknown[0], known)}")
        return [task(given["task"], tuple(clones))]
    if given["clones"]:
        raise Wrong("--clone goes with --task: a scenario file names its clones itself")
    paths = finding.files(named or project.scenarios or _default_folder(), Path())
    found = finding.tagged(finding.scenarios(paths, known), given["tags"])
    return finding.shard(found, given["shard"]) if given["shard"] else found


def _default_folder() -> tuple[str, ...]:
    if not Path("scenarios").is_dir():
        raise Wrong("name a SCENARIO, or make one with `clonery scenario new`, or begin with `clonery init`")
    return ("scenarios",)


def options_of(given: dict[str, Any], project: Project) -> Options:
    """How scenarios are run, from the command line and the project. Raises Wrong, HarnessError."""
    from clonery.runs.judge import configured
    from clonery.runs.run import Options

    harness = project.the_harness(given["harness"] or "", given["compat"] == "archal")
    if harness is None:
        raise Wrong("no harness: give --harness 'python agent.py', or write harness = \"…\" into clonery.toml")
    return Options(
        harness=harness, model=given["model"] or project.model, runs=given["runs"], timeout=given["timeout"],
        threshold=given["threshold"], usual_runs=project.runs, usual_timeout=project.timeout,
        usual_threshold=project.threshold,
        seeds={**project.seed, **pairs(given["seeds"], "--seed", "CLONE=NAME or CLONE=FILE")},
        world=given["world"] or project.world, strict=given["strict"] or project.strict,
        read_only=given["read_only"], keep_session=given["keep_session"],
        judge=configured(project.judge, given["judge_model"]),
    )  # fmt: skip


def keep(folder: Any, result: dict[str, Any], compat: str | None) -> None:
    """Write the result, its page to look at, and under --compat archal where that product has it. Raises OSError."""
    from clonery.runs import artifacts, report

    folder.whole(artifacts.RESULT, result)
    folder.text("report.html", report.page(result, folder.path))
    if compat:
        cache = artifacts.Folder(Path(".archal")).below("cache")
        cache.whole("last-run.json", result)
        cache.below("runs").whole(f"{result['id']}.json", result)


def show(form: str, result: dict[str, Any], path: Path) -> None:
    """Print a result."""
    from clonery.runs import outputs

    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(summary, "a", encoding="utf-8") as page:
            page.write(outputs.markdown(result))
    if form != "terminal":
        click.echo(outputs.render(form, result), nl=False)
        return
    for text, colour in outputs.summary(result):
        click.secho(text, fg=colour)
    click.echo(f"evidence: {path}  ·  report: {path / 'report.html'}")


class Progress:
    """Says each run as it ends, and on a terminal how many are left."""

    def __init__(self, batch: Batch, aside: bool) -> None:
        from clonery.runs.grading import early

        self._aside = aside
        self._whole = sum(prepared.runs for prepared in batch.prepared)
        self._done = 0
        self._live = sys.stderr.isatty() and not os.environ.get("CI")
        for prepared in batch.prepared:
            for text in prepared.scenario.warnings:
                click.echo(text, err=True)
            for criterion in early(prepared.scenario, prepared.before):
                place = f"{prepared.scenario.path}:{criterion.line}"
                click.echo(f"{place}: met before the run, too: {criterion.text}", err=True)
        self._count()

    def tell(self, prepared: Any, run: Any) -> None:
        from clonery.runs import outputs
        from clonery.runs.run import shown

        self._done += 1
        self._clear()
        colour = {"passed": "green", "failed": "red"}.get(run.status, "yellow")
        click.secho(outputs.line(prepared.scenario.title, shown(run), prepared.runs), fg=colour, err=self._aside)
        self._count()

    def end(self) -> None:
        self._clear()

    def _count(self) -> None:
        if self._live and self._done < self._whole:
            click.echo(f"\r{self._done} of {self._whole} runs", nl=False, err=True)

    def _clear(self) -> None:
        if self._live:
            click.echo("\r\033[K", nl=False, err=True)

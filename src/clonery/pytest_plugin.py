"""Clones in pytest: a fresh session for each test, by the fixture `clonery` and one for each clone."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from clonery.clone import Clone
    from clonery.farm import FarmAt
    from clonery.session import Session

CLONES = (
    "apify", "calcom", "clickup", "customerio", "datadog", "github", "gitlab", "google_workspace", "hubspot", "jira",
    "linear", "ownerrez", "pricelabs", "sentry", "slack", "stripe", "supabase", "unipile", "webflow",
)  # fmt: skip
"""A fixture each; the clone has dashes where the fixture has underscores."""
EVIDENCE = pytest.StashKey[dict[str, Any]]()
MARKED = ("seed", "seeds", "world", "clock", "clones", "random_seed", "strict", "rate_limits", "tick_ms")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("clonery")
    group.addoption("--clonery-farm", metavar="URL", help="A farm that runs, in place of one in this process.")
    group.addoption(
        "--clonery-report", metavar="FILE", help="Write a page with the calls and differences of each test."
    )
    group.addoption("--clonery-scenarios", action="store_true", help="Collect scenario files (*.md, *.json) as tests.")
    group.addoption(
        "--clonery-harness", metavar="COMMAND", default="", help="What starts the agent for scenario files."
    )
    parser.addini("clonery_scenarios", "Collect scenario files as tests, as --clonery-scenarios does.", type="bool")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "clonery(seed=, seeds=, world=, clock=, clones=, random_seed=, strict=): how the test's session begins",
    )
    if config.getoption("clonery_report") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Report(Path(config.getoption("clonery_report"))), "clonery-report")


@pytest.fixture(scope="session")
def clonery_farm(request: pytest.FixtureRequest) -> Iterator[FarmAt]:
    """The farm of this run: in this process on a free port, unless --clonery-farm or CLONERY_URL names one."""
    from clonery.farm import Farm

    url = request.config.getoption("clonery_farm") or os.environ.get("CLONERY_URL")
    with Farm.at(url) if url else Farm().serve() as farm:
        yield farm


@pytest.fixture
def clonery(request: pytest.FixtureRequest, clonery_farm: FarmAt) -> Iterator[Session]:
    """A session of the test's own, which ends with it; `@pytest.mark.clonery(…)` says how it begins."""
    wanted = [name.replace("_", "-") for name in request.fixturenames if name in CLONES]
    session = clonery_farm.create(**_arguments(request.node, wanted, clonery_farm))
    try:
        yield session
        if request.config.getoption("clonery_report"):
            request.node.stash[EVIDENCE] = {"calls": list(session.calls()), "diff": session.diff()}
    finally:
        session.delete()


def _clone(name: str) -> Any:
    def fixture(clonery: Session) -> Clone:
        return clonery[name.replace("_", "-")]

    fixture.__doc__ = (
        f"What the test's session has of {name.replace('_', '-')}: url, token, env, state(), diff(), calls()."
    )
    return pytest.fixture(fixture, name=name)


for _name in CLONES:
    globals()[_name] = _clone(_name)


def _arguments(node: pytest.Item, wanted: list[str], farm: FarmAt) -> dict[str, Any]:
    """How the session begins: the nearest marker's word, field by field."""
    made: dict[str, Any] = {}
    for marker in node.iter_markers("clonery"):
        for field in marker.kwargs:
            if field not in MARKED:
                from clonery.server.nearest import nearest

                raise pytest.UsageError(
                    f"{node.nodeid}: clonery marker: unknown field {field!r}{nearest(field, MARKED)}"
                )
        made = {**marker.kwargs, **made}
    seed, clones = made.pop("seed", None), made.pop("clones", None)
    chosen = list(dict.fromkeys([*(clones or ()), *wanted])) if clones else wanted
    if seed is not None:
        made["seeds"] = {**_seeds(node, seed, chosen, farm.clones), **made.get("seeds", {})}
    if chosen:
        made["clones"] = list(dict.fromkeys([*chosen, *made.get("seeds", {})]))
    return made


def _seeds(node: pytest.Item, seed: Any, chosen: list[str], known: tuple[str, ...]) -> dict[str, Any]:
    """`seed=` is by clone, or of the one clone that the test has."""
    if isinstance(seed, dict) and seed and set(seed) <= set(known):
        return seed
    if len(chosen) != 1:
        raise pytest.UsageError(f"{node.nodeid}: clonery marker: seed= needs one clone, or names: seed={{'github': …}}")
    return {chosen[0]: seed}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """A test's evidence travels in its report, from xdist's workers, too."""
    report = yield
    if EVIDENCE in item.stash:
        report.clonery = item.stash[EVIDENCE]
    return report


class Report:
    """Gathers what each test did and writes the page at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tests: dict[str, dict[str, Any]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test = self._tests.setdefault(
            report.nodeid, {"outcome": "passed", "seconds": 0.0, "said": "", "evidence": None}
        )
        test["seconds"] += report.duration
        if report.failed or (report.skipped and test["outcome"] == "passed"):
            test["outcome"] = "failed" if report.failed else "skipped"
            test["said"] = report.longreprtext
        test["evidence"] = getattr(report, "clonery", None) or test["evidence"]

    def pytest_sessionfinish(self) -> None:
        from clonery.runs.testpage import page

        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(page(self._tests), "utf-8")

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        terminalreporter.write_line(f"clonery: the calls and differences of each test are in {self.path}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    config = parent.config
    if not (config.getoption("clonery_scenarios") or config.getini("clonery_scenarios")):
        return None
    if file_path.suffix != ".md":
        return None
    from clonery.runs.finding import looks_like_one

    return ScenarioFile.from_parent(parent, path=file_path) if looks_like_one(file_path) else None


class ScenarioFile(pytest.File):
    """A file of scenarios."""

    def collect(self) -> Iterator[pytest.Item]:
        from clonery.runs.scenario import ScenarioError, read_all
        from clonery.server.registry import Registry

        try:
            found = read_all(self.path, Registry().names)
        except ScenarioError as error:
            raise self.CollectError(str(error)) from None
        for scenario in found:
            yield ScenarioItem.from_parent(self, name=scenario.title, scenario=scenario)


class ScenarioItem(pytest.Item):
    """One scenario, run as often as it says by the project's harness."""

    def __init__(self, *, scenario: Any, **given: Any) -> None:
        super().__init__(**given)
        self.scenario = scenario
        for tag in scenario.config.tags:
            if tag.isidentifier():
                self.add_marker(tag)

    def runtest(self) -> None:
        from clonery.runs import artifacts, batch, config, outputs, report
        from clonery.runs.run import Options

        root = self.config.rootpath
        project = config.load(root)
        harness = project.the_harness(self.config.getoption("clonery_harness"))
        if harness is None:
            raise pytest.UsageError('no harness: give --clonery-harness, or write harness = "…" into clonery.toml')
        options = Options(
            harness, project.model, usual_runs=project.runs, usual_timeout=project.timeout,
            usual_threshold=project.threshold, seeds=project.seed, world=project.world, strict=project.strict,
        )  # fmt: skip
        id, folder = artifacts.begin(root / artifacts.HOME)
        made = batch.prepare_all(_farm(self.config), [self.scenario], options, folder, id)
        batch.run_all(made, project.jobs or 1, lambda prepared, run: None)
        result = batch.result(made)
        folder.whole(artifacts.RESULT, result)
        folder.text("report.html", report.page(result, folder.path))
        if result["interrupted"]:
            raise KeyboardInterrupt
        if result["exit_code"]:
            lines = [text for text, _ in outputs.summary(result)]
            raise ScenarioFailed("\n".join([*lines, f"evidence: {folder.path}"]))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.scenario.title


class ScenarioFailed(Exception):
    """A scenario did not reach its threshold; the message is its result."""


_FARM = pytest.StashKey[Any]()


def _farm(config: pytest.Config) -> FarmAt:
    """The farm of scenario files, which are no functions that a fixture could serve."""
    held: FarmAt | None = config.stash.get(_FARM, None)
    if held is None:
        from clonery.farm import Farm

        url = config.getoption("clonery_farm") or os.environ.get("CLONERY_URL")
        held = config.stash[_FARM] = Farm.at(url) if url else Farm().serve()
        config.add_cleanup(held.close)
    return held

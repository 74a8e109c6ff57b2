"""One run: an agent, started by its harness against a session of its own, and what became of it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clonery.farm import Farm, FarmAt, FarmError
from clonery.seeding import Seed
from clonery.session import Session

from . import scoring, seed_state
from .answer import answer as answer_of
from .artifacts import Folder
from .criteria import Evidence
from .grading import evidence, grade, not_judged, operations
from .harness import Harness, HarnessError, servers, surroundings
from .outputs import NOT_STARTED
from .process import Ended, Live, NotStarted, execute
from .scenario import Scenario
from .trace import trace
from .verdict import Verdict

if TYPE_CHECKING:
    from .judge import Judge

CLOCK = "2026-06-01T09:00:00Z"
"""When runs begin that name no time: behind everything that the bundled seeds hold."""
TICK_MS = 1000
"""How far a call moves a run's clock on, so that what was done later has a later time."""
THRESHOLD = 100.0
TIMEOUT = 180.0
"""Seconds that a run may take unless something says otherwise."""
_BESIDE = re.compile(r"(?<![\w./-])\w[\w-]*(?:/\w[\w-]*)*\.(?:py|json)\b")
"""Files that a scenario names: checks in Python, suites and seeds in JSON; never above its own folder."""
SHOWN = 2000
"""Characters of an answer that result.json holds; the whole is in answer.txt."""


class WrongInput(ValueError):
    """What was given can't be run; the message says what would be right."""


@dataclass(frozen=True)
class Options:
    """How scenarios are run; what is None is as the scenario has it. Times are in seconds."""

    harness: Harness
    model: str = ""
    runs: int | None = None
    timeout: float | None = None
    threshold: float | None = None
    usual_runs: int | None = None
    """What the project says of all scenarios; a scenario that says something itself has its way."""
    usual_timeout: float | None = None
    usual_threshold: float | None = None
    seeds: Mapping[str, Seed] = field(default_factory=dict)
    world: str = ""
    strict: bool = False
    read_only: bool = False
    keep_session: bool = False
    judge: Judge | None = None


@dataclass(frozen=True)
class Prepared:
    """A scenario that is ready to be run: its runs fork `base`, and `before` is what each of them begins with."""

    scenario: Scenario
    options: Options
    base: Session
    before: Mapping[str, Any]
    folder: Folder
    id: str

    @property
    def runs(self) -> int:
        own = self.scenario.config.runs
        return self.options.runs or (self.options.usual_runs if own == 1 else None) or own

    @property
    def timeout(self) -> float:
        own = self.scenario.config.timeout
        return self.options.timeout or (self.options.usual_timeout if own == TIMEOUT else None) or own

    @property
    def threshold(self) -> float:
        for given in (self.options.threshold, self.scenario.config.threshold, self.options.usual_threshold):
            if given is not None:
                return given
        return THRESHOLD


@dataclass(frozen=True)
class Run:
    """The outcome of one run. `problem` says what went wrong beside the criteria; times are real."""

    number: int
    status: scoring.RunStatus
    score: float | None
    problem: str
    exit_code: int | None
    timed_out: bool
    seconds: float
    overhead_ms: float
    answer: str
    calls: int
    operations: Mapping[str, Mapping[str, int]]
    verdicts: tuple[Verdict, ...]
    session: str = ""


def prepare(farm: FarmAt, scenario: Scenario, options: Options, folder: Folder, id: str) -> Prepared:
    """Make the session that the scenario's runs fork. Raises WrongInput, OSError."""
    session = base(farm, scenario, options.seeds, options.world, options.strict)
    before = session.state()
    folder.json("before.json", before)
    if scenario.path.is_file():
        _keep(scenario, folder)
    return Prepared(scenario, options, session, before, folder, id)


def _keep(scenario: Scenario, folder: Folder) -> None:
    """A copy of the scenario's file, and of those beside it that it names, so that its runs can be decided again."""
    source = scenario.path.read_bytes()
    folder.bytes(f"scenario{scenario.path.suffix}", source)
    for name in sorted(set(_BESIDE.findall(source.decode("utf-8", "replace")))):
        beside = scenario.path.parent / name
        if beside.is_file() and not (folder.path / name).exists():
            folder.below(str(Path(name).parent)).bytes(Path(name).name, beside.read_bytes())


def base(
    farm: FarmAt, scenario: Scenario, given: Mapping[str, Seed] | None = None, world: str = "", strict: bool = False
) -> Session:
    """A session as the scenario begins. Raises WrongInput for a seed, world, clock or fault that can't be."""
    config = scenario.config
    clock, of = config.clock or CLOCK, world or config.world or ""
    try:
        made = farm.create(
            clones=list(config.clones), seeds=seeds(scenario, given or {}, of), world=of,
            clock=clock, tick_ms=0 if clock == "real" else TICK_MS, random_seed=config.random_seed or 0,
            strict=strict or None,
        )  # fmt: skip
        for fault in config.faults:
            made.faults.add(**fault)
        made.faults.clear()
    except FarmError as error:
        raise WrongInput(
            f"{_where(scenario, str(error))}: {error.field + ': ' if error.field else ''}{error}"
        ) from None
    return made


def _where(scenario: Scenario, message: str) -> str:
    """The file, and the line of the `## Seed State` that a message on an inline seed is about."""
    about = [one.line for one in scenario.planted if f"the inline seed of {one.clone}:" in message]
    return f"{scenario.path}:{about[0]}" if about else str(scenario.path)


def seeds(scenario: Scenario, given: Mapping[str, Seed], world: str = "") -> dict[str, Seed]:
    """The seeds of a scenario by clone, with what `## Seed State` plants on top of them. Raises FarmError.

    A file's path is meant from the scenario's folder; what was `given` goes before what the scenario names.
    """
    made: dict[str, Seed] = {}
    for clone, seed in scenario.config.seed.items():
        beside = scenario.path.parent / seed
        made[clone] = str(beside) if seed.endswith(".json") and beside.is_file() else seed
    made |= {clone: seed for clone, seed in given.items() if clone in scenario.config.clones}
    for planted in scenario.planted:
        under = made.get(planted.clone)
        if isinstance(planted.seed, str) and (under is None or under == planted.seed):
            made[planted.clone] = planted.seed
            continue
        more = seed_state.data_of(planted.clone, planted.seed)
        made[planted.clone] = seed_state.upon(seed_state.data_of(planted.clone, under or "", world), more)
    return made


def run_once(prepared: Prepared, number: int, live: Live) -> Run:
    """Run the scenario once and keep its evidence. Raises Stopped, OSError where it can't be kept."""
    began = time.perf_counter()
    session = prepared.base.fork()
    try:
        for fault in prepared.scenario.config.faults:
            session.faults.add(**fault)
        return _run(prepared, number, live, session, began)
    finally:
        if not prepared.options.keep_session:
            session.delete()


def _run(prepared: Prepared, number: int, live: Live, session: Session, began: float) -> Run:
    folder = prepared.folder.below(str(number))
    options, clones = prepared.options, prepared.scenario.config.clones
    mcp_file = folder.json("mcp.json", servers(session, clones), pretty=True).resolve()
    run_id = f"{prepared.id}-{number}"
    first = session.now
    try:
        env = surroundings(
            options.harness, session, task=options.harness.task(prepared.scenario.prompt),
            model=options.model or options.harness.model or "", run_id=run_id, clones=clones, mcp_file=mcp_file,
        )  # fmt: skip
        ended = execute(live, options.harness.command, env, options.harness.cwd, prepared.timeout)
    except (NotStarted, HarnessError) as error:
        return _kept(folder, _failed_to_start(prepared, number, str(error)))
    problem = _problem(ended, prepared.timeout)
    found = _evidence(prepared, session, ended, folder)
    verdicts, infrastructure = _graded(prepared, found, problem)
    status, score = scoring.outcome(
        verdicts, prepared.threshold, options.strict, broken=bool(infrastructure), harness_failed=bool(problem)
    )
    folder.json("trace.json", trace(
        run_id, title=prepared.scenario.title, model=options.model, began=first, ended=session.now, failed=problem,
        calls=found.calls, verdicts=verdicts, answer=found.answer,
    ))  # fmt: skip
    overhead = (time.perf_counter() - began - ended.seconds) * 1000
    return _kept(folder, Run(
        number, status, score, infrastructure or problem, ended.exit_code, ended.timed_out, round(ended.seconds, 4),
        round(overhead, 2), found.answer[:SHOWN], len(found.calls), operations(found.calls), verdicts,
        session.id if options.keep_session else "",
    ))  # fmt: skip


def _failed_to_start(prepared: Prepared, number: int, problem: str) -> Run:
    verdicts = not_judged(prepared.scenario, NOT_STARTED)
    return Run(number, "infrastructure", None, problem, None, False, 0.0, 0.0, "", 0, operations([]), verdicts)


def _problem(ended: Ended, timeout: float) -> str:
    if ended.timed_out:
        return f"the harness did not end within {timeout:g} seconds and was killed"
    if ended.exit_code:
        how = f"was ended by signal {-ended.exit_code}" if ended.exit_code < 0 else f"exited with {ended.exit_code}"
        last = next((line for line in reversed(ended.stderr.splitlines()) if line.strip()), "")
        return f"the harness {how}" + (f": {last.strip()[:300]}" if last else "")
    return ""


def _evidence(prepared: Prepared, session: Session, ended: Ended, folder: Folder) -> Evidence:
    after, diff, calls, said = session.state(), session.diff(), session.calls(), answer_of(ended.stdout)
    for name, value in (("after.json", after), ("diff.json", diff), ("calls.json", list(calls))):
        folder.json(name, value)
    for name, text in (("answer.txt", said), ("stdout.txt", ended.stdout), ("stderr.txt", ended.stderr)):
        folder.text(name, text)
    database: Path | None = None
    if isinstance(session.farm, Farm):
        database = folder.bytes("state.db", session.farm.database(session))
    exit_code = ended.exit_code if ended.exit_code is not None else -9
    return evidence(prepared.scenario, prepared.before, after, diff, calls, said, exit_code, database)


def _graded(prepared: Prepared, found: Evidence, problem: str) -> tuple[tuple[Verdict, ...], str]:
    """The verdicts, and what kept the judge from deciding, if something did."""
    if problem:
        return not_judged(prepared.scenario, problem), ""
    return grade(prepared.scenario, found, prepared.options.judge, prepared.options.read_only)


def shown(run: Run) -> dict[str, Any]:
    """A run as result.json holds it."""
    made = {name: value for name, value in vars(run).items() if name not in ("verdicts", "number")}
    criteria = [{**vars(verdict), "evidence": list(verdict.evidence)} for verdict in run.verdicts]
    return {"run": run.number, **made, "criteria": criteria}


def _kept(folder: Folder, run: Run) -> Run:
    folder.json("run.json", shown(run), pretty=True)
    return run

"""Many runs: several at a time, each as soon as there is room, and what was finished is kept however it ends."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from clonery.farm import FarmAt

from . import artifacts, scoring
from .baseline import key
from .process import Live, Stopped
from .run import Options, Prepared, Run, prepare, run_once, shown
from .scenario import Scenario

Told = Callable[[Prepared, Run], None]


@dataclass
class Batch:
    """What came of it: the runs of each scenario, and whether all of them were made."""

    id: str
    folder: artifacts.Folder
    options: Options
    prepared: list[Prepared]
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    runs: dict[str, list[Run]] = field(default_factory=dict)
    interrupted: bool = False
    seconds: float = 0.0

    def of(self, prepared: Prepared) -> list[Run]:
        """The runs of a scenario, in their order."""
        return sorted(self.runs.get(prepared.id, []), key=lambda run: run.number)


def prepare_all(
    farm: FarmAt, scenarios: Sequence[Scenario], options: Options, folder: artifacts.Folder, id: str
) -> Batch:
    """Make the sessions of all scenarios. Raises WrongInput, OSError."""
    prepared, slugs = [], dict[str, Any]()
    for scenario in scenarios:
        slug = artifacts.slug(scenario.path.stem, slugs)
        slugs[slug] = scenario
        prepared.append(prepare(farm, scenario, options, folder.below(slug), f"{id}/{slug}"))
    return Batch(id, folder, options, prepared)


def run_all(batch: Batch, jobs: int, told: Told) -> None:
    """Run every scenario as often as it says, `jobs` runs at a time; `told` hears of each, in the caller's thread.

    SIGINT and SIGTERM end it: the harnesses are killed, what was finished stays, and the batch says so. Raises OSError
    where evidence can't be kept.
    """
    live, began = Live(), time.perf_counter()
    work = ((prepared, number) for prepared in batch.prepared for number in range(1, prepared.runs + 1))
    pool = ThreadPoolExecutor(jobs, "run")
    try:
        with _signals():
            _go_on(batch, pool, work, jobs, live, told)
    except KeyboardInterrupt:
        batch.interrupted = True
    finally:
        live.stop()
        pool.shutdown(wait=True, cancel_futures=True)
        batch.seconds = time.perf_counter() - began


def _go_on(
    batch: Batch, pool: ThreadPoolExecutor, work: Iterator[tuple[Prepared, int]], jobs: int, live: Live, told: Told
) -> None:
    # No more than is under way is handed to the pool: a thousand runs wait as numbers.
    under_way: dict[Future[Run], Prepared] = {}
    while True:
        while len(under_way) < jobs and (following := next(work, None)) is not None:
            under_way[pool.submit(run_once, *following, live)] = following[0]
        if not under_way:
            return
        for done in wait(under_way, return_when=FIRST_COMPLETED).done:
            prepared = under_way.pop(done)
            try:
                run = done.result()
            except Stopped:
                continue
            batch.runs.setdefault(prepared.id, []).append(run)
            told(prepared, run)


@contextmanager
def _signals() -> Iterator[None]:
    """SIGTERM is a KeyboardInterrupt, too, where this is the main thread; SIGINT is one even if it was ignored before.

    Shells let what they start behind a `&` ignore it, and would have an explicit `kill -INT` do nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    before = [(number, signal.signal(number, interrupt)) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def result(batch: Batch, baseline: dict[str, Any] | None = None) -> dict[str, Any]:
    """The whole as result.json holds it; `baseline` is an accepted one, by scenario."""
    from clonery.server.doors.control.clones import release

    scenarios = [_scenario(batch, prepared) for prepared in batch.prepared]
    for made in scenarios:
        made["standing"] = None if baseline is None else scoring.standing(baseline.get(key(made)), made)
    counted = [made for made in scenarios if made["runs_counted"]]
    code = 130 if batch.interrupted else scoring.exit_code(
        [made["passed"] for made in counted], sum(made["infrastructure_errors"] for made in scenarios),
        sum(made["standing"] == "regressed" for made in scenarios),
    )  # fmt: skip
    values = [made["satisfaction"] for made in scenarios if made["satisfaction"] is not None]
    return {
        "version": artifacts.VERSION, "grader": artifacts.GRADER, "clonery": release(), "id": batch.id,
        "began_at": batch.began.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "seconds": round(batch.seconds, 3), "status": STATUSES[code], "exit_code": code,
        "interrupted": batch.interrupted, "satisfaction": round(sum(values) / len(values), 4) if values else None,
        "harness": list(batch.options.harness.command), "model": batch.options.model or None,
        "strict": batch.options.strict, "read_only": batch.options.read_only, "scenarios": scenarios,
    }  # fmt: skip


STATUSES = {0: "passed", 1: "failed", 3: "infrastructure", 130: "interrupted"}


def _scenario(batch: Batch, prepared: Prepared) -> dict[str, Any]:
    scenario, runs = prepared.scenario, batch.of(prepared)
    return summed(
        {
            "path": str(scenario.path), "folder": prepared.folder.path.name, "title": scenario.title,
            "clones": list(scenario.config.clones), "inferred": scenario.config.inferred,
            "tags": list(scenario.config.tags), "threshold": prepared.threshold, "runs_wanted": prepared.runs,
        },
        [shown(run) for run in runs],
    )  # fmt: skip


def summed(head: dict[str, Any], runs: list[dict[str, Any]]) -> dict[str, Any]:
    """A scenario as result.json holds it: what is known of it, what its runs come to, and the runs."""
    whole = scoring.summary([(run["status"], run["score"]) for run in runs])
    return {
        **head, "passed": whole.met(head["threshold"]), "satisfaction": whole.satisfaction,
        "runs_counted": whole.runs, "runs_passed": whole.passed, "infrastructure_errors": whole.infrastructure,
        "pass_at_k": dict(whole.pass_at), "pass_hat_k": dict(whole.pass_all),
        "interval": list(whole.interval) if whole.interval else None, "standing": None, "runs": runs,
    }  # fmt: skip

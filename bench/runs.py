"""What a run of an agent costs beside the agent, a thousand of them, grading them again, and a test's session."""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from clonery.farm import Farm
from clonery.runs import artifacts, batch
from clonery.runs.harness import Harness
from clonery.runs.regrading import regrade
from clonery.runs.run import Options, Run
from clonery.runs.scenario import read

BUNDLED = Path(__file__).resolve().parents[1]
SCENARIO = BUNDLED / "scenarios" / "triage-stale-issues.md"
STEPS = BUNDLED / "scenarios" / "scripts" / "triage-stale-issues.good.json"
AGENT = BUNDLED / "agents" / "scripted" / "agent.py"
RUNS = 1000
BAR_MS = 60
SETTLED = 100
"""Runs after which memory is first looked at: caches have been filled by then."""
Row = tuple[str, str, str, bool]


def rows(runs: int = RUNS) -> Iterator[Row]:
    """Each figure with its bar, as it is measured."""
    with tempfile.TemporaryDirectory() as folder, Farm().serve() as farm:
        yield from _runs(farm, Path(folder), runs)
        yield from _sessions(farm)


def _runs(farm: Farm, folder: Path, runs: int) -> Iterator[Row]:
    harness = Harness((sys.executable, str(AGENT), str(STEPS)), folder)
    for jobs, many in ((1, 60), (2, runs)):
        id, kept = artifacts.begin(folder / f"runs-{jobs}")
        made = batch.prepare_all(farm, [read(SCENARIO, farm.clones)], Options(harness, runs=many), kept, id)
        memory: list[float] = []

        def told(prepared: batch.Prepared, run: Run, memory: list[float] = memory) -> None:
            if not run.number % SETTLED:
                gc.collect()
                memory.append(psutil.Process().memory_info().rss / 2**20)

        batch.run_all(made, jobs, told)
        done = made.of(made.prepared[0])
        times = sorted(run.overhead_ms for run in done)
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        yield (
            f"a run beside its agent, --jobs {jobs}", f"<= {BAR_MS} ms",
            f"median {middle:.0f}, p95 {late:.0f} ms of {len(done)}", middle <= BAR_MS,
        )  # fmt: skip
        if memory:
            grown = max(memory) - memory[0]
            passed = sum(run.status == "passed" for run in done)
            yield (
                f"{len(done)} runs with --jobs {jobs}", "no growth", f"{passed} passed, +{grown:.0f} MB after the first"
                f" {SETTLED}, {made.seconds:.0f} s", grown < 20 and passed == len(done),
            )  # fmt: skip
            made.folder.whole(artifacts.RESULT, batch.result(made))
            began = time.perf_counter()
            again = regrade(made.folder.path)["scenarios"][0]["runs_passed"]
            spent = time.perf_counter() - began
            yield (f"grading {again} stored runs", "<= 10 s", f"{spent:.1f} s", spent <= 10 and again == len(done))


def _sessions(farm: Farm) -> Iterator[Row]:
    """What the pytest fixture of one clone does for each test: a session, made and gone."""
    times = []
    for _ in range(200):
        began = time.perf_counter()
        session = farm.create(clones=["github"])
        token, url = session["github"].token, session["github"].url
        session.delete()
        times.append((time.perf_counter() - began) * 1000)
        assert token
        assert url
    middle = statistics.median(times)
    yield "a pytest fixture's session", "<= 5 ms", f"median {middle:.1f} ms of {len(times)}", middle <= 5


if __name__ == "__main__":
    from run import show

    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS):
        show([row])

"""What runs come to: a run's score, a scenario's satisfaction and how far to trust it, and how it stands to before."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .verdict import Verdict

Z = 1.959963984540054
"""The normal quantile of a two-sided interval of 95 %."""
KS = 10
"""pass@k and pass^k are given for k from 1 to this, and for all runs."""
RunStatus = Literal["passed", "failed", "not_judged", "infrastructure"]
Standing = Literal["regressed", "fixed", "flaky", "stable", "new"]


def passes(status: str, strict: bool = False) -> bool:
    """Whether a criterion of that status counts as passed; `strict` refuses what only generic operations wrote."""
    return status == "passed" or (status == "unproven" and not strict)


def score(verdicts: Iterable[Verdict], strict: bool = False) -> float | None:
    """The weighted share of passed criteria, 0 to 100; None where nothing was judged.

    What was not judged is left out; what could not be determined was not passed.
    """
    judged = [verdict for verdict in verdicts if verdict.status != "not_judged"]
    whole = sum(verdict.weight for verdict in judged)
    if not whole:
        return None
    return round(100 * sum(verdict.weight for verdict in judged if passes(verdict.status, strict)) / whole, 4)


def outcome(
    verdicts: Sequence[Verdict], threshold: float, strict: bool = False, *, broken: bool = False,
    harness_failed: bool = False,
) -> tuple[RunStatus, float | None]:  # fmt: skip
    """A run's status and score. `broken`: the machinery of the runs failed, which is no failure of the agent.

    A harness that failed scores 0, whatever it did before; a run without criteria passes if its harness did not fail.
    """
    if broken:
        return "infrastructure", None
    if harness_failed:
        return "failed", 0.0
    value = score(verdicts, strict) if verdicts else 100.0
    if value is None:
        return "not_judged", None
    return ("passed" if value >= threshold else "failed"), value


@dataclass(frozen=True)
class Summary:
    """What the runs of one scenario come to. `runs` are those that count: infrastructure errors stand apart."""

    runs: int
    passed: int
    infrastructure: int
    satisfaction: float | None
    pass_at: Mapping[str, float]
    pass_all: Mapping[str, float]
    interval: tuple[float, float] | None

    def met(self, threshold: float) -> bool:
        """Whether the scenario reached the threshold, 0 to 100."""
        return self.satisfaction is not None and self.satisfaction >= threshold


def summary(outcomes: Sequence[tuple[RunStatus, float | None]]) -> Summary:
    """Of runs, each with its status and score."""
    counted = [(status, value) for status, value in outcomes if status != "infrastructure"]
    scores = [value for _, value in counted if value is not None]
    n, passed = len(counted), sum(status == "passed" for status, _ in counted)
    ks = sorted({*range(1, min(n, KS) + 1), n} - {0})
    return Summary(
        runs=n,
        passed=passed,
        infrastructure=len(outcomes) - n,
        satisfaction=round(sum(scores) / len(scores), 4) if scores else None,
        pass_at={str(k): pass_at(n, passed, k) for k in ks},
        pass_all={str(k): pass_all(n, passed, k) for k in ks},
        interval=wilson(passed, n) if n else None,
    )


def pass_at(n: int, passed: int, k: int) -> float:
    """How likely at least one of k runs passes, estimated without bias from `passed` of n."""
    return round(1 - math.comb(n - passed, k) / math.comb(n, k), 6)


def pass_all(n: int, passed: int, k: int) -> float:
    """How likely all of k runs pass, estimated without bias from `passed` of n."""
    return round(math.comb(passed, k) / math.comb(n, k), 6)


def wilson(passed: int, n: int) -> tuple[float, float]:
    """The interval of 95 % around a share, 0 to 1; it holds for few runs, too."""
    share, spread = passed / n, Z * Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return (0.0 if passed == 0 else round(low, 6), 1.0 if passed == n else round(high, 6))


def standing(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Standing:
    """How a scenario's result stands to the last accepted one; both as result.json holds them.

    Flaky: some of its runs pass and some don't, now, and whether it reaches its threshold has not changed for the worse
    beyond what chance explains: the intervals overlap.
    """
    if before is None:
        return "new"
    mixed = 0 < now["runs_passed"] < now["runs_counted"]
    if before["passed"] == now["passed"]:
        return "flaky" if mixed else "stable"
    if mixed and _overlap(before.get("interval"), now.get("interval")):
        return "flaky"
    return "fixed" if now["passed"] else "regressed"


def _overlap(one: Sequence[float] | None, other: Sequence[float] | None) -> bool:
    return bool(one and other and one[0] <= other[1] and other[0] <= one[1])


def exit_code(met: Iterable[bool], infrastructure: int, regressed: int = 0) -> int:
    """0 every scenario reached its threshold, 1 one did not or regressed, 3 the runs themselves went wrong.

    `met` speaks of scenarios that had a run that counts.
    """
    if not all(met) or regressed:
        return 1
    return 3 if infrastructure else 0

"""What runs come to, in numbers that can be worked out by hand."""

import pytest

from clonery.runs import scoring
from clonery.runs.verdict import Status, Verdict


def verdicts(*given: tuple[Status, float] | Status) -> tuple[Verdict, ...]:
    pairs = [one if isinstance(one, tuple) else (one, 1.0) for one in given]
    return tuple(Verdict(f"c{n}", "D", n, status, weight, "", ()) for n, (status, weight) in enumerate(pairs))


def test_a_score_is_the_weighted_share_of_what_was_judged() -> None:
    assert scoring.score(verdicts("passed", "failed", "not_judged")) == 50
    assert scoring.score(verdicts(("passed", 3.0), ("failed", 1.0))) == 75
    assert scoring.score(verdicts("passed", "undetermined")) == 50
    assert scoring.score(verdicts("not_judged")) is None


def test_what_is_unproven_counts_unless_strict() -> None:
    assert scoring.score(verdicts("unproven")) == 100
    assert scoring.score(verdicts("unproven"), strict=True) == 0


def test_an_outcome_says_whose_fault_it_was() -> None:
    good = verdicts("passed")
    assert scoring.outcome(good, 100) == ("passed", 100)
    assert scoring.outcome(verdicts("passed", "failed"), 50) == ("passed", 50)
    assert scoring.outcome(verdicts("passed", "failed"), 51) == ("failed", 50)
    assert scoring.outcome(good, 100, harness_failed=True) == ("failed", 0)
    assert scoring.outcome(good, 100, broken=True) == ("infrastructure", None)
    assert scoring.outcome(verdicts("not_judged"), 0) == ("not_judged", None)
    assert scoring.outcome((), 100) == ("passed", 100)


def test_infrastructure_errors_stand_apart() -> None:
    made = scoring.summary([("passed", 100.0), ("failed", 50.0), ("infrastructure", None)])
    assert (made.runs, made.passed, made.infrastructure, made.satisfaction) == (2, 1, 1, 75)
    assert made.met(75)
    assert not made.met(75.1)
    nothing = scoring.summary([("infrastructure", None)])
    assert (nothing.satisfaction, nothing.interval, nothing.met(0)) == (None, None, False)


def test_pass_at_k_and_pass_hat_k() -> None:
    assert scoring.pass_at(5, 2, 1) == pytest.approx(0.4)
    assert scoring.pass_at(5, 2, 3) == pytest.approx(1 - 1 / 10)
    assert scoring.pass_all(5, 2, 2) == pytest.approx(1 / 10)
    made = scoring.summary([("passed", 100.0)] * 3 + [("failed", 0.0)])
    assert made.pass_at == {"1": 0.75, "2": 1.0, "3": 1.0, "4": 1.0}
    assert made.pass_all == {"1": 0.75, "2": 0.5, "3": 0.25, "4": 0.0}


def test_wilsons_interval() -> None:
    low, high = scoring.wilson(8, 10)
    assert (low, high) == (pytest.approx(0.490162, abs=1e-5), pytest.approx(0.943318, abs=1e-5))
    assert scoring.wilson(0, 5)[0] == 0
    assert scoring.wilson(5, 5)[1] == 1


def result(passed: int, of: int, met: bool) -> dict[str, object]:
    return {"passed": met, "runs_passed": passed, "runs_counted": of, "interval": scoring.wilson(passed, of)}


@pytest.mark.parametrize(
    ("before", "now", "standing"),
    [
        (None, result(1, 1, True), "new"),
        (result(1, 1, True), result(1, 1, True), "stable"),
        (result(5, 5, True), result(0, 5, False), "regressed"),
        (result(0, 5, False), result(5, 5, True), "fixed"),
        (result(5, 5, True), result(4, 5, False), "flaky"),
        (result(20, 20, True), result(2, 20, False), "regressed"),
        (result(3, 5, True), result(3, 5, True), "flaky"),
    ],
)
def test_a_scenario_stands_to_before(before: object, now: object, standing: str) -> None:
    assert scoring.standing(before, now) == standing  # type: ignore[arg-type]  # parametrised


def test_exit_codes() -> None:
    assert scoring.exit_code([True, True], 0) == 0
    assert scoring.exit_code([True, False], 0) == 1
    assert scoring.exit_code([True], 2) == 3
    assert scoring.exit_code([False], 2) == 1
    assert scoring.exit_code([True], 0, regressed=1) == 1

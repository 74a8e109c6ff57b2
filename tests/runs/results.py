"""Crafted results, as result.json holds them."""

from typing import Any

from clonery.runs import artifacts
from clonery.runs.batch import summed

OPERATIONS = {"written": {"github: issues/update": 1}, "generic": {}, "refused": {}, "unknown": {}}


def criterion(status: str, text: str = "The issue is closed", line: int = 7, tag: str = "D") -> dict[str, Any]:
    reason = "so" if status == "passed" else "not so: <b>2</b> & \x00 more"
    return {
        "criterion": text, "tag": tag, "line": line, "status": status, "weight": 1.0, "reason": reason,
        "evidence": ["github/issue 2"],
    }  # fmt: skip


def run(number: int, status: str, score: float | None, *statuses: str, problem: str = "") -> dict[str, Any]:
    return {
        "run": number, "status": status, "score": score, "problem": problem, "exit_code": 0 if not problem else 1,
        "timed_out": False, "seconds": 1.5, "overhead_ms": 3.2, "answer": "done <script>", "calls": 2,
        "operations": OPERATIONS, "session": "",
        "criteria": [criterion(one, f"criterion {at}", 7 + at) for at, one in enumerate(statuses)],
    }  # fmt: skip


def scenario(path: str, *runs: dict[str, Any], title: str = 'Close: it, "now" & here') -> dict[str, Any]:
    head = {
        "path": path, "folder": path.removesuffix(".md"), "title": title, "clones": ["github"], "inferred": False,
        "tags": ["demo"], "threshold": 100, "runs_wanted": len(runs),
    }  # fmt: skip
    return summed(head, list(runs))


def result(*scenarios: dict[str, Any], exit_code: int = 1) -> dict[str, Any]:
    values = [made["satisfaction"] for made in scenarios if made["satisfaction"] is not None]
    return {
        "version": artifacts.VERSION, "grader": artifacts.GRADER, "clonery": "1", "id": "i-1",
        "began_at": "2026-01-05T09:00:00.000Z", "seconds": 3.0,
        "status": {0: "passed", 1: "failed", 3: "infrastructure"}[exit_code], "exit_code": exit_code,
        "interrupted": False, "satisfaction": sum(values) / len(values) if values else None, "harness": ["x"],
        "model": None, "strict": False, "read_only": False, "scenarios": list(scenarios),
    }  # fmt: skip


MIXED = result(
    scenario("a.md", run(1, "passed", 100.0, "passed", "passed"), run(2, "failed", 50.0, "passed", "failed")),
    scenario("b.md", run(1, "infrastructure", None, problem="the judge can't be asked"), title="Judge"),
    scenario("c.md", run(1, "not_judged", None, "not_judged"), title="Only a judge"),
)

"""Results for people and for programs: lines on a terminal, JSON, JUnit, CTRF, and GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

NOT_STARTED = "the harness could not start"
"""Why nothing was judged where there was no run."""
FORMS = ("terminal", "json", "junit", "ctrf", "github")
SIGNS = {"passed": "✓", "failed": "✗", "undetermined": "?", "unproven": "≈", "not_judged": "-"}
COLOURS = {"passed": "green", "failed": "red", "undetermined": "yellow", "unproven": "yellow", "not_judged": None}
Result = Mapping[str, Any]


def render(form: str, result: Result) -> str:
    """The document of one form, but for the terminal's."""
    return {"json": as_json, "junit": junit, "ctrf": ctrf, "github": github}[form](result)


def as_json(result: Result) -> str:
    return json.dumps(result, indent=2, ensure_ascii=False) + "\n"


def line(title: str, run: Result, of: int) -> str:
    """One finished run."""
    score = "not judged" if run["score"] is None else f"{run['score']:g}"
    number = f" [{run['run']}/{of}]" if of > 1 else ""
    parts = [f"{run['seconds']:.1f} s", f"{run['calls']} calls"]
    if run["problem"]:
        parts.append(run["problem"])
    return f"{run['status']:<14} {score:>10}  {title}{number}  ({', '.join(parts)})"


def summary(result: Result) -> Iterator[tuple[str, str | None]]:
    """The lines of the whole, each with its colour."""
    for made in result["scenarios"]:
        yield from _scenario(made)
    for name, wanted in (("infrastructure errors", "infrastructure_errors"),):
        count = sum(made[wanted] for made in result["scenarios"])
        if count:
            yield f"{count} {name}: they count as no failure of the agent", "yellow"
    mean = result["satisfaction"]
    met = sum(made["passed"] for made in result["scenarios"])
    whole = "nothing was judged" if mean is None else f"satisfaction {mean:g}"
    told = (
        f"{result['status']}: {met} of {len(result['scenarios'])} scenarios passed, {whole}, {result['seconds']:.1f} s"
    )
    yield told, "green" if result["exit_code"] == 0 else "red"


def _scenario(made: Result) -> Iterator[tuple[str, str | None]]:
    colour = "green" if made["passed"] else "red"
    score = "-" if made["satisfaction"] is None else f"{made['satisfaction']:g}"
    standing = f" · {made['standing']}" if made["standing"] else ""
    yield f"{made['title']}  {score} of {made['threshold']:g}{standing}  {made['path']}", colour
    if made["runs_counted"] > 1:
        low, high = made["interval"]
        k = str(made["runs_counted"])
        yield (
            (
                f"  {made['runs_passed']} of {made['runs_counted']} passed (95 %: {100 * low:.0f}–{100 * high:.0f} %), "
                f"pass@{k} {made['pass_at_k'][k]:.2f}, pass^{k} {made['pass_hat_k'][k]:.2f}"
            ),
            None,
        )
    for problem in dict.fromkeys(run["problem"] for run in made["runs"] if run["problem"]):
        yield f"  ! {problem}", "red"
    for text, shade, of in criteria(made):
        yield f"  {text}", shade
        yield from ((f"      {reason}", None) for reason in of)


def criteria(made: Result) -> Iterator[tuple[str, str | None, list[str]]]:
    """Each criterion of a scenario over all its runs: its line, its colour, and why it did not pass."""
    # What a run's problem kept from being judged is told by the problem.
    judged = [
        run["criteria"] for run in made["runs"] if run["criteria"] and run["problem"] != run["criteria"][0]["reason"]
    ]
    judged = [held for held in judged if held[0]["reason"] != NOT_STARTED]
    for number in range(len(judged[0]) if judged else 0):
        over = [held[number] for held in judged if len(held) > number]
        statuses = [one["status"] for one in over]
        worst = max(statuses, key=list(SIGNS).index) if len(set(statuses)) > 1 else statuses[0]
        if "failed" in statuses:
            worst = "failed"
        first = over[0]
        times = f" {statuses.count('passed')}/{len(statuses)}" if len(statuses) > 1 else ""
        text = f"{SIGNS[worst]}{times} [{first['tag']}] {first['criterion']}"
        if worst == "passed":
            yield text, COLOURS[worst], []
            continue
        place = f" ({made['path']}:{first['line']})" if first["line"] else ""
        reasons = dict.fromkeys(f"{one['status']}: {one['reason']}" for one in over if one["status"] != "passed")
        yield text + place, COLOURS[worst], list(reasons)[:3]


def _why(made: Result, run: Result) -> list[str]:
    if run["problem"]:
        return [run["problem"]]
    return [
        f"{made['path']}:{one['line']}: {one['criterion']}: {one['status']}: {one['reason']}"
        for one in run["criteria"] if one["status"] in ("failed", "undetermined")
    ]  # fmt: skip


def junit(result: Result) -> str:
    """JUnit's XML: a suite for each scenario, a case for each run."""
    suites, whole = [], dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for made in result["scenarios"]:
        cases = [_case(made, run) for run in made["runs"]]
        counts = {
            "tests": len(cases), "failures": sum("<failure" in case for case in cases),
            "errors": sum("<error" in case for case in cases), "skipped": sum("<skipped" in case for case in cases),
        }  # fmt: skip
        for name, count in counts.items():
            whole[name] += count
        seconds = sum(run["seconds"] for run in made["runs"])
        head = "".join(f" {name}={quoteattr(str(value))}" for name, value in counts.items())
        suites.append(
            f'  <testsuite name={quoteattr(made["title"])}{head} time="{seconds:.3f}" '
            f"timestamp={quoteattr(result['began_at'].removesuffix('Z'))}>\n{''.join(cases)}  </testsuite>\n"
        )
    head = "".join(f" {name}={quoteattr(str(value))}" for name, value in whole.items())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="clonery"{head} time="{result["seconds"]:.3f}">\n'
        f"{''.join(suites)}</testsuites>\n"
    )


def _case(made: Result, run: Result) -> str:
    name = made["title"] if len(made["runs"]) == 1 else f"{made['title']} [{run['run']}]"
    head = f'name={quoteattr(_clean(name))} classname={quoteattr(made["path"])} time="{run["seconds"]:.3f}"'
    why = _why(made, run)
    text = escape(_clean("\n".join(why)))
    first = quoteattr(_clean(why[0] if why else run["status"]).replace("\n", " "))
    inner = {
        "failed": f"      <failure message={first} type=\"failed\">{text}</failure>\n",
        "infrastructure": f"      <error message={first} type=\"infrastructure\">{text}</error>\n",
        "not_judged": "      <skipped message=\"nothing was judged\"/>\n",
    }.get(run["status"], "")  # fmt: skip
    lines = "\n".join(f"{one['status']} [{one['tag']}] {one['criterion']}: {one['reason']}" for one in run["criteria"])
    return f"    <testcase {head}>\n{inner}      <system-out>{escape(_clean(lines))}</system-out>\n    </testcase>\n"


def _clean(text: str) -> str:
    """Without the characters that XML can't hold."""
    return "".join(
        c for c in text if c in "\t\n\r" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF and c not in "￾￿")
    )


def ctrf(result: Result) -> str:
    """The Common Test Report Format: a test for each run."""
    states = {"passed": "passed", "failed": "failed", "infrastructure": "other", "not_judged": "skipped"}
    tests = []
    for made in result["scenarios"]:
        for run in made["runs"]:
            test = {
                "name": made["title"] if len(made["runs"]) == 1 else f"{made['title']} [{run['run']}]",
                "status": states[run["status"]], "duration": round(run["seconds"] * 1000), "filePath": made["path"],
                "suite": made["title"], "tags": made["tags"], "rawStatus": run["status"],
                "extra": {"score": run["score"], "criteria": run["criteria"]},
            }  # fmt: skip
            why = _why(made, run)
            tests.append(test | ({"message": "\n".join(why)} if why else {}))
    from datetime import datetime

    start = round(datetime.fromisoformat(result["began_at"]).timestamp() * 1000)
    counts = {name: sum(test["status"] == name for test in tests) for name in ("passed", "failed", "skipped", "other")}
    whole = {
        "tests": len(tests),
        **counts,
        "pending": 0,
        "start": start,
        "stop": start + round(result["seconds"] * 1000),
    }
    document = {
        "reportFormat": "CTRF", "specVersion": "0.0.0",
        "results": {"tool": {"name": "clonery", "version": result["clonery"]}, "summary": whole, "tests": tests},
    }  # fmt: skip
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def github(result: Result) -> str:
    """Workflow commands that GitHub shows as annotations at the criterion's line."""
    lines = []
    for made in result["scenarios"]:
        told: dict[tuple[int, str, str], int] = {}
        for run in made["runs"]:
            level = "warning" if run["status"] == "infrastructure" else "error"
            if run["problem"]:
                key = (1, level, run["problem"])
                told[key] = told.get(key, 0) + 1
            for one in run["criteria"]:
                if one["status"] in ("failed", "undetermined"):
                    key = (one["line"] or 1, "error" if one["status"] == "failed" else "warning",
                           f"{one['criterion']}: {one['reason']}")  # fmt: skip
                    told[key] = told.get(key, 0) + 1
        for (number, level, text), times in sorted(told.items()):
            often = f" ({times} of {len(made['runs'])} runs)" if len(made["runs"]) > 1 else ""
            place = f"file={_property(made['path'])},line={number},title={_property(made['title'])}"
            lines.append(f"::{level} {place}::{_message(text + often)}")
    lines += [text for text, _ in list(summary(result))[-1:]]
    return "\n".join(lines) + "\n"


def markdown(result: Result) -> str:
    """A table for GitHub's page of a job."""
    rows = ["| scenario | satisfaction | runs passed | |", "|---|---|---|---|"]
    for made in result["scenarios"]:
        score = "not judged" if made["satisfaction"] is None else f"{made['satisfaction']:g}"
        sign = "✅" if made["passed"] else "❌"
        title = made["title"].replace("|", "\\|")
        rows.append(
            f"| {title} | {score} | {made['runs_passed']} of {made['runs_counted']} | {sign} {made['standing'] or ''} |"
        )
    return "\n".join(rows) + "\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")

"""The page to look at: one HTML file with each run's verdicts, differences, calls and answer, and nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from clonery import differences

from .artifacts import Folder
from .outputs import SIGNS

RUNS = 60
"""Runs whose evidence the page holds, those that did not pass before the others."""
CALLS = 200
PIECE = 4000


def page(result: Mapping[str, Any], folder: Path) -> str:
    """The page of a result; the evidence is read from the folder of its runs."""
    inside = "".join(_scenario(made, folder, room) for made, room in _rooms(result["scenarios"]))
    mean = "not judged" if result["satisfaction"] is None else f"{result['satisfaction']:g}"
    met = sum(made["passed"] for made in result["scenarios"])
    facts = {
        "status": result["status"], "scenarios passed": f"{met} of {len(result['scenarios'])}", "satisfaction": mean,
        "model": result["model"] or "–", "began": result["began_at"], "took": f"{result['seconds']:.1f} s",
    }  # fmt: skip
    return document(f"Runs {result['id']}", result["status"], facts, inside)


def document(title: str, status: str, facts: Mapping[str, str], inside: str) -> str:
    """A whole page: its facts on top, and what is inside."""
    style = resources.files(__package__).joinpath("report.css").read_text("utf-8")
    told = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(str(value))}</dd></div>" for name, value in facts.items())
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f'<header class="{escape(status)}"><h1>{escape(title)}</h1><dl>{told}</dl></header><main>{inside}</main>'
        "</body></html>\n"
    )


def _rooms(scenarios: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], set[int]]]:
    """By scenario, the runs whose evidence is shown."""
    ranked = sorted(
        ((run["status"] == "passed", at, run["run"]) for at, made in enumerate(scenarios) for run in made["runs"]),
    )[:RUNS]  # fmt: skip
    return [(made, {number for _, of, number in ranked if of == at}) for at, made in enumerate(scenarios)]


def _scenario(made: Mapping[str, Any], folder: Path, room: set[int]) -> str:
    score = "not judged" if made["satisfaction"] is None else f"{made['satisfaction']:g}"
    said = [
        f"satisfaction {score} of {made['threshold']:g}",
        f"{made['runs_passed']} of {made['runs_counted']} runs passed",
    ]
    if made["interval"] and made["runs_counted"] > 1:
        said.append(f"95 %: {100 * made['interval'][0]:.0f}–{100 * made['interval'][1]:.0f} %")
    if made["infrastructure_errors"]:
        said.append(f"{made['infrastructure_errors']} infrastructure errors")
    if made["standing"]:
        said.append(made["standing"])
    state = "passed" if made["passed"] else "failed"
    runs = "".join(
        _run(run, folder / made["folder"] / str(run["run"]) if run["run"] in room else None, len(made["runs"]) == 1)
        for run in made["runs"]
    )
    return (
        f'<section class="{state}"><h2>{escape(made["title"])}</h2>'
        f'<p class="about"><code>{escape(made["path"])}</code> · {escape(" · ".join(said))}</p>{runs}</section>'
    )


def _run(run: Mapping[str, Any], folder: Path | None, open_: bool) -> str:
    score = "not judged" if run["score"] is None else f"{run['score']:g}"
    head = f"run {run['run']} · {run['status']} · {score} · {run['seconds']:.2f} s · {run['calls']} calls"
    rows = "".join(
        f'<tr class="{one["status"]}"><td>{SIGNS[one["status"]]}</td><td>[{escape(one["tag"])}]</td>'
        f"<td>{escape(one['criterion'])}</td><td>{escape(one['status'])}: {escape(one['reason'])}"
        f"{''.join(f'<br><small>{escape(text)}</small>' for text in one['evidence'][:8])}</td></tr>"
        for one in run["criteria"]
    )
    problem = f'<p class="problem">{escape(run["problem"])}</p>' if run["problem"] else ""
    inner = f'{problem}<table class="criteria">{rows}</table>'
    if run["answer"]:
        inner += _folded("answer", f"<pre>{escape(run['answer'])}</pre>", True)
    if folder is not None:
        inner += _evidence(Folder(folder))
    opened = " open" if open_ or run["status"] != "passed" else ""
    return f'<details class="run {escape(run["status"])}"{opened}><summary>{escape(head)}</summary>{inner}</details>'


def _evidence(folder: Folder) -> str:
    made = ""
    try:
        diff, calls = folder.read("diff.json"), folder.read("calls.json")
        errors = (folder.path / "stderr.txt").read_text("utf-8", "replace")
    except (OSError, ValueError):
        return ""
    made += _folded(f"differences ({sum(map(len, diff.values()))})", difference_lines(diff), True)
    made += _folded(f"calls ({len(calls)})", call_table(calls), False)
    if errors.strip():
        made += _folded("standard error", f"<pre>{escape(errors[-PIECE:])}</pre>", False)
    return made


def difference_lines(diff: Mapping[str, Any]) -> str:
    """A diff as lines, coloured by what was added, removed and changed."""
    names = {"+": "added", "-": "removed", "~": "changed"}
    lines = "".join(f'<div class="{names[text[0]]}">{escape(text)}</div>' for text in differences.lines(diff))
    return f'<div class="diff">{lines or "nothing differs"}</div>'


def call_table(calls: Sequence[Mapping[str, Any]]) -> str:
    """The calls as rows, each of which unfolds to arguments and answer."""
    rows = "".join(
        f'<details class="call{" bad" if line["status"] >= 400 or not line["status"] else ""}"><summary>'
        f"<b>{line['number']}</b> <span>{line['status'] or '---'}</span> {escape(line['clone'])} "
        f"{escape(line['operation'] or line['method'] + ' ' + line['path'])}"
        f"{' · ' + str(len(line['changed'])) + ' changed' if line['changed'] else ''}"
        f"{' · ' + escape(line['fidelity']) if line['fidelity'] == 'generic' else ''}</summary>"
        f"<pre>{escape(_json(line['arguments']))}</pre><pre>{escape(_json(line['answer']))}</pre></details>"
        for line in calls[:CALLS]
    )
    more = f"<p>{len(calls) - CALLS} more calls are in calls.json</p>" if len(calls) > CALLS else ""
    return (rows or "<p>none</p>") + more


def _folded(title: str, inner: str, opened: bool) -> str:
    return f"<details{' open' if opened else ''}><summary>{escape(title)}</summary>{inner}</details>"


def _json(value: Any) -> str:
    text = json.dumps(value, indent=1, ensure_ascii=False)
    return text if len(text) <= PIECE else f"{text[: PIECE - 1]}…"

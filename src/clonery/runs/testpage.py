"""The page of `pytest --clonery-report`: what each test called and changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Any

from .report import call_table, difference_lines, document

SAID = 8000


def page(tests: Mapping[str, Mapping[str, Any]]) -> str:
    """Of tests by their id, each with `outcome`, `seconds`, `said` and `evidence` (None: it had no session)."""
    counts = Counter(test["outcome"] for test in tests.values())
    shown = [(id, test) for id, test in tests.items() if test["evidence"] is not None or test["outcome"] == "failed"]
    shown.sort(key=lambda pair: pair[1]["outcome"] != "failed")
    facts = {name: str(counts[name]) for name in ("passed", "failed", "skipped")}
    status = "failed" if counts["failed"] else "passed"
    return document("Tests", status, facts, "".join(_test(id, test) for id, test in shown))


def _test(id: str, test: Mapping[str, Any]) -> str:
    opened = " open" if test["outcome"] == "failed" else ""
    inner = f"<pre>{escape(test['said'][-SAID:])}</pre>" if test["said"] else ""
    if test["evidence"] is not None:
        diff, calls = test["evidence"]["diff"], test["evidence"]["calls"]
        inner += f"<h3>differences</h3>{difference_lines(diff)}<h3>calls ({len(calls)})</h3>{call_table(calls)}"
    head = f"{id} · {test['outcome']} · {test['seconds']:.2f} s"
    return f'<details class="run {escape(test["outcome"])}"{opened}><summary>{escape(head)}</summary>{inner}</details>'

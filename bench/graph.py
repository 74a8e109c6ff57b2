"""What a page of 50 issues costs by compiled selections and by graphql-core's own executor, and filters over many."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from run import Row, show

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.server.graphql.conftest import Graphed  # noqa: E402 # the project's own folder comes first
from tests.server.graphql.reference import Reference  # noqa: E402
from tests.server.graphql.written import leaves, objects  # noqa: E402

from clonery.server.graphql.documents import document  # noqa: E402
from clonery.server.graphql.run import Run  # noqa: E402

TIMES = 15
FILTERS: dict[str, dict[str, Any]] = {
    "a part of the title": {"title": {"contains": "login"}},
    "a part of title or text, any case": {"searchableContent": {"contains": "RATE LIMITS"}},
    "a part that nothing has": {"title": {"containsIgnoreCase": "zz"}},
    "state and priority": {"state": {"type": {"eq": "started"}}, "priority": {"eq": 1}},
    "due within two weeks": {"dueDate": {"lt": "P2W"}},
}


def cpu(action: Callable[[], Any]) -> float:
    """Milliseconds of CPU, the best of some runs."""
    took = []
    for _ in range(TIMES):
        began = time.process_time()
        action()
        took.append((time.process_time() - began) * 1000)
    return min(took)


def page() -> list[Row]:
    """50 issues with every plain field and the id of everything they lead to, as the SDK's fragment asks."""
    graph = Graphed()
    graph.begin("engineering-org")
    type_: Any = graph.api.schema.type_map["Issue"]
    lists = [name for name in objects(type_) if "first" in type_.fields[name].args]
    single = [name for name in objects(type_) if name not in lists and "id" in getattr(_of(type_, name), "fields", {})]
    fields = [*leaves(type_), *(f"{name} {{ id }}" for name in single)]
    query = f"{{ issues(first: 50) {{ nodes {{ {' '.join(fields)} }} pageInfo {{ hasNextPage }} }} }}"
    whole = cpu(lambda: graph.send({"query": query}))
    reference = Reference(graph)
    reference.results["issues"] = result = reference.perform("query", "issues", {"first": 50})
    (root,) = document(graph.api, query).operation(None).roots

    def compiled() -> Any:
        run = Run({})
        run.call = reference.call
        return root.shown(run, result)

    ours, theirs = cpu(compiled), cpu(lambda: reference.execute(query, {}))
    return [
        (f"50 issues, {len(fields)} fields, the whole call", "≤ 12 ms", f"{whole:.1f} ms", whole <= 12),
        ("the same selections alone, compiled", "", f"{ours:.1f} ms", ours <= theirs),
        ("the same by graphql-core's executor", "", f"{theirs:.1f} ms", True),
    ]


def _of(type_: Any, name: str) -> Any:
    made = type_.fields[name].type
    return getattr(made, "of_type", made)


def filters(issues: int) -> list[Row]:
    """The first 50 of so many issues that a filter leaves; each filter was asked once before."""
    graph = Graphed()
    data = json.loads((HERE.parent / "seeds/linear/busy-backlog.json").read_bytes())
    data["backlog"]["issues"] = issues
    graph.session = graph.farm.create(random_seed=1, seeds={"linear": data}, clock="2026-01-06T12:00:00Z")
    held = graph.session.opened.credentials.default("linear")
    assert held is not None
    graph.token = held.token
    query = "query($f: IssueFilter) { issues(filter: $f, first: 50) { nodes { identifier title } } }"
    rows = []
    for name, given in FILTERS.items():
        graph(query, f=given)
        took = cpu(lambda given=given: graph(query, f=given))  # type: ignore[misc] # the default keeps the filter
        rows.append((f"{issues:,} issues: {name}", "≤ 30 ms", f"{took:.1f} ms", took <= 30))
    return rows


if __name__ == "__main__":
    show(page())
    show(filters(int(sys.argv[1]) if sys.argv[1:] else 100_000))

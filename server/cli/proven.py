"""Coverage for people: per clone, per operation, and as the page of a clone."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ..coverage import AXES, binding
from ..operation import GENERIC, REFUSED, WRITTEN

HEADS = {
    "sdk": "driven by a vendor's SDK",
    "valid": "answers validate",
    "refusals": "refusals in the vendor's words",
    "state": "written, then read back",
    "recorded": "checked against a recording",
}
Rows = list[dict[str, Any]]


def by_clone(found: dict[str, Rows]) -> tuple[list[Sequence[Any]], tuple[str, ...]]:
    """Rows and head: how many operations of each clone are what, and how many have each thing proven."""
    rows = [
        (name, *(len(of(rows, state)) for state in (WRITTEN, GENERIC, REFUSED)), *(proven(rows, axis) for axis in AXES))
        for name, rows in found.items()
    ]
    return list(rows), ("clone", WRITTEN, GENERIC, REFUSED, *AXES)


def by_operation(rows: Rows) -> tuple[list[Sequence[Any]], tuple[str, ...]]:
    """Rows and head: what is proven of each operation; the written ones first."""
    ordered = [row for state in (WRITTEN, REFUSED, GENERIC) for row in of(rows, state)]
    shown = [(row["name"], row["fidelity"], *("yes" * (axis in row["proven"]) for axis in AXES)) for row in ordered]
    return list(shown), ("operation", "", *AXES)


def of(rows: Rows, fidelity: str) -> Rows:
    return [row for row in rows if row["fidelity"] == fidelity]


def proven(rows: Rows, axis: str) -> int:
    return sum(axis in row["proven"] for row in rows)


def page(name: str, title: str, rows: Rows) -> str:
    """The page docs/clones/<name>.md."""
    return "\n".join(_page(name, title, rows)) + "\n"


def _page(name: str, title: str, rows: Rows) -> Iterator[str]:
    written, refused, generic = of(rows, WRITTEN), of(rows, REFUSED), of(rows, GENERIC)
    yield f"# {title}"
    yield ""
    yield f"Printed by `clonery coverage {name} --markdown`; `make test-all` counted what is proven, nothing is typed."
    yield ""
    yield f"| of {len(rows)} operations | |"
    yield "|---|--:|"
    for what, count in ((WRITTEN, len(written)), (GENERIC, len(generic)), (REFUSED, len(refused))):
        yield f"| {what} | {count} |"
    yield from (f"| {HEADS[axis]} | {proven(rows, axis)} |" for axis in AXES)
    if written:
        yield from ("", "## Written", "")
        yield f"| operation | | {' | '.join(HEADS[axis] for axis in AXES)} |"
        yield f"|---|---|{':-:|' * len(AXES)}"
        for row in written:
            marks = " | ".join("✓" * (axis in row["proven"]) for axis in AXES)
            yield f"| {row['name']} | `{binding(row)}` | {marks} |"
    if refused:
        yield from ("", "## Refused", "")
        yield from (f"- {row['name']} (`{binding(row)}`): {row['reason']}" for row in refused)
    if generic:
        yield from ("", "## Generic", "")
        yield "Nobody has written these: they answer from stored records and the result's schema, and say so."
        grouped = groupby(sorted(generic, key=lambda row: str(row["category"])), key=lambda row: str(row["category"]))
        for category, group in grouped:
            names = [row["name"] for row in group]
            yield from ("", f"**{category or 'other'}** ({len(names)}): {', '.join(names)}")

"""What is proven about each operation of a clone: figures of a test run, kept beside its tool_specs."""

from typing import Any

import orjson

from .clone import Clone

AXES = ("sdk", "valid", "refusals", "state", "recorded")
"""Driven by a vendor's SDK; answers validate; refusals are in the vendor's words; state was read back by another
operation; checked against a recording of the real service."""
FILE = "coverage.json"
BINDINGS = ("http", "rpc", "graphql")


def coverage(clone: Clone) -> list[dict[str, Any]]:
    """Every operation as `{"name", "category", "fidelity", "proven"}` and its binding (`http`, `rpc` or `graphql`).

    `proven` are those of AXES that the last whole test run has proven; refused ones have their `reason`.
    """
    proven = proofs(clone)
    rows = []
    for name, operation in sorted(clone.operations.items()):
        entry = operation.entry
        row = {"name": name, "category": entry.get("category", ""), "fidelity": operation.fidelity}
        row |= {"proven": proven.get(name, [])}
        row |= {key: entry[key] for key in BINDINGS if key in entry}
        rows.append({**row, "reason": operation.reason} if operation.reason else row)
    return rows


def proofs(clone: Clone) -> dict[str, list[str]]:
    """Operation → what of AXES the last whole test run has proven; empty where there was none."""
    path = clone.specs.folder.joinpath(FILE)
    if not path.is_file():
        return {}
    found: dict[str, list[str]] = orjson.loads(path.read_bytes())["operations"]
    return found


def binding(row: dict[str, Any]) -> str:
    """How an operation is called: "GET /path", a method's name, or "query field"."""
    if "http" in row:
        return f"{row['http']['method']} {row['http']['path']}"
    if "graphql" in row:
        return f"{row['graphql']['type'].lower()} {row['graphql']['field']}"
    return str(row.get("rpc", {}).get("method", ""))

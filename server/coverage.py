"""What is proven about each operation of a clone: figures of a test run, kept beside its tool_specs."""

from typing import Any

import orjson

from .clone import Clone

AXES = ("sdk", "valid", "refusals", "state", "recorded")
"""Driven by a vendor's SDK; answers validate; refusals are in the vendor's words; state was read back by another
operation; checked against a recording of the real service."""
FILE = "coverage.json"


def coverage(clone: Clone) -> list[dict[str, Any]]:
    """Every operation as `{"operation", "binding", "category", "fidelity", "reason"}` and a bool for each of AXES."""
    proven = proofs(clone)
    return [
        {
            "operation": name,
            "binding": binding(operation.entry),
            "category": operation.entry.get("category", ""),
            "fidelity": operation.fidelity,
            "reason": operation.reason,
            **{axis: axis in proven.get(name, ()) for axis in AXES},
        }
        for name, operation in sorted(clone.operations.items())
    ]


def proofs(clone: Clone) -> dict[str, list[str]]:
    """Operation → axes that the last whole test run has proven; nothing where there was none."""
    path = clone.specs.folder.joinpath(FILE)
    if not path.is_file():
        return {}
    found: dict[str, list[str]] = orjson.loads(path.read_bytes())["operations"]
    return found


def binding(entry: dict[str, Any]) -> str:
    """How an operation is called: "GET /path", a method's name, or "query field"."""
    if "http" in entry:
        return f"{entry['http']['method']} {entry['http']['path']}"
    if "graphql" in entry:
        return f"{entry['graphql']['type'].lower()} {entry['graphql']['field']}"
    return str(entry.get("rpc", {}).get("method", ""))

"""Rate limits; https://docs.github.com/rest/rate-limit/rate-limit."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ..dialect import ANONYMOUS_LIMIT, HOUR, LIMITS

OTHERS = {
    "integration_manifest": 5000, "source_import": 100, "code_scanning_upload": 1000, "code_scanning_autofix": 10,
    "actions_runner_registration": 10_000, "scim": 15_000, "dependency_snapshots": 100, "dependency_sbom": 100,
}  # fmt: skip
"""Resources that no path of this clone counts against, and their limits."""


@operation("rate-limit/get")
def get(call: Call) -> dict[str, Any]:
    """GET /rate_limit: looking costs nothing."""
    resources = {name: _state(call, name, limit, window) for name, (limit, window) in LIMITS.items()}
    resources |= {name: _state(call, name, limit, HOUR) for name, limit in OTHERS.items()}
    return {"resources": resources, "rate": resources["core"]}


def _state(call: Call, name: str, limit: int, window: int) -> dict[str, Any]:
    who = call.credential.token if call.credential else ""
    limit = limit if who or name != "core" else ANONYMOUS_LIMIT
    used, reset = call.session.opened.usage.get((name, who), (0, 0))
    if reset <= call.moment:
        used, reset = 0, call.moment + window
    return {
        "limit": limit, "used": min(used, limit), "remaining": max(limit - used, 0), "reset": reset // 1_000_000,
        "resource": name,
    }  # fmt: skip

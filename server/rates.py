"""Counts calls against a vendor's rate limits: shown in its headers always, enforced where the session says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .problems import RateLimited

if TYPE_CHECKING:
    from .call import Call

SECOND = 1_000_000
"""Of a session's clock, which counts microseconds."""


def spend(call: Call, bucket: str, limit: int, window: int) -> None:
    """Count a call of this token's; `window` in microseconds. Raises RateLimited where limits are enforced."""
    usage = call.session.opened.usage
    used = usage.setdefault((bucket, _who(call)), [0, call.moment + window])
    if used[1] <= call.moment:
        used[:] = [0, call.moment + window]
    used[0] += 1
    if call.session.rate_limits and used[0] > limit:
        wait = max(-(-(used[1] - call.moment) // SECOND), 1)
        raise RateLimited(bucket=bucket, limit=limit, retry_after=wait, reset=used[1] // SECOND)


def used(call: Call, bucket: str, window: int) -> tuple[int, int]:
    """How many calls the window has had, and the moment (microseconds) at which it starts anew."""
    count, reset = call.session.opened.usage.get((bucket, _who(call)), (0, call.moment + window))
    return count, reset


def _who(call: Call) -> str:
    return call.credential.token if call.credential else ""

"""Calls are counted a window, a token and a bucket, and refused only where the session enforces limits."""

from typing import Any

import pytest

from clonery.server import perform, rates
from clonery.server.problems import RateLimited
from clonery.server.request import Request


def test_a_window_counts_and_starts_anew(ask: Any) -> None:
    call = perform.start(ask.farm, ask.session, ask.farm.clone("toy"), Request("GET", "/"))
    for _ in range(3):
        rates.spend(call, "core", 2, 10 * rates.SECOND)
    assert rates.used(call, "core", 10 * rates.SECOND) == (3, call.moment + 10_000_000)
    assert rates.used(call, "search", rates.SECOND)[0] == 0
    call.moment += 10_000_000
    rates.spend(call, "core", 2, 10 * rates.SECOND)
    assert rates.used(call, "core", 10 * rates.SECOND)[0] == 1


def test_the_limit_is_enforced_where_the_session_says_so(ask: Any) -> None:
    session = ask.farm.create(rate_limits=True)
    call = perform.start(ask.farm, session, ask.farm.clone("toy"), Request("GET", "/"))
    rates.spend(call, "core", 1, 2_500_000)
    with pytest.raises(RateLimited) as caught:
        rates.spend(call, "core", 1, 2_500_000)
    assert caught.value.details["retry_after"] == 3
    assert caught.value.details["bucket"] == "core"

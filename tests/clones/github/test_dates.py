"""Dates in arguments."""

import pytest

from clonery.clones.github.dates import seconds_given
from clonery.clones.github.refusals import Unprocessable


def test_a_date_is_read_in_its_zone() -> None:
    assert seconds_given("2025-01-02T03:04:05Z", "since") == 1_735_787_045
    assert seconds_given("2025-01-02T05:04:05+02:00", "since") == 1_735_787_045
    assert seconds_given("2025-01-02", "since") == 1_735_776_000


def test_what_is_no_date_is_refused_by_its_name() -> None:
    with pytest.raises(Unprocessable, match='"until" is not a valid date: tomorrow'):
        seconds_given("tomorrow", "until")

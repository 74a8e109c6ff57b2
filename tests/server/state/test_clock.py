"""Time and chance of a session: spans, moments, and the same draws for the same seed."""

import pytest

from clonery.server.state.clock import Chance, Clock, iso, parse, span


def test_spans_and_moments_are_read_and_written() -> None:
    assert span("1h30m") == 5_400_000_000
    assert span("2w") == 14 * 86_400_000_000
    assert iso(parse("2026-01-31T10:00:00+01:00")) == "2026-01-31T09:00:00Z"
    assert iso(parse("2026-01-31T09:00:00.125Z"), 3) == "2026-01-31T09:00:00.125Z"


@pytest.mark.parametrize("bad", ["", "3", "3 days", "d3", "-1s"])
def test_a_bad_span_is_refused_with_the_forms(bad: str) -> None:
    with pytest.raises(ValueError, match="1h30m"):
        span(bad)


def test_a_virtual_clock_stands_until_moved() -> None:
    clock = Clock({"mode": "virtual", "now": 5, "tick": 0})
    assert (clock.now(), clock.now()) == (5, 5)
    clock.move(9)
    assert clock.state == {"mode": "virtual", "now": 9, "tick": 0}
    with pytest.raises(ValueError, match="9999"):
        clock.move(10**18)


def test_a_real_clock_goes_on_from_where_it_was_moved_to() -> None:
    clock = Clock()
    ahead = clock.now() + 10**12
    clock.move(ahead)
    assert 0 <= clock.now() - ahead < 10**7


def test_equal_seeds_draw_the_same_and_others_do_not() -> None:
    one, same, other = Chance(1), Chance(1), Chance(2)
    drawn = [one.text(24), one.uuid(), one.integer(1000), one.fraction(), one.bytes(100)]
    assert drawn == [same.text(24), same.uuid(), same.integer(1000), same.fraction(), same.bytes(100)]
    assert other.text(24) != drawn[0]
    assert Chance(1, one.drawn).text(8) == one.text(8)
    assert len(drawn[0]) == 24
    assert str(drawn[1])[14] == "4"

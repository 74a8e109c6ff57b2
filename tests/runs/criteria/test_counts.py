"""How many: what fits, and how it is said."""

from __future__ import annotations

import pytest

from clonery.runs.criteria.counts import Count


@pytest.mark.parametrize(
    ("count", "fits", "not_fits", "said", "shown"),
    [
        (Count(2, 2), 2, 3, "exactly 2", "= 2"),
        (Count(0, 0), 0, 1, "none", "= 0"),
        (Count(2, None), 9, 1, "at least 2", ">= 2"),
        (Count(0, 2), 0, 3, "at most 2", "<= 2"),
        (Count(1, 3), 3, 4, "between 1 and 3", "between 1 and 3"),
    ],
)
def test_a_count(count: Count, fits: int, not_fits: int, said: str, shown: str) -> None:
    assert (count.fits(fits), count.fits(not_fits), count.said, str(count)) == (True, False, said, shown)

"""Ids: the prefixes by which SDKs and people know an object."""

import pytest

from clonery.clones.stripe import ids


@pytest.mark.parametrize(("kind", "prefix", "size"), [
    ("customer", "cus_", 14), ("payment_intent", "pi_", 24), ("checkout_session", "cs_test_", 58), ("coupon", "", 8),
    ("climate_order", "clor_", 24),
])  # fmt: skip
def test_each_kind_has_its_form(kind: str, prefix: str, size: int) -> None:
    assert ids.form(kind) == (prefix, size)

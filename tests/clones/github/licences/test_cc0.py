"""The text of Creative Commons Zero."""

from clonery.clones.github.licences.cc0 import TEXT


def test_the_text_has_its_four_parts() -> None:
    starts = [line for line in TEXT.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")]
    assert [line[:9] for line in starts] == ["1. Copyri", "2. Waiver", "3. Public", "4. Limita"]

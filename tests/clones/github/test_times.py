"""Times that callers send: whole seconds in UTC, or refused by the field's name."""

import pytest

from clonery.clones.github.refusals import ValidationFailed
from clonery.clones.github.times import stamp


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z"),
        ("2026-01-05T09:00:00.75+02:00", "2026-01-05T07:00:00Z"),
        (" 2026-01-05 ", "2026-01-05T00:00:00Z"),
    ],
)
def test_a_time_is_kept_in_utc(text: str, made: str) -> None:
    assert stamp(text, "Milestone", "due_on") == made


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(ValidationFailed) as caught:
        stamp("soon", "Milestone", "due_on")
    assert caught.value.errors == [{"resource": "Milestone", "code": "invalid", "field": "due_on", "value": "soon"}]

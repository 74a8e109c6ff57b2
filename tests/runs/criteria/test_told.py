"""The record that a scenario's text speaks of, where a criterion says no more than "the issue"."""

from __future__ import annotations

import pytest

from clonery.runs.criteria.sentence import sentence


@pytest.mark.parametrize(
    ("clone", "text", "told", "named"),
    [
        ("github", "The issue is closed", "Close issue #4 in acme/webapp.", "is '4': is closed"),
        ("github", "issue is labelled bug", "Look at #4.", "is '4': label is"),
        (
            "github",
            "PR was approved",
            "Approve pull request #6, it fixes issue #2.",
            "is '6': became",
        ),
        ("linear", "The issue is done", "Finish ENG-42.", "is 'ENG-42'"),
        ("stripe", "The customer has an active subscription", "Subscribe cus_123.", "is 'cus_123'"),
        ("github", "The issue is closed", "Close issue #4 or issue #5.", "became during the run"),
        ("github", "The issue is closed", "Close the theme.", "became during the run"),
        ("github", "The new issue is closed", "Like issue #4.", "added by the run"),
    ],
)
def test_the_one_that_is_meant(clone: str, text: str, told: str, named: str) -> None:
    assert named in str(sentence(text, (clone,), told))


def test_one_that_nothing_names_is_not_some_other_one() -> None:
    from clonery.runs.criteria import Unreadable

    with pytest.raises(Unreadable, match="which issue is meant"):
        sentence("The issue is open", ("github",), "Work.")

"""No answer of a clone is our own mistake: schemathesis against clones of different make, bounded in time."""

import warnings

import pytest

from .attack import Attack

CLONES = ("apify", "datadog", "gitlab", "google-workspace", "hubspot", "jira", "sentry", "supabase")


def attacked(name: str, step: int, examples: int, seconds: float) -> Attack:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of descriptions that hypothesis finds slow or narrow
        made = Attack(name)
        made.run(step, examples, seconds)
    assert made.calls > made.operations > 0
    return made


@pytest.mark.parametrize(("name", "step"), [("apify", 61), ("hubspot", 149), ("jira", 173)])
def test_a_few_operations_answer_whatever_is_sent(name: str, step: int) -> None:
    assert attacked(name, step, 2, 4).failed == {}


@pytest.mark.all
@pytest.mark.parametrize("name", CLONES)
def test_no_operation_fails_whatever_is_sent(name: str) -> None:
    assert attacked(name, 3, 5, 60).failed == {}

"""Labels, people and milestones by the names that callers send."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.operations.issues.naming import assignable, labels_named, milestone_named, people_named
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import ValidationFailed
from clonery.server.call import Call


def test_labels_each_once_and_new_ones_made(call: Call, webapp: Repository) -> None:
    made = labels_named(call, webapp, ["BUG", {"name": "bug"}, {"name": "fresh", "color": "123456"}, "plain"])
    assert [(label.name, label.color) for label in made] == [
        ("bug", "d73a4a"), ("fresh", "123456"), ("plain", "ededed"),
    ]  # fmt: skip
    with pytest.raises(ValidationFailed):
        labels_named(call, webapp, [" "])


def test_people_who_may_at_least_read(call: Call, webapp: Repository) -> None:
    assert [user.login for user in people_named(call, webapp, ["ben", {"login": "ben"}, "cleo"])] == ["ben", "cleo"]
    bot = find_user(call, "dev-bot")
    assert not assignable(call, webapp, bot)
    for login in ("dev-bot", "acme", "nobody"):
        with pytest.raises(ValidationFailed):
            people_named(call, webapp, [login])


def test_milestones_by_number(call: Call, webapp: Repository) -> None:
    found = milestone_named(call, webapp, 1)
    assert found is not None
    assert (found.title, milestone_named(call, webapp, "1"), milestone_named(call, webapp, None)) == (
        "1.0",
        found,
        None,
    )
    for number in (99, "x"):
        with pytest.raises(ValidationFailed):
            milestone_named(call, webapp, number)

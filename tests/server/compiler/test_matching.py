"""Arguments of a tool found among those of an operation."""

import pytest

from clonery.server.compiler.matching import alike, equal, synonym, tail


@pytest.mark.parametrize(
    ("name", "other", "rules"),
    [
        ("owner", "owner", {"equal", "alike"}),
        ("perPage", "per_page", {"alike"}),
        ("pullNumber", "pull_number", {"alike"}),
        ("id", "path_id", {"alike", "tail"}),
        ("query", "q", {"synonym"}),
        ("limit", "first", {"synonym"}),
        ("channel_id", "channel", {"synonym", "tail"}),
        ("projectId", "id", {"tail"}),
        ("issue_key", "issueIdOrKey", {"tail"}),
        ("title", "name", set()),
    ],
)
def test_rules(name: str, other: str, rules: set[str]) -> None:
    found = {"equal": equal, "alike": alike, "synonym": synonym, "tail": tail}
    assert {rule for rule, matches in found.items() if matches(name, other, "path")} == rules


def test_the_boldest_rule_is_for_placeholders_alone() -> None:
    assert not tail("projectId", "id", "query")

"""Mentions in texts: whom and what they name, what they close, and what is remembered of them."""

import pytest

from clonery.clones.github.operations.issues.issues import open_issue
from clonery.clones.github.records.issues import IssueEvent
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.references import closing, issues, mention, people
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("text", "logins"),
    [
        ("@ada and @Ben, @ada again", ["ada", "ben"]),
        ("mail ada@ben.example or x/@ada", []),
        ("@nobody @acme @dev-bot.", ["dev-bot"]),
        ("`@ada` and ```\n@ben\n``` but (@cleo)", ["cleo"]),
        ("@ada/team", []),
        (None, []),
    ],
)
def test_people_are_named_with_an_at(call: Call, text: str | None, logins: list[str]) -> None:
    assert [user.login for user in people(call, text)] == logins


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("#1, #2 and #1", ["webapp#1", "webapp#2"]),
        ("GH-3 and gh-4", ["webapp#3", "webapp#4"]),
        ("acme/infrastructure#1 or ACME/WebApp#2", ["infrastructure#1", "webapp#2"]),
        ("see http://test/github/acme/webapp/issues/2 and https://x/acme/infrastructure/pull/1",
         ["webapp#2", "infrastructure#1"]),
        ("a#1 &#2; foo/#3 #99 #99999999999999999999999", []),
        ("`#1` ~~~\n#2\n~~~", []),
        ("nobody/nothing#1", []),
    ],
)  # fmt: skip
def test_issues_are_named_in_four_ways(call: Call, webapp: Repository, text: str, numbers: list[str]) -> None:
    found = issues(call, webapp, text)
    assert [f"{call.get(Repository, issue.repository).name}#{issue.number}" for issue in found] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Fixes #1, closes: #2 and resolved acme/webapp#3", [1, 2, 3]),
        ("fix #1 and #2", [1]),
        ("prefixes #1, will fix the #2", []),
        ("CLOSE GH-4", [4]),
    ],
)
def test_some_words_close_what_follows(call: Call, webapp: Repository, text: str, numbers: list[int]) -> None:
    assert [issue.number for issue in closing(call, webapp, text)] == numbers


def test_what_is_new_in_a_text_is_remembered_once(call: Call, webapp: Repository) -> None:
    issue = open_issue(call, webapp, call.actor.id, title="New")
    mention(call, webapp, issue, "@ben, as in #2", None)
    mention(call, webapp, issue, "@ben and @cleo, as in #2 and #3", "@ben, as in #2")
    made = [(event.event, event.issue, event.actor) for event in call.all(IssueEvent)]
    ben, cleo = (user.id for user in people(call, "@ben @cleo"))
    second, third = (found.id for found in issues(call, webapp, "#2 #3"))
    assert made == [
        ("mentioned", issue.id, ben), ("subscribed", issue.id, ben), ("cross-referenced", second, call.actor.id),
        ("mentioned", issue.id, cleo), ("subscribed", issue.id, cleo), ("cross-referenced", third, call.actor.id),
    ]  # fmt: skip

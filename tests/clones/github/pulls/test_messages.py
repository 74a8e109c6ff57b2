"""The messages of merging commits by a repository's settings."""

from typing import Any

import pytest

from clonery.clones.github.git.commits import Person
from clonery.clones.github.gitstore import find_commit
from clonery.clones.github.pulls import messages
from clonery.clones.github.pulls.finding import issue_of
from clonery.clones.github.pulls.ranges import commits_of
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call

BEN = Person("Ben Okafor", "ben@acme.example", 0)


@pytest.mark.parametrize(
    ("settings", "title", "body"),
    [
        ({}, "Merge pull request #{} from acme/dark-theme", "A dark theme"),
        ({"merge_commit_message": "PR_BODY"}, "Merge pull request #{} from acme/dark-theme", "Fixes #2"),
        ({"merge_commit_title": "PR_TITLE", "merge_commit_message": "BLANK"}, "A dark theme (#{})", ""),
    ],
)
def test_of_a_merge(
    call: Call, webapp: Repository, pull: PullRequest, settings: dict[str, Any], title: str, body: str
) -> None:
    repository = call.update(webapp, **settings)
    made = messages.of_merge(call, repository, pull, issue_of(call, pull))
    assert made == (title.format(pull.number), body)


@pytest.mark.parametrize(
    ("count", "settings", "title", "body"),
    [
        (2, {}, "A dark theme (#{})", "* Begin a dark theme\n\n* Darken the buttons"),
        (1, {}, "Begin a dark theme (#{})", ""),
        (1, {"squash_merge_commit_title": "PR_TITLE"}, "A dark theme (#{})", ""),
        (2, {"squash_merge_commit_message": "PR_BODY"}, "A dark theme (#{})", "Fixes #2"),
        (2, {"squash_merge_commit_message": "BLANK"}, "A dark theme (#{})", ""),
    ],
)
def test_of_a_squash(
    call: Call, webapp: Repository, pull: PullRequest, count: int, settings: dict[str, Any], title: str, body: str
) -> None:
    found = [find_commit(call, webapp, sha) for sha in commits_of(call, webapp, pull)]
    commits = [commit for commit in found if commit is not None][:count]
    repository = call.update(webapp, **settings)
    made = messages.of_squash(repository, pull, issue_of(call, pull), commits, BEN)
    assert made == (title.format(pull.number), body)


def test_those_who_wrote_a_part_are_named(call: Call, webapp: Repository, pull: PullRequest) -> None:
    found = [find_commit(call, webapp, sha) for sha in commits_of(call, webapp, pull)]
    commits = [commit for commit in found if commit is not None]
    line = "Co-authored-by: Ben Okafor <ben@acme.example>"
    assert messages.trailers(commits, BEN) == []
    assert messages.trailers(commits, Person("Ada", "ada@acme.example", 0)) == [line]
    blank = call.update(webapp, squash_merge_commit_message="BLANK")
    ada = Person("Ada", "ada@acme.example", 0)
    assert messages.of_squash(blank, pull, issue_of(call, pull), commits, ada)[1] == line


def test_a_message_has_a_title_and_a_rest() -> None:
    assert messages.parts("Title\n\nOne\n\nTwo\n") == ("Title", "One\n\nTwo")
    assert (messages.joined("Title", ""), messages.joined("Title", "Rest")) == ("Title", "Title\n\nRest")

"""A team's week through @octokit/rest with its pagination, retry and throttling plugins, and its webhooks verified."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from tests.clones.github.octokit.running import octokit


@pytest.fixture
def week(base: str, token_of: Callable[..., str]) -> dict[str, Any]:
    """What the script saw."""
    tokens = {login.upper(): token_of(login) for login in ("ada", "ben", "cleo")}
    made: dict[str, Any] = octokit("week", BASE=base, **tokens)
    return made


def test_a_team_s_week(week: dict[str, Any]) -> None:
    monday(week)
    pulls(week)
    merges(week)
    triage(week)
    friday(week)


def monday(week: dict[str, Any]) -> None:
    assert week["repository"] == [201, "acme/shopfront", "main", "public"]
    assert week["hook"] == ["********", ["issues", "pull_request", "push", "release"]]
    status, message = week["stale"]
    assert (status, "does not match" in message) == (409, True)
    assert week["raw"][0] == "one\ntwo\nthree\n"
    assert week["raw"][1].startswith("application/vnd.github.v3.raw")
    assert week["raw"][2] == "github.v3; param=raw"
    assert week["head"] is True
    assert week["twice"] == [422, "Reference already exists"]


def pulls(week: dict[str, Any]) -> None:
    assert week["numbers"] == [1, 2, 3, 4, 5]
    assert week["duplicate"][:2] == [422, "Validation Failed"]
    assert week["duplicate"][2][0]["message"] == "A pull request already exists for acme:merge-me."
    assert week["nothing"][2][0]["message"] == "No commits between main and main"
    assert (week["nowhere"][2][0]["field"], week["nowhere"][2][0]["code"]) == ("head", "invalid")
    assert week["own"] == [422, "Unprocessable Entity", ["Can not approve your own pull request"]]
    assert week["outside"][0] == 422
    assert week["reviews"] == ["DISMISSED", "APPROVED"] or week["reviews"] == ["DISMISSED", "COMMENTED", "APPROVED"]
    assert week["comments"] == [["Here", "a.txt", False], ["There is", "a.txt", True]]


def merges(week: dict[str, Any]) -> None:
    assert week["moved"] == [409, "Head branch was modified. Review and try the merge again."]
    done = "Pull Request successfully merged"
    assert week["merged"] == {
        "merge": [done, 2, "Merge pull request #2 from acme/merge-me", ["a.txt"]],
        "squash": [done, 1, "Add b (#3)", ["b.txt"]],
        "rebase": [done, 1, "Add c", ["c.txt"]],
    }
    assert week["again"][0] == 405
    assert week["closed"] == "closed"
    assert week["conflict"][:3] == [False, "dirty", 405]
    assert week["diff"] == ["-two", "+TWO", " three", ""]
    assert week["compare"][0] == "diverged"
    assert week["compare"][1] == 1
    assert week["compare"][3] == ["modified"]
    assert sorted(week["commits"]) == sorted([  # within one second their order is not told
        "Whisper", "Add c", "Add b (#3)", "Merge pull request #2 from acme/merge-me", "Add a", "Add prices",
        "Initial commit",
    ])  # fmt: skip


def triage(week: dict[str, Any]) -> None:
    assert week["label"] == [
        422, "Validation Failed", [{"resource": "Label", "code": "already_exists", "field": "name"}],
    ]  # fmt: skip
    assert week["colour"][2][0]["field"] == "color"
    assert week["milestone"] == [7, 2, 1]
    assert {"milestoned", "labeled", "assigned", "closed"} <= set(week["events"])
    assert week["search"] == [2, False]
    assert week["searchAll"] == 7


def friday(week: dict[str, Any]) -> None:
    assert week["release"] == ["v1.0", 9, "all of it", ["v1.0"], True]
    assert week["tag"][2][0] == {"resource": "Release", "code": "already_exists", "field": "tag_name"}
    heard = Counter((name, action) for name, action, *_ in week["heard"])
    assert not [each for each in week["heard"] if each[0] == "refused"]
    assert heard["ping", None] == 1
    assert heard["pull_request", "opened"] == 4
    assert heard["pull_request", "closed"] == 3
    assert heard["issues", "opened"] == 8
    assert heard["issues", "closed"] == 2
    assert heard["release", "published"] == 1

"""Recorded days with the real API (@octokit/fixtures) told to the clone again: the same statuses and keys."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.node import modules

ME, GUEST = "octokit-fixture-user-a", "octokit-fixture-user-b"
ORG = "octokit-fixture-org"
SCENARIOS = (
    "add-and-remove-repository-collaborator", "add-labels-to-issue", "branch-protection", "create-file",
    "create-status", "errors", "get-archive", "get-content", "get-organization", "get-repository", "get-root",
    "git-refs", "labels", "lock-issue", "mark-notifications-as-read", "markdown", "paginate-issues", "release-assets",
    "release-assets-conflict", "rename-repository", "search-issues",
)  # fmt: skip
"""All that were recorded but the cards of classic projects, which GitHub has switched off."""
TEAM = "2527061"
"""The id of the team that one recording takes for granted; here it is the first of its kind."""
GONE = ("request_id",)
"""Fields of the recordings that the API has no more: only uploads.github.com ever added it."""
_NAMES = re.compile(r"[0-9a-f]{40}|(?<=/)\d+(?=[/?]|$)")
_SHA = re.compile(r"[0-9a-f]{40}")


@pytest.fixture
def seed() -> Any:
    """The accounts that the recordings take for granted."""
    return {
        "now": "2026-01-05T09:00:00Z", "users": [{"login": ME}, {"login": GUEST}],
        "organizations": [{"login": ORG, "owners": [ME], "teams": [{"name": "a-team", "members": [ME]}]}],
        "tokens": [
            {"token": "1".rjust(40, "0"), "user": ME, "default": True}, {"token": "2".rjust(40, "0"), "user": GUEST},
        ],
        "repositories": [{"owner": ORG, "name": "hello-world", "files": {"README.md": ["# hello-world"]}}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def folder() -> Path:
    return modules("@octokit/fixtures") / "node_modules/@octokit/fixtures/scenarios/api.github.com"


class Meanings:
    """What ids in the recording are called here: learnt from answers, laid side by side."""

    def __init__(self) -> None:
        self.known = {TEAM: "1"}

    def learn(self, theirs: Any, ours: Any) -> None:
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for name in theirs.keys() & ours.keys():
                self.learn(theirs[name], ours[name])
        elif isinstance(theirs, list) and isinstance(ours, list):
            for one, other in zip(theirs, ours, strict=False):
                self.learn(one, other)
        elif isinstance(theirs, int) and theirs > 1000:
            self.known[str(theirs)] = str(ours)
        elif isinstance(theirs, str) and _SHA.fullmatch(theirs):
            self.known[theirs] = str(ours)

    def told(self, text: str, what: re.Pattern[str]) -> str:
        return what.sub(lambda found: self.known.get(found[0], found[0]), text)


def shape(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Each place in an answer, with the type of what is there."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield f"{at}/{name}", "number" if isinstance(held, int | float) else type(held).__name__
            yield from shape(held, f"{at}/{name}")
    elif isinstance(value, list):
        for held in value:
            yield from shape(held, f"{at}/*")


def differences(theirs: Any, ours: Any) -> list[str]:
    """Places that the recorded answer has and ours lacks or fills otherwise; null stands for any type."""
    here: dict[str, set[str]] = {}
    for place, kind in shape(ours):
        here.setdefault(place, set()).add(kind)
    found = []
    for place, kind in dict.fromkeys(shape(theirs)):
        if place.rpartition("/")[2] in GONE:
            continue
        if place not in here:
            found.append(f"{place} is missing")
        elif kind != "NoneType" and not here[place] & {kind, "NoneType"}:
            found.append(f"{place} is {here[place]}, recorded was {kind}")
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_recorded_day(base: str, folder: Path, scenario: str) -> None:
    calls, meanings, flaws = json.loads((folder / scenario / "raw-fixture.json").read_text()), Meanings(), []
    with httpx.Client() as client:
        for call in calls:
            if "codeload" in call["scope"]:
                continue
            path = meanings.told(call["path"], _NAMES)
            body = json.dumps(call["body"]) if isinstance(call["body"], dict | list) else call["body"]
            headers = {
                name: str(text) for name, text in call["reqheaders"].items() if name in ("accept", "content-type")
            }
            headers["authorization"] = call["reqheaders"]["authorization"]
            answer = client.request(
                call["method"], base + path, headers=headers, content=meanings.told(body, _SHA).encode()
            )
            where = f"{call['method']} {path}"
            if answer.status_code != call["status"]:
                flaws.append(f"{where}: {answer.status_code} {answer.text[:200]}; recorded was {call['status']}")
            kind = answer.headers.get("content-type", "")
            if kind.startswith("application/json") and isinstance(call["response"], dict | list):
                meanings.learn(call["response"], answer.json())
                flaws += [f"{where}: {flaw}" for flaw in differences(call["response"], answer.json())]
            if call["status"] >= 400 and call["response"]["message"] != answer.json()["message"]:
                flaws.append(f"{where}: {answer.json()['message']}")
            if isinstance(call["response"], str) and call["status"] == 200:
                recorded = [("Content-Type", kind.replace(" ", ""))]
                assert recorded == [
                    (name, text.replace(" ", ""))
                    for name, text in zip(call["rawHeaders"][::2], call["rawHeaders"][1::2], strict=True)
                    if name == "Content-Type"
                ], where
    assert len(calls) > 0
    assert not flaws, "\n".join(["", *flaws])

"""What stands around the answers, by @octokit/rest: media types, pages, caches, redirects, versions, limits."""

from typing import Any

import pytest
from tests.clones.github.credentials import ADA, CLEO
from tests.clones.github.octokit.running import octokit


@pytest.fixture
def seen(base: str) -> dict[str, Any]:
    """What the script saw."""
    host, _, rest = base.partition("/s/")
    control = f"{host}/_clonery/sessions/{rest.split('/')[0]}"
    made: dict[str, Any] = octokit("manners", BASE=base, CONTROL=control, ADA=ADA, CLEO=CLEO)
    return made


def test_the_manners_of_the_api(seen: dict[str, Any]) -> None:
    media_types(seen)
    pages(seen)
    caches_and_redirects(seen)
    refusals(seen)
    limits(seen)


def media_types(seen: dict[str, Any]) -> None:
    plain = "application/json; charset=utf-8"
    assert seen["types"] == [
        [plain, "github.v3; format=json", "file"],
        ["application/vnd.github.v3.raw; charset=utf-8", "github.v3; param=raw", "#!/bin/sh"],
        ["application/vnd.github.raw+json; charset=utf-8", "github.v3; param=raw; format=json", "#!/bin/sh"],
        ["application/vnd.github.html; charset=utf-8", "github.v3; param=html", seen["types"][3][2]],
        [plain, "github.v3; param=object; format=json", "file"],
    ]
    assert "<pre>#!/bin/sh" in seen["types"][3][2]
    assert seen["sha"] == [40, "application/vnd.github.v3.sha; charset=utf-8"]
    assert seen["full"] == ["string", "string", "string"]
    assert seen["matches"] == "title"


def pages(seen: dict[str, Any]) -> None:
    assert sorted(seen["link"]) == [["last", "4"], ["next", "2"]]
    assert seen["pages"] == [3, 1]
    assert {"webapp", "infrastructure"} <= set(seen["normalized"])
    assert seen["checks"] == []
    assert seen["beyond"] == [3, 0]
    assert seen["empty"] == [[409, "Git Repository is empty."], []]


def caches_and_redirects(seen: dict[str, Any]) -> None:
    assert seen["cache"] == [304, "Not modified", True, 304]
    assert seen["spent"] is True
    assert seen["limits"] == [
        "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-ratelimit-resource", "x-ratelimit-used",
    ]  # fmt: skip
    assert {"core", "search", "graphql", "code_search"} <= set(seen["resources"])
    assert (seen["renamed"], seen["followed"]) == ("something", ["Follows"])
    assert seen["redirect"] == [301, "Moved Permanently", True]


def refusals(seen: dict[str, Any]) -> None:
    assert seen["versions"] == ["2022-11-28", "2026-03-10"]
    status, message = seen["version"]
    assert (status, '"v3", is not a supported version' in message) == (400, True)
    assert seen["errors"] == {
        "unknown": [404, "Not Found"], "missing": [404, "Not Found"], "token": [401, "Bad credentials"],
        "none": [401, "Requires authentication"],
        "scope": [403, "Resource not accessible by personal access token"], "private": [404, "Not Found"],
        "field": [422, "Validation Failed"], "state": [422, "Validation Failed"],
    }  # fmt: skip
    assert seen["headers"] == [5, "application/json; charset=utf-8"]


def limits(seen: dict[str, Any]) -> None:
    assert (seen["secondary"], seen["retried"]) == (1, "webapp")
    assert seen["limited"][0] == ["secondary", 2, 0]
    assert seen["primary"] == ["0", 403, "API rate limit exceeded", "0", "search", None, "primary", "ada"]

"""Error bodies in GitHub's words, whatever is wrong."""

from typing import Any

import httpx
import pytest

from clonery.clones.github import wording
from clonery.server.problems import Flaw
from clonery.server.request import Request

ISSUES = "/repos/acme/webapp/issues"


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "message"),
    [
        ("GET", "/nowhere", None, 404, "Not Found"),
        ("PATCH", "/user/repos", {}, 404, "Not Found"),
        ("GET", "/repos/acme/none", None, 404, "Not Found"),
        ("GET", f"{ISSUES}/one", None, 404, "Not Found"),
        ("POST", ISSUES, b"{", 400, "Problems parsing JSON"),
        ("POST", ISSUES, b'{"title": "\xff"}', 400, "Problems parsing JSON"),
        ("POST", ISSUES, [], 400, "Body should be a JSON object"),
        (
            "POST",
            ISSUES,
            {"title": "x", "labels": 3},
            422,
            "Invalid request.\n\nFor 'properties/labels', 3 is not an array.",
        ),
        ("GET", f"{ISSUES}?state=odd", None, 422, "Validation Failed"),
    ],
)
def test_a_refusal(http: httpx.Client, method: str, path: str, sent: Any, status: int, message: str) -> None:
    body = {"content": sent} if isinstance(sent, bytes) else {} if sent is None else {"json": sent}
    answer = http.request(method, path, **body)
    assert (answer.status_code, answer.json()["message"], answer.json()["status"]) == (status, message, str(status))
    assert answer.json()["documentation_url"].startswith("https://docs.github.com/rest")


def test_a_missing_field_is_named(http: httpx.Client) -> None:
    answer = http.post(ISSUES, json={"body": "no title"})
    assert answer.json()["errors"] == [{"resource": "Issue", "code": "missing_field", "field": "title"}]


def test_tokens_that_are_not_good(base: str) -> None:
    bad = httpx.get(f"{base}/user", headers={"Authorization": "Bearer nope"})
    assert (bad.status_code, bad.json()["message"]) == (401, "Bad credentials")
    none = httpx.get(f"{base}/user")
    assert (none.status_code, none.json()["message"]) == (401, "Requires authentication")


def test_flaws_as_sentences() -> None:
    assert wording.sentence(Flaw(("a",), "required")) == '"a" wasn\'t supplied.'
    assert (
        wording.sentence(Flaw(("a", 0, "b"), "type", None, "string")) == "For 'properties/a/0/b', nil is not a string."
    )
    assert (
        wording.sentence(Flaw(("a",), "enum", "x", ["y", "z"]))
        == 'For \'properties/a\', "x" is not a member of ["y", "z"].'
    )
    assert wording.sentence(Flaw(("a",), "additionalProperties")) == '"a" is not a permitted key.'


def test_media_types() -> None:
    asked = lambda accept: wording.media_type(Request("GET", "/", headers={"accept": accept}))  # noqa: E731
    assert asked("*/*") == "github.v3; format=json"
    assert asked("application/vnd.github+json") == "github.v3; format=json"
    assert asked("application/vnd.github.raw+json") == "github.v3; param=raw; format=json"
    assert asked("application/vnd.github.v3.raw") == "github.v3; param=raw"
    assert asked("text/html, application/vnd.github.v3+json") == "github.v3; format=json"
    assert wording.wants(Request("GET", "/", headers={"accept": "application/vnd.github.v3.diff"}), "diff")


@pytest.mark.parametrize(
    ("method", "path", "page"),
    [
        ("GET", "/repos/acme/none", "repos/repos#get-a-repository"),
        ("DELETE", f"{ISSUES}/1/labels/none", "issues/labels#remove-a-label-from-an-issue"),
        ("GET", "/repos/acme/webapp/branches/none", "branches/branches#get-a-branch"),
        ("GET", "/nowhere", ""),
    ],
)
def test_a_refusal_names_the_page_that_speaks_of_its_operation(
    http: httpx.Client, method: str, path: str, page: str
) -> None:
    told = http.request(method, path).json()["documentation_url"]
    assert told == f"https://docs.github.com/rest{'/' if page else ''}{page}"

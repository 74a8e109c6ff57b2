"""The refusals that clients meet, each asked for once: status, message and the first entry of `errors`."""

from base64 import b64encode
from typing import Any, NamedTuple

import httpx
import pytest
from tests.clones.github.credentials import ADA, BEN, CLEO

R = "/repos/acme/webapp"
ZERO = "0" * 40
FAILED = "Validation Failed"
ARCHIVED = "Repository was archived so is read-only."


class Case(NamedTuple):
    name: str
    call: tuple[str, str]
    sent: Any
    status: int
    message: str
    error: Any = None
    """What the first of `errors` holds, of a dict only the fields named here; None where there need be none."""
    token: str = ADA
    before: tuple[tuple[str, str, Any], ...] = ()


def entry(resource: str, field: str, code: str, message: str = "") -> dict[str, str]:
    made = {"resource": resource, "field": field, "code": code}
    return made | {"message": message} if message else made


PULL = ("POST", f"{R}/pulls", {"title": "Dark", "head": "dark-theme", "base": "main"})
ARCHIVE = ("PATCH", R, {"archived": True})
EMPTY = ("POST", "/user/repos", {"name": "empty"})
E = "/repos/ada/empty"
CASES = [
    # contents
    Case("stale sha", ("PUT", f"{R}/contents/run.sh"), {"message": "x", "content": "YQ==", "sha": ZERO}, 409,
         f"run.sh does not match {ZERO}"),
    Case("no sha", ("PUT", f"{R}/contents/run.sh"), {"message": "x", "content": "YQ=="}, 422,
         'Invalid request.\n\n"sha" wasn\'t supplied.'),
    Case("bad base64", ("PUT", f"{R}/contents/new"), {"message": "x", "content": "%%"}, 422,
         "content is not valid Base64"),
    Case("bad base64 in a blob", ("POST", f"{R}/git/blobs"), {"content": "%%", "encoding": "base64"}, 422,
         "content is not valid Base64"),
    Case("file of a commit that is not there", ("GET", f"{R}/contents/run.sh?ref=none"), None, 404,
         "No commit found for the ref none"),
    # pull requests
    Case("no base", ("POST", f"{R}/pulls"), {"title": "x", "head": "dark-theme", "base": "none"}, 422, FAILED,
         entry("PullRequest", "base", "invalid")),
    Case("no head", ("POST", f"{R}/pulls"), {"title": "x", "head": "none", "base": "main"}, 422, FAILED,
         entry("PullRequest", "head", "invalid")),
    Case("no commits between", ("POST", f"{R}/pulls"), {"title": "x", "head": "main", "base": "main"}, 422, FAILED,
         {"resource": "PullRequest", "code": "custom", "message": "No commits between main and main"}),
    Case("twice", PULL[:2], PULL[2], 422, FAILED, {"resource": "PullRequest", "code": "custom",
         "message": "A pull request already exists for acme:dark-theme."}, before=(PULL,)),
    Case("merged already", ("PUT", f"{R}/pulls/5/merge"), {}, 405, "Pull Request is not mergeable",
         before=(PULL, ("PUT", f"{R}/pulls/5/merge", {}))),
    Case("head moved", ("PUT", f"{R}/pulls/5/merge"), {"sha": ZERO}, 409,
         "Head branch was modified. Review and try the merge again.", before=(PULL,)),
    Case("approving one's own", ("POST", f"{R}/pulls/5/reviews"), {"event": "APPROVE"}, 422, "Unprocessable Entity",
         "Can not approve your own pull request", before=(PULL,)),
    Case("objecting to one's own", ("POST", f"{R}/pulls/5/reviews"), {"event": "REQUEST_CHANGES", "body": "x"}, 422,
         "Unprocessable Entity", "Can not request changes on your own pull request", before=(PULL,)),
    Case("outside the diff", ("POST", f"{R}/pulls/5/comments"),
         {"body": "x", "commit_id": "HEAD", "path": "static/dark.css", "line": 999, "side": "RIGHT"}, 422, FAILED,
         entry("PullRequestReviewComment", "pull_request_review_thread.line", "custom",
               "pull_request_review_thread.line must be part of the diff"), before=(PULL,)),
    Case("outside the diff in a review", ("POST", f"{R}/pulls/5/reviews"),
         {"event": "COMMENT", "body": "x", "comments": [{"path": "static/dark.css", "line": 999, "body": "x"}]}, 422,
         "Unprocessable Entity", "Pull request review thread line must be part of the diff and Pull request review "
         "thread diff hunk can't be blank", before=(PULL,)),
    # issues
    Case("a colour that is none", ("POST", f"{R}/labels"), {"name": "x", "color": "red"}, 422, FAILED,
         entry("Label", "color", "invalid")),
    Case("a label in other letters", ("POST", f"{R}/labels"), {"name": "BUG", "color": "ffffff"}, 422, FAILED,
         entry("Label", "name", "already_exists")),
    Case("a milestone twice", ("POST", f"{R}/milestones"), {"title": "1.0"}, 422, FAILED,
         entry("Milestone", "title", "already_exists")),
    Case("a milestone that is none", ("POST", f"{R}/issues"), {"title": "x", "milestone": 99}, 422, FAILED,
         entry("Issue", "milestone", "invalid") | {"value": 99}),
    Case("an assignee who can't be", ("POST", f"{R}/issues"), {"title": "x", "assignees": ["nobody"]}, 422, FAILED,
         entry("Issue", "assignees", "invalid") | {"value": "nobody"}),
    Case("a comment that is empty", ("POST", f"{R}/issues/1/comments"), {"body": ""}, 422, FAILED,
         entry("IssueComment", "data", "unprocessable", "Body cannot be blank")),
    Case("no issues", ("POST", f"{R}/issues"), {"title": "x"}, 410, "Issues has been disabled in this repository.",
         before=(("PATCH", R, {"has_issues": False}),)),
    Case("an archive's issue", ("POST", f"{R}/issues"), {"title": "x"}, 403, ARCHIVED, before=(ARCHIVE,)),
    Case("an archive's file", ("PUT", f"{R}/contents/new"), {"message": "x", "content": ""}, 403, ARCHIVED,
         before=(ARCHIVE,)),
    Case("an archive's reference", ("POST", f"{R}/git/refs"), {"ref": "refs/heads/x", "sha": ZERO}, 403, ARCHIVED,
         before=(ARCHIVE,)),
    # empty, private, read-only
    Case("an empty history", ("GET", f"{E}/commits"), None, 409, "Git Repository is empty.", before=(EMPTY,)),
    Case("an empty tree", ("GET", f"{E}/git/trees/main"), None, 409, "Git Repository is empty.", before=(EMPTY,)),
    Case("a blob of nothing", ("POST", f"{E}/git/blobs"), {"content": "x"}, 409, "Git Repository is empty.",
         before=(EMPTY,)),
    Case("empty contents", ("GET", f"{E}/contents/"), None, 404, "This repository is empty.", before=(EMPTY,)),
    Case("a stranger", ("GET", "/repos/acme/infrastructure"), None, 404, "Not Found", token=CLEO),
    Case("a token that reads", ("POST", f"{R}/issues"), {"title": "x"}, 403,
         "Resource not accessible by personal access token", token=CLEO),
    Case("too few rights", ("PATCH", R), {"description": "x"}, 403, "Must have admin rights to Repository.", token=BEN),
    Case("a name taken", ("POST", "/orgs/acme/repos"), {"name": "webapp"}, 422, "Repository creation failed.",
         entry("Repository", "name", "custom", "name already exists on this account")),
    # search
    Case("a search for nothing", ("GET", "/search/issues"), None, 422, FAILED, entry("Search", "q", "missing")),
    Case("a search in nothing", ("GET", "/search/issues?q=x+repo:acme/none"), None, 422, FAILED,
         entry("Search", "q", "invalid", "The listed users and repositories cannot be searched either because the "
               "resources do not exist or you do not have permission to view them.")),
    Case("a search too far", ("GET", "/search/issues?q=x&per_page=100&page=11"), None, 422,
         "Only the first 1000 search results are available"),
    Case("too many operators", ("GET", "/search/issues?q=a+OR+b+OR+c+OR+d+OR+e+OR+f+OR+g"), None, 422, FAILED,
         entry("Search", "q", "invalid", "More than five AND / OR / NOT operators were used.")),
    # git
    Case("a bad mode", ("POST", f"{R}/git/trees"),
         {"tree": [{"path": "x", "mode": "100600", "type": "blob", "content": "x"}]}, 422,
         "Must supply a valid tree.mode"),
    Case("a deletion without a mode", ("POST", f"{R}/git/trees"), {"tree": [{"path": "run.sh", "sha": None}]}, 422,
         "Must supply a valid tree.mode"),
    Case("a tree of what is not there", ("POST", f"{R}/git/trees"),
         {"tree": [{"path": "x", "mode": "100644", "type": "blob", "sha": ZERO}]}, 422,
         f"tree.sha {ZERO} is not a valid blob"),
    Case("a short name", ("POST", f"{R}/git/refs"), {"ref": "heads/x", "sha": ZERO}, 422,
         "Reference name must contain at least three slash-separated components."),
    Case("a bad name", ("POST", f"{R}/git/refs"), {"ref": "refs/heads/a..b", "sha": ZERO}, 422,
         "refs/heads/a..b is not a valid ref name."),
    Case("a name taken by a reference", ("POST", f"{R}/git/refs"), {"ref": "refs/heads/main", "sha": "HEAD"}, 422,
         "Reference already exists"),
    Case("a reference to nothing", ("POST", f"{R}/git/refs"), {"ref": "refs/heads/x", "sha": ZERO}, 422,
         "Object does not exist"),
    Case("a reference that is none", ("PATCH", f"{R}/git/refs/heads/none"), {"sha": "HEAD"}, 422,
         "Reference does not exist"),
    Case("no fast forward", ("PATCH", f"{R}/git/refs/heads/main"), {"sha": "HEAD"}, 422,
         "Update is not a fast forward"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.name.replace(" ", "-") for case in CASES])
def test_a_refusal(http: httpx.Client, case: Case) -> None:
    for method, path, body in case.before:
        done = http.request(method, path, json=body)
        assert done.status_code < 300, done.text
    sent = case.sent
    if sent and "HEAD" in sent.values():
        head = http.get(f"{R}/branches/dark-theme").json()["commit"]["sha"]
        sent = {name: head if value == "HEAD" else value for name, value in sent.items()}
    answer = http.request(*case.call, json=sent, headers={"Authorization": f"Bearer {case.token}"})
    body = answer.json()
    assert (answer.status_code, body["message"], body["status"]) == (case.status, case.message, str(case.status))
    assert body["documentation_url"].startswith("https://docs.github.com/")
    if case.error is not None:
        first = body["errors"][0]
        named = {name: first.get(name) for name in case.error} if isinstance(case.error, dict) else first
        assert named == case.error


def test_pages_beyond_the_limits_are_the_nearest(http: httpx.Client) -> None:
    for number in range(120):
        assert http.post(f"{R}/labels", json={"name": f"l{number}", "color": "ffffff"}).status_code == 201
    sizes = {
        size: len(http.get(f"{R}/labels?per_page={size}").json()) for size in ("1000", "101", "100", "0", "-1", "x")
    }
    assert sizes == {"1000": 100, "101": 100, "100": 100, "0": 30, "-1": 30, "x": 30}
    assert http.get(f"{R}/labels?page=0").json() == http.get(f"{R}/labels?page=1").json()
    assert http.get(f"{R}/labels?page=-3").json() == http.get(f"{R}/labels").json()
    assert http.get(f"{R}/labels?page=99999999999").json() == []


def test_nothing_was_done_by_a_refused_write(http: httpx.Client) -> None:
    before = http.get(f"{R}/commits?per_page=1").json()
    stale = {"message": "x", "content": b64encode(b"x").decode(), "sha": ZERO}
    assert http.put(f"{R}/contents/run.sh", json=stale).status_code == 409
    assert http.post(f"{R}/issues", json={"title": "x", "assignees": ["nobody"]}).status_code == 422
    assert http.get(f"{R}/commits?per_page=1").json() == before
    assert http.get(f"{R}/issues?state=all&per_page=1").json()[0]["title"] != "x"

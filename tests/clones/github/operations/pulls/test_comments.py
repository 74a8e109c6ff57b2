"""Comments on diffs: placed by line and position, answered, refused outside the diff, moved with new commits."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from github.PullRequest import PullRequest
from tests.clones.github.changing import commit
from tests.clones.github.conftest import Served
from tests.clones.github.credentials import BEN

CSS = "static/dark.css"


@pytest.fixture
def pull(gh: Github) -> PullRequest:
    return gh.get_repo("acme/webapp").create_pull("main", "dark-theme", title="A dark theme")


@pytest.fixture
def path(pull: PullRequest) -> str:
    return f"/repos/acme/webapp/pulls/{pull.number}/comments"


def test_a_comment_on_a_line_is_a_review_of_its_own(pull: PullRequest) -> None:
    made = pull.create_review_comment("Darker", pull.head.sha, CSS, line=3, side="RIGHT")
    found = pull.get_review_comment(made.id)
    assert (found.body, found.path, found.raw_data["line"], found.position) == ("Darker", CSS, 3, 3)
    assert found.diff_hunk == "@@ -0,0 +1,8 @@\n+body {\n+  background: #111;\n+  color: #eee;"
    assert (found.commit_id, found.original_commit_id, found.user.login) == (pull.head.sha, pull.head.sha, "ada")
    review = pull.get_review(found.pull_request_review_id)
    assert (review.state, review.body) == ("COMMENTED", "")
    assert pull.update()
    assert pull.review_comments == 1


def test_several_lines_both_sides_positions_and_whole_files(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    commit(repository, "words", {"README.md": "# Web shop\n\nThe shop's web application.\n"}, "Words")
    pull = repository.create_pull("main", "words", title="Words")
    path = f"/repos/acme/webapp/pulls/{pull.number}/comments"
    base: dict[str, Any] = {"commit_id": pull.head.sha, "path": "README.md", "body": "x"}
    left = http.post(path, json={**base, "line": 1, "side": "LEFT"}).json()
    assert (left["side"], left["line"], left["position"]) == ("LEFT", 1, 1)
    several = http.post(path, json={**base, "start_line": 1, "line": 3, "side": "RIGHT"}).json()
    assert (several["start_line"], several["start_side"], several["line"], several["position"]) == (1, "RIGHT", 3, 4)
    by_position = http.post(path, json={**base, "position": 2}).json()
    assert (by_position["line"], by_position["side"], by_position["original_position"]) == (1, "RIGHT", 2)
    whole = http.post(path, json={**base, "subject_type": "file"}).json()
    assert (whole["subject_type"], whole["position"], "line" in whole) == ("file", 1, False)
    assert len(http.get(path).json()) == 4


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"line": 9}, {"field": "pull_request_review_thread.line", "code": "custom"}),
        ({"line": 1, "side": "LEFT"}, {"field": "pull_request_review_thread.line", "code": "custom"}),
        ({"path": "README.md", "line": 1}, {"field": "pull_request_review_thread.path", "code": "invalid"}),
        ({"position": 40}, {"field": "pull_request_review_thread.position", "code": "invalid"}),
        ({"start_line": 3, "line": 3}, {"field": "pull_request_review_thread.start_line", "code": "custom"}),
        ({"commit_id": "0" * 40, "line": 1}, {"field": "commit_id", "code": "custom"}),
        ({"body": " ", "line": 1}, {"field": "body", "code": "missing_field"}),
    ],
)
def test_what_is_outside_the_diff(
    pull: PullRequest, http: httpx.Client, path: str, fields: dict[str, Any], error: dict[str, str]
) -> None:
    answer = http.post(path, json={"body": "x", "commit_id": pull.head.sha, "path": CSS, **fields})
    first = answer.json()["errors"][0]
    assert (answer.status_code, answer.json()["message"]) == (422, "Validation Failed")
    assert {name: first[name] for name in error} == error
    assert http.get(path).json() == []


def test_answers_stand_in_the_thread_of_the_first(pull: PullRequest, http: httpx.Client, path: str) -> None:
    first = pull.create_review_comment("Why?", pull.head.sha, CSS, line=2)
    second = pull.create_review_comment_reply(first.id, "Because")
    third = pull.create_review_comment("I see", pull.head.sha, CSS, in_reply_to=second.id)
    assert (second.in_reply_to_id, third.in_reply_to_id) == (first.id, first.id)
    assert [each.body for each in pull.get_review_comments()] == ["Why?", "Because", "I see"]
    assert (second.diff_hunk, second.path) == (first.diff_hunk, CSS)
    assert http.post(f"{path}/999/replies", json={"body": "x"}).status_code == 404
    first.delete()
    left = {each.id: each.in_reply_to_id for each in pull.get_review_comments()}
    assert left == {second.id: None, third.id: second.id}


def test_comments_change_and_go(pull: PullRequest, http: httpx.Client, token_of: Callable[..., str]) -> None:
    made = pull.create_review_comment("Darker", pull.head.sha, CSS, line=3)
    address = f"/repos/acme/webapp/pulls/comments/{made.id}"
    stranger = {"Authorization": f"Bearer {token_of('cleo')}"}
    assert http.patch(address, json={"body": "x"}, headers=stranger).status_code == 403
    made.edit("Much darker")
    assert [each["body"] for each in http.get("/repos/acme/webapp/pulls/comments").json()] == ["Much darker"]
    made.create_reaction("heart")
    assert http.get(address).json()["reactions"]["heart"] == 1
    made.delete()
    assert http.get(address).status_code == 404
    assert list(pull.get_reviews()) == [], "an empty review goes with its last comment"


def test_comments_move_with_their_lines_and_lose_those_that_change(
    gh: Github, pull: PullRequest, http: httpx.Client, path: str, served: Served
) -> None:
    stays = pull.create_review_comment("Stays", pull.head.sha, CSS, line=7)
    goes = pull.create_review_comment("Goes", pull.head.sha, CSS, line=2)
    text = "/* dark */\nbody {\n  background: #000;\n  color: #eee;\n}\n\nbutton {\n  background: #333;\n}\n"
    sha = commit(gh.get_repo("acme/webapp"), "dark-theme", {CSS: text}, "Blacker")
    found = {each["id"]: each for each in http.get(path).json()}
    moved, gone = found[stays.id], found[goes.id]
    assert (moved["line"], moved["position"], moved["commit_id"]) == (8, 8, sha)
    assert (moved["original_line"], moved["original_position"], moved["original_commit_id"]) == (7, 7, pull.head.sha)
    assert (gone["line"], gone["position"], gone["original_line"]) == (None, None, 2)
    assert gone["commit_id"] == pull.head.sha
    flaws = served.within(served.checked.flaws.copy)
    assert {flaw.split(": ")[1] for flaw in flaws} <= {"1/line", "1/position"}, "published: none is outdated"
    served.checked.flaws.clear()


def test_a_pending_review_stands_in_the_way(pull: PullRequest, http: httpx.Client, path: str) -> None:
    pull.create_review(body="Wait")
    answer = http.post(path, json={"body": "x", "commit_id": pull.head.sha, "path": CSS, "line": 1})
    assert answer.json()["errors"][0]["message"] == "user_id can only have one pending review per pull request"
    other = {"Authorization": f"Bearer {BEN}"}
    made = http.post(path, json={"body": "x", "commit_id": pull.head.sha, "path": CSS, "line": 1}, headers=other)
    assert made.headers["location"] == made.json()["url"]


def test_a_locked_conversation_is_for_those_who_push(
    pull: PullRequest, http: httpx.Client, path: str, token_of: Callable[..., str]
) -> None:
    pull.as_issue().lock("resolved")
    body = {"body": "x", "commit_id": pull.head.sha, "path": CSS, "line": 1}
    stranger = {"Authorization": f"Bearer {token_of('cleo')}"}
    assert http.post(path, json=body, headers=stranger).status_code == 403
    assert http.post(path, json=body).status_code == 201

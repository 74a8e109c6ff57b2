"""Pull requests, reviews and comments in lists and alone."""

from clonery.clones.github import gitstore
from clonery.clones.github.lifecycle import drop
from clonery.clones.github.operations.pulls.opening import create_pull
from clonery.clones.github.operations.pulls.reviews import create_review
from clonery.clones.github.operations.repos.forks import create_fork
from clonery.clones.github.records.people import User
from clonery.clones.github.records.pulls import PullRequest, ReviewComment
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.pulls import pull_page, pull_request, pull_url, requested, review, review_comment
from clonery.server.call import Call


def opened(call: Call) -> PullRequest:
    return create_pull(call, "acme", "webapp", "dark-theme", "main", title="A dark theme")


def test_addresses_lead_to_its_parts(call: Call, webapp: Repository) -> None:
    pull = opened(call)
    shown = pull_request(call, pull, False)
    url, place = f"http://test/github/repos/acme/webapp/pulls/{pull.number}", "http://test/github/repos/acme/webapp"
    assert (shown["url"], shown["html_url"]) == (pull_url(call, pull), pull_page(call, pull))
    assert {name: link["href"] for name, link in shown["_links"].items()} == {
        "self": url, "html": f"http://test/github/acme/webapp/pull/{pull.number}",
        "issue": f"{place}/issues/{pull.number}", "comments": f"{place}/issues/{pull.number}/comments",
        "review_comments": f"{url}/comments", "review_comment": f"{place}/pulls/comments{{/number}}",
        "commits": f"{url}/commits", "statuses": f"{place}/statuses/{pull.head_sha}",
    }  # fmt: skip
    assert shown["base"]["repo"]["full_name"] == shown["head"]["repo"]["full_name"] == "acme/webapp"


def test_a_head_whose_repository_is_gone_keeps_its_label(call: Call, webapp: Repository) -> None:
    ben = call.find(User, login="ben")
    call.actor = ben
    fork = create_fork(call, "acme", "webapp")
    gitstore.commit_files(call, fork, "main", {"x": b"x"}, "x")
    pull = create_pull(call, "acme", "webapp", "ben:main", "main", title="x")
    assert pull_request(call, pull, False)["head"]["repo"]["full_name"] == "ben/webapp"
    drop(call, fork)
    call.memo.clear()
    head = pull_request(call, call.get(PullRequest, pull.id), True)["head"]
    assert (head["label"], head["repo"], head["user"]["login"], head["sha"]) == ("ben:main", None, "ben", pull.head_sha)


def test_a_review_and_its_comments(call: Call) -> None:
    pull = opened(call)
    css = "static/dark.css"
    comments = [{"path": css, "line": 2, "body": "x"}, {"path": css, "body": "y", "position": 1}]
    made = create_review(call, "acme", "webapp", pull.number, body="Look", event="COMMENT", comments=comments)
    shown = review(call, made, True)
    assert (shown["state"], shown["submitted_at"], shown["commit_id"]) == ("COMMENTED", call.now, pull.head_sha)
    first, second = [review_comment(call, each, False) for each in call.all(ReviewComment, {"review": made.id})]
    assert (first["line"], first["position"], first["pull_request_review_id"]) == (2, 2, made.id)
    assert (second["line"], second["position"], "in_reply_to_id" in second) == (1, 1, False)
    assert first["html_url"] == f"{pull_page(call, pull)}#discussion_r{first['id']}"


def test_nobody_is_asked_at_first(call: Call) -> None:
    assert requested(call, opened(call)) == {"users": [], "teams": []}

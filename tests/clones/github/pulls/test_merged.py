"""What follows a merge."""

from clonery.clones.github import gitstore
from clonery.clones.github.operations.pulls.merges import merge_pull
from clonery.clones.github.operations.pulls.opening import create_pull
from clonery.clones.github.pulls.finding import issue_of
from clonery.clones.github.pulls.merged import mark, settle
from clonery.clones.github.records.issues import Issue, IssueEvent
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_it_closes_with_the_issues_that_it_names(call: Call, webapp: Repository, pull: PullRequest) -> None:
    sha = merge_pull(call, "acme", "webapp", pull.number)["sha"]
    issue = issue_of(call, pull)
    assert (issue.state, issue.closed_by) == ("closed", 1)
    assert [(event.event, event.commit) for event in call.all(IssueEvent, {"issue": issue.id})] == [
        ("merged", sha), ("closed", sha),
    ]  # fmt: skip
    named = call.find(Issue, repository=webapp.id, number=2)
    assert named is not None
    assert named.state == "closed"
    assert gitstore.find_ref(call, webapp, f"refs/pull/{pull.number}/merge") is None
    assert gitstore.branch_head(call, webapp, "dark-theme") == pull.head_sha


def test_into_another_branch_it_closes_no_issue(call: Call, webapp: Repository) -> None:
    gitstore.create_ref(call, webapp, "refs/heads/release", gitstore.resolve(call, webapp))
    pull = create_pull(call, "acme", "webapp", "dark-theme", "release", title="Dark", body="Fixes #2")
    merge_pull(call, "acme", "webapp", pull.number)
    named = call.find(Issue, repository=webapp.id, number=2)
    assert named is not None
    assert named.state == "open"


def test_the_head_goes_where_the_repository_wants_it_and_others_move_on(
    call: Call, webapp: Repository, pull: PullRequest
) -> None:
    call.update(webapp, delete_branch_on_merge=True)
    gitstore.create_ref(call, webapp, "refs/heads/darker", pull.head_sha)
    gitstore.commit_files(call, webapp, "darker", {"y": b"y"}, "Darker")
    above = create_pull(call, "acme", "webapp", "darker", "dark-theme", title="Darker")
    merge_pull(call, "acme", "webapp", pull.number)
    assert gitstore.branch_head(call, webapp, "dark-theme") is None
    moved = call.get(PullRequest, above.id)
    assert (moved.state, moved.base_ref) == ("open", "main")


def test_marks(call: Call, webapp: Repository, pull: PullRequest) -> None:
    marked = mark(call, pull, "a" * 40, "b" * 40)
    assert (marked.merged_by, marked.merge_commit_sha, marked.base_sha) == (1, "a" * 40, "b" * 40)
    settle(call, webapp, marked, "a" * 40, "b" * 40)
    assert issue_of(call, pull).state == "closed"

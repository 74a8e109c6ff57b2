"""Branches that move, go and are renamed below pull requests."""

from clonery.clones.github import gitstore, pushes
from clonery.clones.github.operations.branches.branch_protection import reviews_given
from clonery.clones.github.pulls.finding import issue_of
from clonery.clones.github.pulls.pushed import follow, rename, retarget, synchronize
from clonery.clones.github.records.branches import BranchProtection
from clonery.clones.github.records.issues import IssueEvent
from clonery.clones.github.records.pulls import PullRequest, Review
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def now(call: Call, pull: PullRequest) -> PullRequest:
    return call.get(PullRequest, pull.id)


def events(call: Call, pull: PullRequest) -> list[str]:
    return [event.event for event in call.all(IssueEvent, {"issue": issue_of(call, pull).id})]


def test_a_push_gives_it_another_head_and_ends_stale_approvals(
    call: Call, webapp: Repository, pull: PullRequest
) -> None:
    given = reviews_given(call, webapp, {"dismiss_stale_reviews": True})
    call.create(BranchProtection, repository=webapp, branch="main", reviews=given)
    review = call.create(
        Review, repository=webapp.id, pull=pull, user=2, state="APPROVED", commit=pull.head_sha, submitted_at=call.now
    )  # fmt: skip
    sha = gitstore.commit_files(call, webapp, "dark-theme", {"x": b"x"}, "More").sha
    assert (now(call, pull).head_sha, call.get(Review, review.id).state) == (sha, "DISMISSED")
    assert events(call, pull)[-1] == "review_dismissed"
    gitstore.move_ref(call, webapp, "refs/heads/dark-theme", pull.head_sha, force=True)
    assert (now(call, pull).head_sha, "head_ref_force_pushed" in events(call, pull)) == (pull.head_sha, True)


def test_a_base_that_has_the_head_merges_it(call: Call, webapp: Repository, pull: PullRequest) -> None:
    assert pull.merge_commit_sha is not None
    gitstore.move_ref(call, webapp, "refs/heads/main", pull.merge_commit_sha)
    done = now(call, pull)
    assert (done.state, done.merged_at, done.merge_commit_sha) == ("closed", call.now, pull.merge_commit_sha)
    assert (done.base_sha, issue_of(call, pull).state) == (pull.base_sha, "closed")


def test_a_deleted_head_closes_it(call: Call, webapp: Repository, pull: PullRequest) -> None:
    ref = gitstore.find_ref(call, webapp, "refs/heads/dark-theme")
    assert ref is not None
    gitstore.delete_ref(call, webapp, ref)
    assert (now(call, pull).state, events(call, pull)) == ("closed", ["head_ref_deleted", "closed"])
    follow(call, webapp, "refs/heads/dark-theme", "0" * 40, pull.head_sha)
    assert events(call, pull)[-1] == "head_ref_restored"


def test_it_goes_to_another_branch(call: Call, webapp: Repository, pull: PullRequest) -> None:
    start = gitstore.resolve(call, webapp, "main~1")
    gitstore.create_ref(call, webapp, "refs/heads/release", start)
    moved = retarget(call, webapp, pull, "release")
    assert (moved.base_ref, moved.base_sha, events(call, pull)) == ("release", start, ["base_ref_changed"])
    ref = gitstore.find_ref(call, webapp, "refs/heads/release")
    assert ref is not None
    gitstore.delete_ref(call, webapp, ref)
    assert now(call, pull).state == "closed"


def test_renamed_bases_are_followed_renamed_heads_close(call: Call, webapp: Repository, pull: PullRequest) -> None:
    rename(call, webapp, "main", "trunk")
    assert now(call, pull).base_ref == "trunk"
    pushes.renamed(call, webapp, "dark-theme", "night")
    assert (now(call, pull).state, now(call, pull).head_ref) == ("closed", "dark-theme")


def test_synchronizing_alone_tells_both_heads(call: Call, webapp: Repository, pull: PullRequest) -> None:
    first = gitstore.resolve(call, webapp, "dark-theme~1")
    synchronize(call, pull, pull.head_sha, first)
    assert now(call, pull).head_sha == first

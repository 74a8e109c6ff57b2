"""Reviews kept and submitted, reviewers asked."""

from clonery.clones.github.lookups import find_user
from clonery.clones.github.pulls.anchors import Wanted, anchored
from clonery.clones.github.pulls.finding import issue_of
from clonery.clones.github.pulls.reviewing import announce, ask, no_longer_asked, pending_of, save, submit, visible
from clonery.clones.github.records.activity import Activity
from clonery.clones.github.records.issues import IssueEvent
from clonery.clones.github.records.pulls import PullRequest, Review, ReviewComment
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.records.teams import Team, TeamMembership
from clonery.server.call import Call


def test_a_pending_review_shows_once_submitted(call: Call, webapp: Repository, pull: PullRequest) -> None:
    ben = find_user(call, "ben")
    review = call.create(Review, repository=webapp.id, pull=pull, user=ben, state="PENDING", commit=pull.head_sha)
    said = save(call, review, "Hm", anchored(call, webapp, pull, pull.head_sha, Wanted("static/dark.css", line=1)))
    assert (said.pending, visible(call, review), pending_of(call, pull, ben.id)) == (True, False, review)
    call.actor = ben
    assert visible(call, review)
    review = submit(call, webapp, pull, review, "APPROVED")
    assert (review.submitted_at, call.get(ReviewComment, said.id).pending) == (call.now, False)
    assert pending_of(call, pull, ben.id) is None
    types = [made.type for made in call.all(Activity)]
    assert types[-2:] == ["PullRequestReviewEvent", "PullRequestReviewCommentEvent"]
    announce(call, webapp, pull, said)
    assert len(call.all(Activity)) == len(types) + 1


def test_asking_and_not_asking_any_more(call: Call, webapp: Repository, pull: PullRequest) -> None:
    ben, cleo = find_user(call, "ben"), find_user(call, "cleo")
    stamps = {"created_at": call.now, "updated_at": call.now}
    team = call.create(Team, organization=webapp.owner, name="Core", slug="core", **stamps)
    call.create(TeamMembership, team=team, user=ben)
    pull = ask(call, webapp, pull, [ben, cleo, ben], [team])
    assert (pull.requested_reviewers, pull.requested_teams) == ([ben.id, cleo.id], [team.id])
    noted = call.all(IssueEvent, {"issue": issue_of(call, pull).id})
    assert [event.event for event in noted] == ["review_requested"] * 3
    pull = ask(call, webapp, pull, [cleo], [], begin=False)
    assert pull.requested_reviewers == [ben.id]
    pull = no_longer_asked(call, pull, ben.id)
    assert (pull.requested_reviewers, pull.requested_teams) == ([], [])

"""Pull requests of a seed: what the seeds hold, and what is no seed."""

from collections.abc import Iterator
from typing import Any

import pytest
from github import Github

from clonery.clones.github.pulls.standing import standing
from clonery.clones.github.records.pulls import PullRequest, Review
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.farm import Farm, FarmError
from clonery.server.request import Request
from clonery.server.settings import Settings

SEED: dict[str, Any] = {
    "now": "2026-01-05T09:00:00Z",
    "users": [{"login": "ada", "name": "Ada"}, {"login": "ben", "name": "Ben", "email": "ben@x.example"}],
    "tokens": [{"token": "ghp_x", "user": "ada", "default": True}],
    "repositories": [
        {
            "owner": "ada", "name": "shop", "files": {"a.txt": ["one", "two"]}, "collaborators": {"ben": "push"},
            "issues": [{"title": "It is wrong"}],
            "pulls": [
                {
                    "title": "Mend it", "body": "Fixes #1", "user": "ben", "head": "mend",
                    "created_at": "2026-01-02T10:00:00Z",
                    "commits": [{"message": "Mend", "files": {"a.txt": ["one", "2"]}}],
                    "statuses": {"ci": "success"}, "reviewers": ["ada"],
                    "comments": [{"user": "ada", "body": "Thanks"}],
                    "reviews": [
                        {"user": "ada", "state": "APPROVED", "at": "2026-01-02T11:00:00Z",
                         "comments": [{"path": "a.txt", "line": 2, "body": "Good"}]},
                    ],
                    "merged": "squash", "merged_by": "ada", "closed_at": "2026-01-02T12:00:00Z",
                },
                {"title": "Never", "head": "never", "closed": True, "commits": [{"message": "N", "files": {"n": "n"}}]},
                {"title": "Later", "head": "later", "draft": True, "commits": [{"message": "L", "files": {"l": "l"}}]},
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def farm() -> Iterator[Farm]:
    made = Farm(Settings(clones=("github",)))
    yield made
    for session in made.sessions.values():
        session.close()


def calling(farm: Farm, seed: Any) -> Call:
    session = farm.create(seeds={"github": seed})
    return Call(session, farm.clone("github"), Request("GET", "/", base="http://test"), session.clock.now())


def test_people_act_at_their_times(farm: Farm) -> None:
    call = calling(farm, SEED)
    merged, never, later = call.all(PullRequest, order="number")
    assert (merged.number, merged.state, merged.merged_at) == (2, "closed", "2026-01-02T12:00:00Z")
    assert (merged.created_at, merged.requested_reviewers) == ("2026-01-02T10:00:00Z", [])
    assert [review.submitted_at for review in call.all(Review)] == ["2026-01-02T11:00:00Z"]
    assert (never.state, never.merged_at, later.state, later.draft) == ("closed", None, "open", True)
    issue = call.clone.kind("issue")
    states = {made.get("number"): made.get("state") for made in call.all(issue)}
    assert states == {1: "closed", 2: "closed", 3: "closed", 4: "open"}
    shop = call.find(Repository, name="shop", owner=1)
    assert shop is not None
    assert shop.open_issues == 1


@pytest.mark.parametrize(
    ("pull", "place"),
    [
        ({"title": "x", "head": "nope"}, "pulls.0"),
        ({"title": "x", "head": "main"}, "No commits between main and main"),
        ({"title": "x", "head": "b", "user": "nobody"}, "pulls.0.created_at: no user 'nobody'"),
        ({"title": "x", "head": "b", "commits": [{"message": "m", "files": {"b": "b"}}], "labels": ["no"]}, "labels"),
        ({"head": "b"}, '"title" is a required property'),
        ({"title": "x", "head": "b", "commits": [{"message": "m", "files": {"b": "b"}}],
          "reviews": [{"user": "ben", "comments": [{"path": "b", "line": 9, "body": "?"}]}]}, "part of the diff"),
    ],
)  # fmt: skip
def test_what_a_seed_cannot_say(farm: Farm, pull: dict[str, Any], place: str) -> None:
    (repository,) = SEED["repositories"]
    seed = {**SEED, "repositories": [{**repository, "pulls": [pull]}]}
    with pytest.raises(FarmError) as refused:
        farm.create(seeds={"github": seed})
    assert place in str(refused.value)


def test_trees_that_really_conflict(farm: Farm) -> None:
    call = calling(farm, "merge-conflict")
    found = {}
    for pull in call.all(PullRequest):
        place = call.get(Repository, pull.repository)
        found[pull.head_ref] = standing(call, place, pull).state
    assert found == {
        "lower-tax": "dirty", "fix-legacy-total": "dirty", "coupon-file": "dirty", "rename-discounts": "clean",
        "carrier-parcel": "dirty", "cart-quantities": "clean",
    }  # fmt: skip


def test_a_pipeline_that_holds_back(farm: Farm) -> None:
    call = calling(farm, "ci-cd-pipeline")
    found = {}
    for pull in call.all(PullRequest):
        found[pull.head_ref] = standing(call, call.get(Repository, pull.repository), pull).state
    assert found == {"add-metrics": "unstable", "faster-start": "blocked", "new-runner": "draft"}


class TestEnterprise:
    """The enterprise seed through PyGithub."""

    @pytest.fixture
    def seed(self) -> str:
        return "enterprise-repo"

    def test_teams_and_three_hundred_pull_requests(self, gh: Github) -> None:
        repository = gh.get_repo("acme/platform")
        assert {team.slug for team in repository.get_teams()} >= {"engineering", "reliability", "security"}
        states = [pull.state for pull in repository.get_pulls(state="all")]
        assert (len(states), states.count("open")) == (300, 46)
        merged = [pull for pull in repository.get_pulls(state="closed") if pull.merged_at]
        assert len(merged) == 236
        assert sum(1 for _ in repository.get_commits()) > 236

    def test_open_ones_stand_in_every_way(self, gh: Github) -> None:
        repository = gh.get_repo("acme/platform")
        stand = {repository.get_pull(pull.number).mergeable_state for pull in repository.get_pulls()}
        assert stand == {"blocked", "clean", "dirty", "draft"}

    def test_one_that_was_merged_keeps_its_story(self, gh: Github) -> None:
        repository = gh.get_repo("acme/platform")
        pull = next(pull for pull in repository.get_pulls(state="closed", direction="asc") if pull.merged_at)
        pull = repository.get_pull(pull.number)
        assert [review.state for review in pull.get_reviews()][-1] == "APPROVED"
        assert {"merged", "closed"} <= {event.event for event in pull.get_issue_events()}
        assert pull.changed_files == len(list(pull.get_files())) > 0

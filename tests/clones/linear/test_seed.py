"""The seeds that come with the clone, and those that people write."""

from typing import Any

import pytest

from clonery.clones.linear.records.people import Team, TeamMembership, User
from clonery.clones.linear.records.plans import Project, ProjectStatus
from clonery.clones.linear.records.work import Comment, Cycle, Issue, IssueLabel, IssueRelation, WorkflowState
from clonery.server.farm import Farm, FarmError
from clonery.server.settings import Settings
from clonery.server.state import seeds

COUNTS = {
    "empty": (0, 2), "small-project": (3, 2), "small-team": (6, 1), "multi-team": (49, 5), "engineering-org": (120, 6),
    "busy-backlog": (5000, 4),
}  # fmt: skip


@pytest.fixture(scope="module")
def farm() -> Farm:
    return Farm(Settings(clones=("linear",)))


def test_all_seeds_are_tried(farm: Farm) -> None:
    assert seeds.names(farm.clone("linear")) == sorted(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_a_seed_has_people_who_can_sign_in_and_whole_teams(farm: Farm, name: str) -> None:
    store = farm.create(seeds={"linear": name}).store
    issues, teams = COUNTS[name]
    assert store.count(Issue) == issues
    assert store.count(Team) == teams
    people = [user for user in store.select(User) if user.active]
    assert len(people) >= 3
    assert people[0].admin
    assert store.count(ProjectStatus) == 5
    for team in store.select(Team):
        assert store.count(WorkflowState, {"teamId": team.id}) >= 5
        assert store.count(TeamMembership, {"teamId": team.id}) >= 1


def test_numbers_go_on_where_the_seed_ends(farm: Farm) -> None:
    session = farm.create(seeds={"linear": "small-project"})
    team = session.store.find(Team, key="SHOP")
    assert team
    assert session.opened.counters[f"linear/number/{team.id}"] == 3


def test_a_seed_names_things_by_their_names(farm: Farm) -> None:
    store = farm.create(seeds={"linear": "small-team"}).store
    issue = store.find(Issue, identifier="ENG-1")
    assert issue
    assert store.get(User, issue.assigneeId).displayName == "ben"  # type: ignore[union-attr] # it is assigned
    assert store.count(Comment, {"issueId": issue.id}) == 2
    assert [relation.type for relation in store.select(IssueRelation)] == ["blocks"]
    assert [cycle.completedAt is not None for cycle in store.select(Cycle, order="startsAt")] == [True, False, False]
    assert [project.name for project in store.select(Project)] == ["Checkout rewrite"]


def test_groups_of_labels(farm: Farm) -> None:
    store = farm.create(seeds={"linear": "multi-team"}).store
    area = store.find(IssueLabel, name="Area")
    assert area
    assert area.isGroup
    assert {label.name for label in store.select(IssueLabel, {"parentId": area.id})} == {"Frontend", "Backend", "Data"}


BASE: dict[str, Any] = {
    "workspace": {"name": "W", "urlKey": "w"}, "people": [{"name": "A B", "displayName": "a", "token": "lin_api_a"}],
    "teams": [{"key": "T", "name": "Team"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "more",
    [
        {"issues": [{"team": "NO", "title": "x"}]}, {"issues": [{"title": "x"}]}, {"projects": [{"name": "P"}]},
        {"issues": [{"team": "T", "title": "x", "assignee": "nobody"}]}, {"unknown": 1},
    ],
)  # fmt: skip
def test_references_to_nothing_are_refused(farm: Farm, more: dict[str, Any]) -> None:
    with pytest.raises(FarmError):
        farm.create(seeds={"linear": {**BASE, **more}})


def test_what_was_written_may_be_planted_again(farm: Farm) -> None:
    from clonery.clones.linear import seed
    from clonery.server.call import Call
    from clonery.server.request import Request

    session = farm.create(seeds={"linear": {**BASE, "issues": [{"team": "T", "title": "One"}]}})
    exported = seed.export(Call(session, farm.clone("linear"), Request("POST", ""), session.clock.now()))
    again = farm.create(seeds={"linear": exported})
    assert [issue.title for issue in again.store.select(Issue)] == ["One"]

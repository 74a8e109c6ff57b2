"""Who is told what, and why."""

from clonery.clones.github.lookups import find_user
from clonery.clones.github.notices import issue_of, notify, watchers
from clonery.clones.github.records.activity import Subscription, Thread
from clonery.clones.github.records.issues import Issue
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.records.teams import Team, TeamMembership
from clonery.server.call import Call


def issue(call: Call, repository: Repository, number: int) -> Issue:
    found = call.find(Issue, repository=repository.id, number=number)
    assert found is not None
    return found


def reasons(call: Call) -> dict[str, str | None]:
    people = {find_user(call, login).id: login for login in ("ada", "ben", "cleo", "dev-bot")}
    return {people[thread.user]: thread.reason for thread in call.all(Thread)}


def test_the_strongest_reason_counts(call: Call, webapp: Repository) -> None:
    bot = find_user(call, "dev-bot")
    call.create(Subscription, repository=webapp, user=bot, created_at=call.now)
    notify(call, "issues", {"action": "closed", "repository": webapp, "issue": issue(call, webapp, 1)})
    assert reasons(call) == {"ben": "assign", "cleo": "author", "dev-bot": "subscribed"}
    assert watchers(call, webapp) == [bot.id]


def test_who_is_assigned_is_told_and_nobody_else(call: Call, webapp: Repository) -> None:
    payload = {"action": "assigned", "repository": webapp, "issue": issue(call, webapp, 1)}
    notify(call, "issues", {**payload, "assignee": find_user(call, "dev-bot")})
    assert reasons(call) == {"dev-bot": "assign"}


def test_other_actions_tell_nobody(call: Call, webapp: Repository) -> None:
    notify(call, "issues", {"action": "labeled", "repository": webapp, "issue": issue(call, webapp, 1)})
    notify(call, "star", {"action": "created", "repository": webapp})
    assert reasons(call) == {}


def test_the_issue_side_of_a_pull_request_is_found_by_its_number(call: Call, webapp: Repository) -> None:
    pull = issue(call, webapp, 2)
    assert issue_of(call, webapp, {"pull_request": pull}) == pull
    assert issue_of(call, webapp, {"issue": pull}) is pull


def test_teams_are_told_by_their_name_and_by_a_request(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    team = call.create(Team, organization=webapp.owner, name="Core", slug="core", **stamps)
    for login in ("ben", "cleo"):
        call.create(TeamMembership, team=team, user=find_user(call, login))
    about = call.update(issue(call, webapp, 2), body="for @acme/Core and @ben, not @other/core")
    notify(call, "issues", {"action": "opened", "repository": webapp, "issue": about})
    assert reasons(call) == {"ben": "mention", "cleo": "team_mention"}
    payload = {"action": "review_requested", "repository": webapp, "pull_request": about, "requested_team": team}
    notify(call, "pull_request", payload)
    assert reasons(call) == {"ben": "review_requested", "cleo": "review_requested"}

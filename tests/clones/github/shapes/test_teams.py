"""Teams in lists and alone."""

from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.records.teams import Team, TeamMembership, TeamRepository
from clonery.clones.github.shapes.teams import granted, membership, short, team, team_repository, team_url
from clonery.server.call import Call


def test_a_team_alone_has_its_numbers(call: Call, webapp: Repository) -> None:
    stamps = {"created_at": call.now, "updated_at": call.now}
    top = call.create(Team, organization=webapp.owner, name="Top", slug="top", **stamps)
    core = call.create(Team, organization=webapp.owner, name="Core", slug="core", parent=top, **stamps)
    held = call.create(TeamMembership, team=core, user=2)
    call.create(TeamRepository, team=top, repository=webapp)
    whole = team(call, core, True)
    assert (whole["members_count"], whole["repos_count"], whole["organization"]["login"]) == (1, 1, "acme")
    assert whole["parent"] == short(call, top)
    assert "members_count" not in team(call, core, False)
    assert whole["url"] == team_url(call, core) == f"http://test/github/organizations/{webapp.owner}/team/{core.id}"
    assert membership(call, held, True)["url"] == f"{whole['url']}/memberships/ben"


def test_a_repository_of_a_team_has_the_teams_permission(call: Call, webapp: Repository) -> None:
    made = team_repository(call, webapp, "push")
    assert (made["role_name"], made["permissions"]) == ("write", granted("push"))
    assert granted("push") == {"admin": False, "maintain": False, "push": True, "triage": True, "pull": True}

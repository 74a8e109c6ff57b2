"""Repositories of teams, whose permissions decide."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from github.Team import Team
from tests.clones.github.credentials import BEN


@pytest.fixture
def core(gh: Github, http: httpx.Client) -> Team:
    """A team with Cleo in it, in an organization that gives its members nothing by itself."""
    http.patch("/orgs/acme", json={"default_repository_permission": "none"})
    made = gh.get_organization("acme").create_team("core", privacy="closed")
    made.add_membership(gh.get_user("cleo"))
    return made


def test_a_team_opens_a_private_repository_as_far_as_it_may(
    gh: Github, core: Team, sign_in: Callable[[str], Github], token_of: Callable[..., str]
) -> None:
    cleo, private = sign_in(token_of("cleo")), gh.get_repo("acme/infrastructure")
    with pytest.raises(UnknownObjectException):
        cleo.get_repo("acme/infrastructure")
    core.add_to_repos(private)
    assert [(repo.name, repo.permissions.push) for repo in core.get_repos()] == [("infrastructure", False)]
    theirs = cleo.get_repo("acme/infrastructure")
    assert (theirs.permissions.pull, theirs.permissions.push) == (True, False)
    assert "acme/infrastructure" in [repo.full_name for repo in cleo.get_user().get_repos()]
    with pytest.raises(GithubException) as caught:
        theirs.replace_topics(["ops"])
    assert caught.value.status == 403
    core.update_team_repository(private, "push")
    theirs.replace_topics(["ops"])
    assert private.get_topics() == ["ops"]
    assert private.get_collaborator_role_name("cleo") == "write"
    assert [(team.slug, team.permission) for team in private.get_teams()] == [("core", "push")]
    core.remove_from_repos(private)
    with pytest.raises(UnknownObjectException):
        cleo.get_repo("acme/infrastructure")


def test_a_team_below_has_what_the_one_above_has(
    gh: Github, core: Team, sign_in: Callable[[str], Github], token_of: Callable[..., str]
) -> None:
    below = gh.get_organization("acme").create_team("below", parent_team_id=core.id)
    below.add_membership(gh.get_user("ben"))
    core.add_to_repos(gh.get_repo("acme/webapp"))
    core.update_team_repository(gh.get_repo("acme/webapp"), "maintain")
    assert below.has_in_repos(gh.get_repo("acme/webapp"))
    permission = below.get_repo_permission(gh.get_repo("acme/webapp"))
    assert permission is not None
    assert (permission.maintain, permission.admin) == (True, False)
    assert sign_in(token_of("ben")).get_repo("acme/webapp").permissions.maintain


def test_what_a_team_can_not_have(gh: Github, core: Team, http: httpx.Client) -> None:
    refused = http.put("/orgs/acme/teams/core/repos/ada/notes")
    assert refused.json()["errors"] == [{"code": "not_owned", "field": "repository", "resource": "TeamMember"}]
    assert http.put("/orgs/acme/teams/core/repos/acme/webapp", json={"permission": "own"}).status_code == 422
    assert http.get("/orgs/acme/teams/core/repos/acme/webapp").status_code == 404
    assert http.delete("/orgs/acme/teams/core/repos/acme/webapp").status_code == 404
    ben = http.put("/orgs/acme/teams/core/repos/acme/webapp", headers={"Authorization": f"Bearer {BEN}"})
    assert ben.status_code == 403

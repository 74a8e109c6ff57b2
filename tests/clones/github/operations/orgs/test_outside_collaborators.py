"""People in an organization's repositories who are no members."""

import httpx
import pytest
from github import Github, GithubException


def test_a_member_becomes_an_outside_collaborator_and_goes(gh: Github, http: httpx.Client) -> None:
    acme, ben = gh.get_organization("acme"), gh.get_user("ben")
    assert list(acme.get_outside_collaborators()) == []
    acme.convert_to_outside_collaborator(ben)
    assert not acme.has_in_members(ben)
    assert [person.login for person in acme.get_outside_collaborators()] == ["ben"]
    assert gh.get_repo("acme/infrastructure").get_collaborator_permission(ben) == "write"
    acme.remove_outside_collaborator(ben)
    assert list(acme.get_outside_collaborators()) == []
    assert not gh.get_repo("acme/infrastructure").has_in_collaborators(ben)


def test_what_teams_gave_is_kept(gh: Github) -> None:
    acme, cleo = gh.get_organization("acme"), gh.get_user("cleo")
    team = acme.create_team("ops", privacy="closed")
    team.add_membership(cleo)
    team.update_team_repository(gh.get_repo("acme/infrastructure"), "maintain")
    acme.convert_to_outside_collaborator(cleo)
    assert gh.get_repo("acme/infrastructure").get_collaborator_role_name(cleo) == "maintain"
    assert [person.login for person in team.get_members()] == ["ada"]


def test_who_is_no_member_is_not_converted(gh: Github, http: httpx.Client) -> None:
    assert http.put("/orgs/acme/outside_collaborators/dev-bot").status_code == 403
    assert http.put("/orgs/acme/outside_collaborators/ada").status_code == 403
    assert http.delete("/orgs/acme/outside_collaborators/dev-bot").status_code == 404
    with pytest.raises(GithubException) as caught:
        gh.get_organization("acme").remove_outside_collaborator(gh.get_user("ben"))
    assert caught.value.status == 422

"""Who may push to a protected branch."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN

PLACE = "/repos/acme/webapp/branches/main/protection/restrictions"


def test_users_are_added_replaced_and_removed(gh: Github) -> None:
    branch = gh.get_repo("acme/webapp").get_branch("main")
    branch.edit_protection(user_push_restrictions=["ada"])
    branch.add_user_push_restrictions("ben", "cleo")
    assert [user.login for user in branch.get_user_push_restrictions()] == ["ada", "ben", "cleo"]
    branch.remove_user_push_restrictions("ada")
    branch.replace_user_push_restrictions("cleo")
    assert [user.login for user in branch.get_user_push_restrictions()] == ["cleo"]
    branch.remove_push_restrictions()
    with pytest.raises(GithubException) as refused:
        list(branch.get_user_push_restrictions())
    assert refused.value.status == 404


def test_teams_are_added_replaced_and_removed(gh: Github, http: httpx.Client) -> None:
    for name in ("Core", "Web"):
        gh.get_organization("acme").create_team(name)
    branch = gh.get_repo("acme/webapp").get_branch("main")
    branch.edit_protection(user_push_restrictions=[], team_push_restrictions=["core"])
    branch.add_team_push_restrictions("web")
    assert [team.slug for team in branch.get_team_push_restrictions()] == ["core", "web"]
    branch.remove_team_push_restrictions("core")
    branch.replace_team_push_restrictions("core")
    shown = http.get(PLACE).json()
    assert [team["slug"] for team in shown["teams"]] == ["core"]
    assert (shown["users"], shown["apps"]) == ([], [])
    assert http.post(f"{PLACE}/teams", json={"teams": ["nobody"]}).status_code == 422


def test_only_those_named_may_push(gh: Github, sign_in: Callable[[str], Github]) -> None:
    branch = gh.get_repo("acme/webapp").get_branch("main")
    branch.edit_protection(user_push_restrictions=["cleo"])
    repository = sign_in(BEN).get_repo("acme/webapp")
    with pytest.raises(GithubException) as refused:
        repository.create_file("a.txt", "m", "1\n")
    assert "not authorized to push" in refused.value.data["message"]
    gh.get_organization("acme").create_team("Core").add_membership(gh.get_user("ben"))
    branch.add_team_push_restrictions("core")
    assert repository.create_file("a.txt", "m", "1\n")["commit"].sha

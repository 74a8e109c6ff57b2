"""Who can be assigned, and what adding and removing people does."""

from collections.abc import Callable

import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def test_who_has_a_part_in_the_repository_can_be_assigned(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    assert [user.login for user in repo.get_assignees()] == ["ada", "ben", "cleo"]
    assert repo.has_in_assignees("cleo") is True
    assert repo.has_in_assignees("dev-bot") is False
    assert repo.has_in_assignees("nobody") is False
    assert repo.has_in_assignees("acme") is False


def test_people_are_added_and_removed(gh: Github) -> None:
    issue = gh.get_repo("acme/webapp").get_issue(1)
    issue.add_to_assignees("cleo", "ben", "dev-bot", "nobody")
    assert [user.login for user in issue.assignees] == ["ben", "cleo"]
    issue.remove_from_assignees("ben")
    assert [user.login for user in gh.get_repo("acme/webapp").get_issue(1).assignees] == ["cleo"]
    assert gh.get_repo("acme/webapp").get_issue(1).raw_data["assignee"]["login"] == "cleo"


def test_without_triage_rights_nobody_is_added(gh: Github, sign_in: Callable[[str], Github]) -> None:
    gh.get_user().create_repo("open", auto_init=True)
    gh.get_repo("ada/open").create_issue("x")
    issue = sign_in(BEN).get_repo("ada/open").get_issue(1)
    issue.add_to_assignees("ada")
    assert issue.assignees == []
    with pytest.raises(GithubException) as caught:
        issue.remove_from_assignees("ada")
    assert caught.value.status == 403

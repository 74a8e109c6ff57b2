"""Repositories made from a template."""

from collections.abc import Callable

import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN


def test_files_are_taken_over_without_history(gh: Github, sign_in: Callable[[str], Github]) -> None:
    template = gh.get_user().create_repo("form", auto_init=True)
    template.create_file("src/main.py", "second", b"print()")
    template.create_git_ref("refs/heads/extra", template.get_branch("main").commit.sha)
    with pytest.raises(GithubException) as caught:
        gh.get_user().create_repo_from_template("made", template)
    assert caught.value.status == 404
    template.edit(is_template=True)
    made = (
        sign_in(BEN)
        .get_user()
        .create_repo_from_template(
            "made", sign_in(BEN).get_repo("ada/form"), description="from it", include_all_branches=True
        )
    )
    assert (made.full_name, made.description, made.fork) == ("ben/made", "from it", False)
    assert made.get_contents("src/main.py").decoded_content == b"print()"
    assert [commit.commit.message for commit in made.get_commits()] == ["Initial commit"]
    assert [branch.name for branch in made.get_branches()] == ["extra", "main"]
    other = gh.get_organization("acme").create_repo_from_template("made", template)
    assert [branch.name for branch in other.get_branches()] == ["main"]

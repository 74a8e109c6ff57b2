"""Code owners: whom a path belongs to, who is asked, what waits for them."""

from collections.abc import Callable

import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN

from clonery.clones.github.pulls.owners import owners_of, rules_of

FILE = """
# everybody
*            @everybody
*.css        @styles  # and nobody else
/docs/       @writers @acme/docs
docs/*       @near
apps/**/test @tests
/build/logs/ @logs
my\\ file    @space
nobody.txt
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("a.py", ["@everybody"]), ("x/y.css", ["@styles"]), ("docs/a.md", ["@near"]),
        ("docs/deep/a.md", ["@writers", "@acme/docs"]), ("x/docs/a.md", ["@everybody"]),
        ("apps/a/b/test/x", ["@tests"]), ("apps/test", ["@tests"]), ("build/logs/1", ["@logs"]),
        ("x/build/logs/1", ["@everybody"]), ("my file", ["@space"]), ("nobody.txt", []),
    ],
)  # fmt: skip
def test_the_last_line_that_is_for_a_path_decides(path: str, owners: list[str]) -> None:
    assert list(owners_of(rules_of(FILE), path)) == owners


def test_owners_are_asked_and_waited_for(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_file(".github/CODEOWNERS", "Owners", "*.css @ben @nobody\n*.md @ada\n")
    pull = repo.create_pull("main", "dark-theme", title="Dark")
    assert [user.login for user in pull.requested_reviewers] == ["ben"]
    assert [user.login for user in repo.get_pull(pull.number).requested_reviewers] == ["ben"]
    repo.get_branch("main").edit_protection(
        required_approving_review_count=0, require_code_owner_reviews=True, enforce_admins=True
    )
    with pytest.raises(GithubException) as caught:
        repo.get_pull(pull.number).merge()
    assert (caught.value.status, caught.value.data["message"]) == (405, "Waiting on code owner review from ben.")
    sign_in(BEN).get_repo("acme/webapp").get_pull(pull.number).create_review(event="APPROVE")
    assert repo.get_pull(pull.number).merge().merged


def test_a_draft_asks_nobody_and_a_file_without_owners_neither(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_file("CODEOWNERS", "Owners", "*.css @ben\n")
    draft = repo.create_pull("main", "dark-theme", title="Dark", draft=True)
    assert draft.requested_reviewers == []
    repo.create_git_ref("refs/heads/other", repo.get_branch("main").commit.sha)
    repo.create_file("other.txt", "Other", "x", branch="other")
    assert repo.create_pull("main", "other", title="Other").requested_reviewers == []

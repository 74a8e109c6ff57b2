"""The rules of protected branches, and what they refuse."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import BEN

RULES = "/repos/acme/webapp/branches/main/protection"


def test_rules_are_set_read_and_taken_away(gh: Github) -> None:
    branch = gh.get_repo("acme/webapp").get_branch("main")
    branch.edit_protection(
        strict=True, contexts=["test", "lint"], enforce_admins=True, required_approving_review_count=2,
        dismiss_stale_reviews=True, require_code_owner_reviews=True, required_linear_history=True,
        allow_force_pushes=False, user_push_restrictions=["ben"], team_push_restrictions=[],
    )  # fmt: skip
    rules = branch.get_protection()
    assert (rules.required_status_checks.strict, rules.required_status_checks.contexts) == (True, ["test", "lint"])
    reviews = rules.required_pull_request_reviews
    assert (reviews.required_approving_review_count, reviews.dismiss_stale_reviews) == (2, True)
    assert (rules.enforce_admins, rules.required_linear_history, rules.allow_deletions) == (True, True, False)
    assert [user.login for user in rules.get_user_push_restrictions()] == ["ben"]
    shown = gh.get_repo("acme/webapp").get_branch("main")
    assert shown.protected
    branch.remove_protection()
    with pytest.raises(GithubException) as refused:
        branch.get_protection()
    assert (refused.value.status, refused.value.data["message"]) == (404, "Branch not protected")


def test_each_group_of_rules_has_an_address_of_its_own(gh: Github) -> None:
    branch = gh.get_repo("acme/webapp").get_branch("main")
    branch.edit_protection(strict=False, contexts=["test"], required_approving_review_count=1)
    branch.edit_required_status_checks(strict=True, contexts=["test", "lint"])
    assert branch.get_required_status_checks().contexts == ["test", "lint"]
    branch.edit_required_pull_request_reviews(required_approving_review_count=3)
    assert branch.get_required_pull_request_reviews().required_approving_review_count == 3
    branch.set_admin_enforcement()
    assert branch.get_admin_enforcement() is True
    branch.remove_admin_enforcement()
    assert branch.get_admin_enforcement() is False
    branch.add_required_signatures()
    assert branch.get_required_signatures() is True
    branch.remove_required_signatures()
    branch.remove_required_status_checks()
    branch.remove_required_pull_request_reviews()
    for read in (branch.get_required_status_checks, branch.get_required_pull_request_reviews):
        with pytest.raises(GithubException) as refused:
            read()
        assert refused.value.status == 404


def test_contexts_are_added_set_and_removed(http: httpx.Client) -> None:
    sent = {"required_status_checks": {"strict": True, "contexts": ["a"]}, "enforce_admins": None,
            "required_pull_request_reviews": None, "restrictions": None}  # fmt: skip
    assert http.put(RULES, json=sent).status_code == 200
    contexts = f"{RULES}/required_status_checks/contexts"
    assert http.post(contexts, json={"contexts": ["b"]}).json() == ["a", "b"]
    assert http.request("DELETE", contexts, json=["a"]).json() == ["b"]
    assert http.put(contexts, json=["c", "c"]).json() == ["c"]
    assert http.get(contexts).json() == ["c"]
    assert http.request("DELETE", contexts, json=["zzz"]).status_code == 422


def test_a_push_past_required_checks_is_refused_to_all_but_administrators(
    gh: Github, sign_in: Callable[[str], Github]
) -> None:
    branch = gh.get_repo("acme/webapp").get_branch("main")
    branch.edit_protection(strict=True, contexts=["test", "lint"])
    repository = sign_in(BEN).get_repo("acme/webapp")
    with pytest.raises(GithubException) as refused:
        repository.create_file("a.txt", "Straight to main", "1\n")
    assert refused.value.status == 409
    assert refused.value.data["message"] == "Could not create file: 2 of 2 required status checks are expected."
    assert gh.get_repo("acme/webapp").create_file("a.txt", "An owner may", "1\n")["commit"].sha
    branch.edit_protection(strict=True, contexts=["test"], enforce_admins=True)
    with pytest.raises(GithubException) as own:
        gh.get_repo("acme/webapp").create_file("b.txt", "Not any more", "1\n")
    assert own.value.data["message"] == 'Could not create file: Required status check "test" is expected.'


def test_checked_commits_may_be_pushed_and_history_not_rewritten(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    branch = repository.get_branch("main")
    branch.edit_protection(strict=True, contexts=["test"], enforce_admins=True)
    head = repository.get_git_commit(branch.commit.sha)
    next_one = repository.create_git_commit("Checked", head.tree, [head])
    ref = repository.get_git_ref("heads/main")
    with pytest.raises(GithubException) as unchecked:
        ref.edit(next_one.sha)
    assert unchecked.value.status == 422
    assert unchecked.value.data["message"] == 'Required status check "test" is expected.'
    repository.get_commit(next_one.sha).create_status("success", context="test")
    ref.edit(next_one.sha)
    with pytest.raises(GithubException) as forced:
        ref.edit(head.sha, force=True)
    assert forced.value.data["message"] == "Cannot force-push to this branch"


def test_reviews_send_pushes_through_pull_requests(gh: Github, sign_in: Callable[[str], Github]) -> None:
    branch = gh.get_repo("acme/webapp").get_branch("dark-theme")
    branch.edit_protection(required_approving_review_count=1)
    repository = sign_in(BEN).get_repo("acme/webapp")
    there = repository.get_contents("README.md", ref="dark-theme")
    for push in (
        lambda: repository.update_file("README.md", "m", "x", there.sha, branch="dark-theme"),
        lambda: repository.delete_file("README.md", "m", there.sha, branch="dark-theme"),
    ):
        with pytest.raises(GithubException) as refused:
            push()
        assert refused.value.status == 409
        assert refused.value.data["message"].endswith("file: Changes must be made through a pull request.")
    with pytest.raises(GithubException) as merged:
        repository.merge("dark-theme", "main")
    assert (merged.value.status, merged.value.data["message"]) == (409, "Changes must be made through a pull request.")
    with pytest.raises(GithubException) as gone:
        gh.get_repo("acme/webapp").get_git_ref("heads/dark-theme").delete()
    assert (gone.value.status, gone.value.data["message"]) == (422, "Cannot delete this branch")


def test_rules_are_an_administrators_and_name_people_who_exist(http: httpx.Client, base: str) -> None:
    assert httpx.get(f"{base}{RULES}", headers={"Authorization": f"Bearer {BEN}"}).status_code == 403
    assert httpx.get(f"{base}{RULES}").status_code == 401
    sent = {"required_status_checks": None, "enforce_admins": None, "required_pull_request_reviews": None}
    nobody = http.put(RULES, json=sent | {"restrictions": {"users": ["nobody"], "teams": []}})
    assert (nobody.status_code, nobody.json()["errors"][0]["field"]) == (422, "users")
    own = http.put("/repos/ben/dotfiles/branches/main/protection", json=sent | {"restrictions": None})
    assert own.status_code == 404, "not hers"
    many = sent | {"restrictions": None, "required_pull_request_reviews": {"required_approving_review_count": 7}}
    assert http.put(RULES, json=many).status_code == 422
    assert http.put(RULES, json={}).status_code == 422
    assert http.put("/repos/acme/webapp/branches/no/protection", json=sent | {"restrictions": None}).status_code == 404

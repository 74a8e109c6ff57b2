"""Merges of all three kinds with their graphs, what refuses them, and branches brought up to date."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException
from github.PullRequest import PullRequest
from tests.clones.github.changing import commit, content
from tests.clones.github.credentials import BEN


def opened(gh: Github, branch: str = "dark-theme", **fields: Any) -> PullRequest:
    return gh.get_repo("acme/webapp").create_pull("main", branch, title=fields.pop("title", "A dark theme"), **fields)


def refusal(pull: PullRequest, **fields: Any) -> tuple[int, str]:
    with pytest.raises(GithubException) as refused:
        pull.merge(**fields)
    return refused.value.status, refused.value.data["message"]


def test_a_merge_commit_has_both_parents(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    base, head = repository.get_branch("main").commit.sha, repository.get_branch("dark-theme").commit.sha
    pull = opened(gh)
    assert not pull.is_merged()
    done = pull.merge()
    assert (done.merged, done.message) == (True, "Pull Request successfully merged")
    made = repository.get_commit("main")
    assert (made.sha, [parent.sha for parent in made.parents]) == (done.sha, [base, head])
    assert made.commit.message == f"Merge pull request #{pull.number} from acme/dark-theme\n\nA dark theme"
    assert (made.author.login, made.commit.committer.name) == ("ada", "GitHub")
    again = repository.get_pull(pull.number)
    assert (again.merged, again.state, again.merged_by.login) == (True, "closed", "ada")
    assert again.merge_commit_sha == done.sha
    assert again.is_merged()
    assert (again.commits, again.changed_files, again.base.sha) == (2, 1, base)
    assert content(repository, "static/dark.css").count(b"\n") == 8


def test_a_squash_is_one_commit_with_one_parent(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    base, head = repository.get_branch("main").commit.sha, repository.get_commit("dark-theme")
    pull = opened(gh)
    done = pull.merge(merge_method="squash")
    made = repository.get_commit("main")
    assert (made.sha, [parent.sha for parent in made.parents]) == (done.sha, [base])
    assert made.commit.message == (
        f"A dark theme (#{pull.number})\n\n* Begin a dark theme\n\n* Darken the buttons\n\n---------\n\n"
        "Co-authored-by: Ben Okafor <ben@acme.example>"
    )
    assert (made.author.login, made.committer.login) == ("ada", "web-flow")
    assert [file.filename for file in made.files] == ["static/dark.css"]
    assert content(repository, "static/dark.css").endswith(b"#333;\n}\n")
    assert repository.compare("main", head.sha).status == "diverged"


def test_a_rebase_makes_each_commit_anew_on_the_base(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    base = repository.get_branch("main").commit.sha
    old = [each.sha for each in repository.compare("main", "dark-theme").commits]
    done = opened(gh).merge(merge_method="rebase")
    last = repository.get_commit("main")
    first = repository.get_commit(last.parents[0].sha)
    assert (last.sha, len(last.parents), [parent.sha for parent in first.parents]) == (done.sha, 1, [base])
    assert [first.commit.message, last.commit.message] == ["Begin a dark theme", "Darken the buttons"]
    assert not {first.sha, last.sha} & set(old)
    assert (last.author.login, last.committer.login) == ("ben", "ada")
    assert last.commit.author.date.isoformat() == "2025-11-12T10:05:00+00:00"
    assert content(repository, "tests/test_cart.py").count(b"def test_") == 2


def test_titles_and_messages_of_the_caller_s_own(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    opened(gh).merge(commit_title="Dark at last", commit_message="It was time.", merge_method="squash")
    assert repository.get_commit("main").commit.message == "Dark at last\n\nIt was time."


def test_a_conflict_is_found_by_content_and_refuses(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    commit(repository, "light", {"README.md": "# Light\n"}, "Light")
    commit(repository, "main", {"README.md": "# Dark\n"}, "Dark")
    pull = repository.get_pull(opened(gh, "light").number)
    assert (pull.mergeable, pull.rebaseable, pull.mergeable_state) == (False, False, "dirty")
    assert pull.merge_commit_sha is None
    before = repository.get_branch("main").commit.sha
    for method in ("merge", "squash", "rebase"):
        assert refusal(pull, merge_method=method) == (405, "Pull Request is not mergeable")
    assert repository.get_branch("main").commit.sha == before
    commit(repository, "light", {"README.md": "# Dark\n"}, "Agree")
    pull = repository.get_pull(pull.number)
    assert (pull.mergeable, pull.rebaseable) == (True, False)
    assert refusal(pull, merge_method="rebase") == (405, "This branch can't be rebased")
    assert pull.merge(merge_method="squash").merged


def test_two_changes_of_one_file_that_leave_each_other_alone(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    lines = [f"line {number}\n" for number in range(20)]
    commit(repository, "main", {"long.txt": "".join(lines)}, "Long")
    commit(repository, "top", {"long.txt": "".join(["top\n", *lines[1:]])}, "Top")
    commit(repository, "main", {"long.txt": "".join([*lines[:-1], "end\n"])}, "End")
    assert opened(gh, "top").merge().merged
    assert content(repository, "long.txt").decode() == "".join(["top\n", *lines[1:-1], "end\n"])


def test_a_moved_head_a_merged_one_a_closed_one_and_a_draft(gh: Github) -> None:
    pull = opened(gh)
    moved = (409, "Head branch was modified. Review and try the merge again.")
    assert refusal(pull, sha="0" * 40) == moved
    pull.merge(sha=pull.head.sha)
    assert refusal(pull) == (405, "Pull Request is not mergeable")
    commit(gh.get_repo("acme/webapp"), "other", {"other.txt": "x"}, "Other")
    draft = opened(gh, "other", draft=True)
    assert refusal(draft) == (405, "Pull Request is still a draft")
    assert gh.get_repo("acme/webapp").get_pull(draft.number).mergeable_state == "draft"
    draft.edit(state="closed")
    assert refusal(draft) == (405, "Pull Request is not mergeable")


def test_ways_that_the_repository_has_switched_off(gh: Github) -> None:
    gh.get_repo("acme/webapp").edit(allow_merge_commit=False, allow_rebase_merge=False)
    pull = opened(gh)
    assert refusal(pull) == (405, "Merge commits are not allowed on this repository.")
    assert refusal(pull, merge_method="rebase") == (405, "Rebase merges are not allowed on this repository.")
    assert pull.merge(merge_method="squash").merged


def test_who_may_not_push_merges_nothing(gh: Github, token_of: Callable[..., str], http: httpx.Client) -> None:
    pull = opened(gh)
    path = f"/repos/acme/webapp/pulls/{pull.number}/merge"
    answer = http.put(path, headers={"Authorization": f"Bearer {token_of('cleo')}"})
    assert (answer.status_code, http.get(path).status_code) == (403, 404)


def test_required_checks_and_reviews_refuse_until_they_are_there(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repository = gh.get_repo("acme/webapp")
    main = repository.get_branch("main")
    main.edit_protection(strict=False, contexts=["ci"], required_approving_review_count=1, enforce_admins=True)
    pull = opened(gh)
    assert repository.get_pull(pull.number).mergeable_state == "blocked"
    assert refusal(pull) == (405, "At least 1 approving review is required by reviewers with write access.")
    sign_in(BEN).get_repo("acme/webapp").get_pull(pull.number).create_review(event="APPROVE")
    assert refusal(pull) == (405, 'Required status check "ci" is expected.')
    repository.get_commit(pull.head.sha).create_status("success", context="ci")
    assert repository.get_pull(pull.number).mergeable_state == "clean"
    assert pull.merge().merged


def test_an_administrator_whom_the_rules_spare_merges(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repository = gh.get_repo("acme/webapp")
    repository.get_branch("main").edit_protection(strict=False, contexts=["ci"], enforce_admins=False)
    pull = opened(gh)
    assert repository.get_pull(pull.number).mergeable_state == "blocked"
    by_ben = sign_in(BEN).get_repo("acme/webapp").get_pull(pull.number)
    assert refusal(by_ben) == (405, 'Required status check "ci" is expected.')
    assert pull.merge().merged


def test_a_strict_branch_wants_its_newest_commits(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    repository.get_branch("main").edit_protection(strict=True, contexts=["ci"], enforce_admins=True)
    pull = opened(gh)
    repository.get_commit(pull.head.sha).create_status("success", context="ci")
    assert repository.get_pull(pull.number).mergeable_state == "behind"
    assert refusal(pull)[0] == 405
    assert pull.update_branch()
    head = repository.get_pull(pull.number).head.sha
    repository.get_commit(head).create_status("success", context="ci")
    assert repository.get_pull(pull.number).mergeable_state == "clean"
    assert pull.merge().merged


def test_a_bad_status_that_nobody_asked_for_is_unstable(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    pull = opened(gh)
    repository.get_commit(pull.head.sha).create_status("failure", context="lint")
    assert repository.get_pull(pull.number).mergeable_state == "unstable"
    assert pull.merge().merged


def test_the_base_is_merged_into_the_head(gh: Github, http: httpx.Client) -> None:
    repository = gh.get_repo("acme/webapp")
    pull = opened(gh)
    base, head = repository.get_branch("main").commit.sha, pull.head.sha
    path = f"/repos/acme/webapp/pulls/{pull.number}/update-branch"
    stale = http.put(path, json={"expected_head_sha": base})
    assert (stale.status_code, stale.json()["message"]) == (422, "expected head sha didn’t match current head ref.")
    answer = http.put(path, json={"expected_head_sha": head})
    assert (answer.status_code, answer.json()["message"]) == (202, "Updating pull request branch.")
    made = repository.get_commit("dark-theme")
    assert [parent.sha for parent in made.parents] == [head, base]
    assert made.commit.message == "Merge branch 'main' into dark-theme"
    pull = repository.get_pull(pull.number)
    assert (pull.head.sha, pull.commits, pull.changed_files) == (made.sha, 3, 1)
    assert http.put(path, json={}).json()["message"] == "There are no new commits on the base branch."


def test_a_merge_that_needs_no_waiting(gh: Github, http: httpx.Client) -> None:
    pull = opened(gh)
    path = f"/repos/acme/webapp/pulls/{pull.number}/merge-async"
    done = http.put(path, json={"merge_method": "squash"})
    sha = gh.get_repo("acme/webapp").get_branch("main").commit.sha
    message = "Pull Request successfully merged"
    assert (done.status_code, done.json()) == (200, {"status": "merged", "details": {"message": message, "sha": sha}})
    again = http.put(path, json={})
    failed = {"status": "failed", "details": {"message": "Pull Request is not mergeable"}}
    assert (again.status_code, again.json()) == (400, failed)
    assert http.get(f"{path}/11111111-1111-1111-1111-111111111111").status_code == 404

"""Trees, whole and built from others."""

from typing import Any

import httpx
import pytest
from github import Github, InputGitTreeElement

BASE = "/repos/acme/webapp/git/trees"


def test_a_recursive_tree_lists_folders_before_what_they_hold(gh: Github) -> None:
    tree = gh.get_repo("acme/webapp").get_git_tree("main", recursive=True)
    assert [(entry.path, entry.type, entry.mode, entry.size) for entry in tree.tree] == [
        ("README.md", "blob", "100644", 78), ("docs", "tree", "040000", None),
        ("docs/running.md", "blob", "100644", 24), ("run.sh", "blob", "100755", 30),
        ("shop", "tree", "040000", None), ("shop/__init__.py", "blob", "100644", 16),
        ("shop/__main__.py", "blob", "100644", 87), ("shop/cart.py", "blob", "100644", 173),
        ("shop/prices.py", "blob", "100644", 44), ("tests", "tree", "040000", None),
        ("tests/test_cart.py", "blob", "100644", 161),
    ]  # fmt: skip


def test_a_tree_answers_to_its_id_a_branch_and_a_commit(http: httpx.Client) -> None:
    by_name = http.get(f"{BASE}/main").json()
    commit = http.get("/repos/acme/webapp/git/ref/heads/main").json()["object"]["sha"]
    assert [http.get(f"{BASE}/{name}").json() for name in (by_name["sha"], commit, "heads/main")] == [by_name] * 3
    assert by_name["truncated"] is False
    assert "size" not in next(entry for entry in by_name["tree"] if entry["type"] == "tree")


def test_an_overlay_changes_adds_and_deletes(gh: Github) -> None:
    repository = gh.get_repo("acme/webapp")
    base = repository.get_git_tree("main")
    made = repository.create_git_tree(
        [
            InputGitTreeElement("docs/running.md", "100644", "blob", sha=None),
            InputGitTreeElement("shop/new/deep.py", "100644", "blob", content="x = 1\n"),
            InputGitTreeElement("README.md", "100755", "blob", sha=base.tree[0].sha),
        ],
        base,
    )
    entries = {entry.path: entry.mode for entry in repository.get_git_tree(made.sha, recursive=True).tree}
    assert "docs" not in entries, "a folder left empty is gone"
    assert (entries["shop/new/deep.py"], entries["README.md"], entries["run.sh"]) == ("100644", "100755", "100755")


def test_without_a_base_a_tree_holds_what_it_was_given(http: httpx.Client) -> None:
    entry = {"path": "a", "mode": "100644", "type": "blob", "content": "hello\n"}
    made = http.post(BASE, json={"tree": [entry]}).json()
    assert [(each["path"], each["sha"]) for each in made["tree"]] == [("a", "ce013625030ba8dba906f756967f9e9ca394464a")]
    assert made["sha"] == "0976950c1fdbcb52435a433913017bf044b3a58f"


NOWHERE = "0" * 40


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"mode": "100644", "content": "x"}, "tree.path can't be blank"),
        ({"path": "/a", "mode": "100644", "content": "x"}, "tree.path cannot start with a slash"),
        ({"path": "a//b", "mode": "100644", "content": "x"}, "tree.path contains a malformed path component"),
        ({"path": "a/../b", "mode": "100644", "content": "x"}, "tree.path contains a malformed path component"),
        ({"path": ".git/config", "mode": "100644", "content": "x"}, "tree.path contains a malformed path component"),
        ({"path": "a", "content": "x"}, "Must supply a valid tree.mode"),
        ({"path": "a", "mode": "100644"}, "Must supply either tree.sha or tree.content"),
        ({"path": "a", "mode": "100644", "sha": NOWHERE}, f"tree.sha {NOWHERE} is not a valid blob"),
        ({"path": "a", "mode": "040000", "type": "tree", "sha": NOWHERE}, f"tree.sha {NOWHERE} is not a valid tree"),
        ({"path": "no/such", "mode": "100644", "sha": None}, "GitRPC::BadObjectState"),
    ],
)
def test_bad_entries_are_refused(http: httpx.Client, entry: dict[str, Any], message: str) -> None:
    base = http.get(f"{BASE}/main").json()["sha"]
    answer = http.post(BASE, json={"base_tree": base, "tree": [entry]})
    assert (answer.status_code, answer.json()["message"]) == (422, message)


def test_a_mode_that_git_does_not_know_is_refused(http: httpx.Client) -> None:
    answer = http.post(BASE, json={"tree": [{"path": "a", "mode": "100600", "content": "x"}]})
    assert answer.status_code == 422
    assert answer.json()["message"] == "Must supply a valid tree.mode"
    assert http.post(BASE, json={"tree": []}).json()["message"] == "Invalid tree info"
    base = http.post(BASE, json={"base_tree": NOWHERE, "tree": [{"path": "a", "mode": "100644", "content": "x"}]})
    assert base.json()["message"] == "base_tree is not a valid tree oid"


def test_an_unknown_tree_is_not_found_and_an_empty_repository_has_none(http: httpx.Client) -> None:
    assert http.get(f"{BASE}/no-such").status_code == 404
    assert http.get("/repos/ada/notes/git/trees/main").json()["message"] == "Git Repository is empty."

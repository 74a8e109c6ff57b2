"""Branches, tags and rules as they are shown."""

from clonery.clones.github import gitstore
from clonery.clones.github.records.branches import BranchProtection
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes import branches
from clonery.server.call import Call

CHECKS = {"strict": True, "checks": [{"context": "test", "app_id": None}]}


def test_a_branch_alone_says_what_protects_it(call: Call, webapp: Repository) -> None:
    sha = gitstore.resolve(call, webapp)
    free = branches.branch(call, webapp, "main", sha)
    off = {"enforcement_level": "off", "contexts": [], "checks": []}
    assert free["protection"] == {"enabled": False, "required_status_checks": off}
    rules = call.create(BranchProtection, repository=webapp, branch="main", checks=CHECKS)
    shown = branches.branch(call, webapp, "main", sha)
    assert shown["protected"] is True
    assert shown["protection"]["required_status_checks"]["enforcement_level"] == "non_admins"
    call.update(rules, enforce_admins=True)
    level = branches.branch(call, webapp, "main", sha)["protection"]["required_status_checks"]["enforcement_level"]
    assert level == "everyone"


def test_groups_of_rules_that_are_off_are_left_out(call: Call, webapp: Repository) -> None:
    rules = call.create(BranchProtection, repository=webapp, branch="topic/a", checks=CHECKS)
    shown = branches.protected_branch(call, webapp, rules)
    url = "http://test/github/repos/acme/webapp/branches/topic/a/protection"
    assert shown["url"] == url
    assert shown["required_status_checks"]["contexts_url"] == f"{url}/required_status_checks/contexts"
    assert "required_pull_request_reviews" not in shown
    assert "restrictions" not in shown
    assert shown["allow_deletions"] == {"enabled": False}


def test_people_who_are_gone_are_not_named(call: Call, webapp: Repository) -> None:
    found = branches.allowed(call, {"users": [1, 999], "teams": [999], "apps": []})
    assert [user and user["login"] for user in found["users"]] == ["ada", "ghost"]
    assert (found["teams"], found["apps"]) == ([], [])


def test_a_tag_names_its_archives(call: Call, webapp: Repository) -> None:
    shown = branches.tag(call, webapp, "v1/a", "1" * 40)
    assert shown["zipball_url"] == "http://test/github/repos/acme/webapp/zipball/refs/tags/v1/a"
    assert branches.short_branch(call, webapp, "main", "1" * 40)["protected"] is False

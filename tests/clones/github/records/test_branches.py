"""Records of branches' rules and former names."""

import pytest

from clonery.clones.github.records.branches import BranchProtection, BranchRedirect
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_a_branch_has_one_set_of_rules_all_off_at_first(call: Call, webapp: Repository) -> None:
    made = call.create(BranchProtection, repository=webapp, branch="main")
    assert (made.checks, made.reviews, made.restrictions, made.enforce_admins) == (None, None, None, False)
    with pytest.raises(Taken):
        call.create(BranchProtection, repository=webapp, branch="main")


def test_a_former_name_leads_to_one_branch(call: Call, webapp: Repository) -> None:
    call.create(BranchRedirect, repository=webapp, name="master", branch="main")
    found = call.find(BranchRedirect, repository=webapp.id, name="master")
    assert found is not None
    assert found.branch == "main"
    with pytest.raises(Taken):
        call.create(BranchRedirect, repository=webapp, name="master", branch="other")

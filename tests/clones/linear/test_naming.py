"""Names made of others."""

import pytest

from clonery.clones.linear import naming
from clonery.clones.linear.records.plans import Project
from clonery.clones.linear.records.work import Issue
from clonery.server.call import Call


@pytest.mark.parametrize(
    ("text", "made"),
    [("Checkout fails!", "checkout-fails"), ("  A  b ", "a-b"), ("Ünïcode", "n-code"), ("", ""), ("x" * 99, "x" * 60)],
)
def test_slugs(text: str, made: str) -> None:
    assert naming.slug(text) == made


def test_branches_and_pages(call: Call) -> None:
    issue, project = call.find(Issue, identifier="ENG-1"), call.first(Project)
    assert issue
    assert project
    assert naming.branch(call, issue) == "ada/eng-1-checkout-fails-with-an-empty-cart"
    call.actor = None
    assert naming.branch(call, issue) == "eng-1-checkout-fails-with-an-empty-cart"
    assert naming.address(call, "issue", "ENG-1") == "https://linear.app/acme/issue/ENG-1"
    assert naming.slugged(project, "name") == f"checkout-rewrite-{project.slugId}"


def test_initials_and_priorities() -> None:
    assert naming.initials("Ada Moreau") == "AM"
    assert [naming.priority_label(value) for value in (None, 0, 1, 4, 9)] == [
        "No priority", "No priority", "Urgent", "Low", "No priority",
    ]  # fmt: skip

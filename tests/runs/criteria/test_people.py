"""Sentences about people become sentences about the records that tell of them; all others stay as they are."""

from __future__ import annotations

import pytest

from clonery.runs.criteria.people import of_people


@pytest.mark.parametrize(
    ("clone", "text", "meaning"),
    [
        ("github", "ben was assigned to issue #2", 'issue #2 was assigned to "ben"'),
        ("github", "@ben is not assigned to issue #2", 'issue #2 is not assigned to "ben"'),
        ("github", "ben was requested as a reviewer on PR #4", 'PR #4 has reviewer "ben"'),
        ("github", "Review requested from ben on PR #4", 'PR #4 has reviewer "ben"'),
        ("github", "ada commented on issue #4", 'a comment by "ada" was added on issue #4'),
        ("github", "ada approved pull request #4", 'pull request #4 was approved by "ada"'),
        ("github", "ben is a collaborator on acme/webapp", 'github collaborator "ben" exists in acme/webapp'),
        ("github", "zoe was invited to acme/webapp",
         'github repository invitation with invitee "zoe" was created in acme/webapp'),
        ("github", "Exactly 2 users were invited to acme/webapp",
         "Exactly 2 github repository invitations were created in acme/webapp"),
        ("github", "3 users were invited", "3 invitations were created"),
        ("slack", "2 people were invited to #launch", "2 slack invitations were created in #launch"),
        ("slack", "ben is a member of #launch", 'slack member "ben" exists in #launch'),
        ("slack", "ben was added to #launch", 'slack member "ben" was added in #launch'),
        ("linear", "ben was assigned to ENG-1", 'ENG-1 was assigned to "ben"'),
    ],
)  # fmt: skip
def test_people_and_their_records(clone: str, text: str, meaning: str) -> None:
    assert of_people(text, (clone,)) == meaning


@pytest.mark.parametrize(
    "text",
    ["The issue was assigned to ada", "issue was assigned to ada", "ENG-1 was assigned to ada", "Issue #1 is closed",
     "An approved PR was merged", "No issues were deleted"],
)  # fmt: skip
def test_what_speaks_of_no_person_stays(text: str) -> None:
    assert of_people(text, ("github", "linear")) == text

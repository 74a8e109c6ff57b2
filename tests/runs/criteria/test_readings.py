"""What people write, and the query that it becomes; agents that come by GraphQL are agents as well."""

from __future__ import annotations

import pytest
from tests.runs.playing import one, played, status

from clonery.runs.criteria import Unreadable

READINGS = """github | issue #1 was closed by ada | became during the run: is closed and closed by is "ada"
github | The agent must not create more than 1 issue | added by the run where pull exists false <= 1
github | The issue titled "Add a dark theme" is open | title is "Add a dark theme": is open
github | Issue #1 no longer has label bug | not (label is "bug")
github | issues #1 and #2 both have label bug | the 2 github/issue
github | A PR was opened from branch fix | head is "fix" >= 1
github | PR was reviewed | has github/pull_request_review added by the run
stripe | A $20 refund was created | amount is 2000 >= 1
stripe | 1 refund of exactly $20.00 exists | amount is 2000 = 1
stripe | The refund amount equals $20 | amount is 2000
linear | SHOP-1 status changed from Todo to Done | state is "Done" and before the run: state is "Todo"
linear | All issues in Todo are assigned | (team is "Todo" or state is "Todo"): not (assignee is empty)
github | A comment was left on issue #1 | issue_comment added by the run
github | Issue #1 was closed as not planned | reason is "not planned"
github | Issues #1, #2, and #3 are closed | the 3 github/issue
github | Issue #1 is unchanged | changed by the run
github | Issue #1 was commented on | has github/issue_comment added by the run
github | acme/webapp#1 is closed | is '#1' and repository is "acme/webapp": is closed
github | #1 is closed | where is '#1': is closed
github | issue number 1 is closed | is '1': is closed
github | The title of issue #1 was changed | title changed during the run
github | Issue #1 title was changed to "Foo" | became during the run: title is "Foo"
github | The description of issue #1 contains "foo" | description contains "foo"
github | the body of issue #1 is not empty | not (body is empty)
github | Issue #1 is closed and locked | is closed and locked = true
github | Issue #1 was closed and labelled wontfix | is closed and label is "wontfix"
github | Issue "Foo" exists and is open | is 'Foo' and is open >= 1
github | A new issue with the title "A" and the label "bug" exists | title is "A" and label is "bug"
github | A pull request from "fix" to main exists | head is "fix" and base is "main"
github | PR #4 targets main | base is "main"
github | PR #4 is a draft | pull>pull_request.draft = true
github | PR #4 was approved by ben | pull_request_review added by the run where state = "APPROVED" and author is "ben"
github | 2 to 4 issues were closed | between 2 and 4
github | No other issues were modified | count of changes of github/issue that no other criterion speaks of = 0
github | The agent replied with "done" | answer contains 'done'
github | A release tagged v1.0 exists | tag is "v1.0"
slack | A direct message was sent to ben | recipient is "ben" and not (author is "ben")
slack | Message was pinned in #general | pinned_to[] exists true
slack | Exactly 1 message was edited | text changed during the run
slack | The message in #general mentions "x" | became during the run: text contains "x"
linear | SHOP-1 was moved to "In Progress" | became during the run: state is "In Progress"
linear | SHOP-1 belongs to project "X" | in linear/project
linear | An issue was created in the Webapp team | is 'Webapp'
linear | SHOP-1 has high priority | priority is 2
linear | A high-priority issue was created | priority is 2
linear | SHOP-1 has an estimate of 3 | estimate is "3"
linear | A sub-issue of SHOP-1 was created | issue is "SHOP-1"
stripe | No refund exceeds $20 | gt 2000 = 0
stripe | At least 1 payment succeeded | became during the run: is succeeded >= 1
stripe | Exactly 1 invoice was finalized | became during the run: status in"""


@pytest.mark.parametrize("row", READINGS.splitlines())
def test_what_people_write_is_read_as_they_mean_it(row: str) -> None:
    clone, text, part = row.split(" | ")
    assert part in one(f"[D] {text}", (clone,)).reading


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A comment was added to SHOP-1", "linear/comment added"),
        ("A comment was added to issue #2 in acme/webapp", "github/issue_comment added"),
        ("Issue #2 is closed", "the github/issue"),
        ('A label named "urgent" exists in acme/webapp', "github/label"),
        ("the issue in GitHub is closed", "github/issue after the run where pull exists false and became"),
        ("Customer cus_1 has an active subscription", "has stripe/subscription"),
        ("An issue was created", ""),
    ],
)
def test_of_several_clones_the_one_is_meant_whose_names_are_said(text: str, kind: str) -> None:
    clones = ("github", "slack", "stripe", "linear")
    if kind:
        assert kind in one(f"[D] {text}", clones).reading
        return
    with pytest.raises(Unreadable, match="may be of github or linear: say whose"):
        one(f"[D] {text}", clones)


@pytest.mark.parametrize(
    ("clone", "text"),
    [("github", "Issue #1 was locked by ada"), ("stripe", "A coupon with 20% off exists"),
     ("github", "The answer contains the issue number"),
     ("github", "A comment was left on each of the issues"), ("linear", "SHOP-1 is blocked by SHOP-2")],
)  # fmt: skip
def test_what_no_field_tells_is_refused(clone: str, text: str) -> None:
    with pytest.raises(Unreadable):
        one(f"[D] {text}", (clone,))


def test_what_a_service_keeps_and_marks_as_deleted_is_deleted() -> None:
    one_gone = {"query": 'mutation { issueDelete(id: "SHOP-3") { success } }'}
    found = played(
        ("linear", "stripe"),
        ("linear", "POST", "/graphql", one_gone),
        ("stripe", "DELETE", "/v1/customers/cus_Acme0000000007", None),
    )
    for text, expected in (
        ("No customers were deleted", "failed"),
        ("Customer cus_Acme0000000007 was deleted", "passed"),
        ("Customer cus_Acme0000000007 exists", "failed"),
        ("Customer cus_Acme0000000006 exists", "passed"),
        ("No Linear issues were deleted", "failed"),
        ("Exactly 1 Linear issue was deleted", "passed"),
        ("Exactly 2 Linear issues exist", "passed"),
        ("All Linear issues were deleted", "failed"),
    ):
        assert (text, status(f"[D] {text}", found)) == (text, expected)


def test_a_channel_says_what_its_messages_say() -> None:
    sent = {"channel": "C0ACMEGEN0", "text": "The deploy is done."}
    found = played(("slack",), ("slack", "POST", "/api/chat.postMessage", sent))
    assert status('[D] #general contains "deploy"', found) == "passed"
    assert status('[D] #random contains "deploy"', found) == "failed"


def test_calls_of_every_door_of_an_agent_count() -> None:
    query = {"query": 'mutation { issueUpdate(id: "SHOP-2", input: {priority: 1}) { success } }'}
    found = played(("linear",), ("linear", "POST", "/graphql", query))
    assert status("[T] Read-only", found) == "failed"
    assert status("[T] Exactly 1 call", found) == "passed"
    assert status("[D] SHOP-2 is unchanged", found) == "failed"
    assert status("[D] Nothing else changed", found) == "failed"

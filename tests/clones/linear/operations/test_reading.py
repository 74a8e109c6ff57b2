"""What is read by id and listed, by the SDK."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.clones.linear.conftest import ADA, CLEO, Graph


def test_the_sdk_knows_who_it_is_and_where(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const me = await client.viewer, organization = await client.organization, settings = await client.userSettings;
const rate = await client.rateLimitStatus;
show({ me: [me.name, me.isMe, me.admin, me.initials, me.url], teams: (await me.teams()).nodes.map(t => t.key),
  organization: [organization.name, organization.urlKey, organization.userCount],
  same: (await me.organization).id === organization.id,
  settings: (await settings.user).id === me.id, assigned: (await me.assignedIssues()).nodes.map(i => i.identifier),
  created: (await me.createdIssues()).nodes.map(i => i.identifier), rate: rate.limits.map(l => [l.type,
  l.allowedAmount]),
  priorities: (await client.issuePriorityValues).map(p => p.label) });
""")
    assert made == {
        "me": ["Ada Moreau", True, True, "AM", "https://linear.app/acme/profiles/ada"], "teams": ["ENG"],
        "organization": ["Acme", "acme", 3], "same": True, "settings": True, "assigned": ["ENG-3"],
        "created": ["ENG-6", "ENG-4", "ENG-3"], "rate": [["requests", 5000], ["complexity", 3000000]],
        "priorities": ["No priority", "Urgent", "High", "Medium", "Low"],
    }  # fmt: skip


def test_the_sdk_pages_and_filters(sdk: Callable[..., Any]) -> None:
    made = sdk("""
let page = await client.issues({ first: 4, orderBy: "createdAt" });
const first = page.nodes.map(i => i.identifier), more = page.pageInfo.hasNextPage;
page = await page.fetchNext();
const started = await client.issues({ filter: { state: { type: { eq: "started" } }, assignee: { displayName:
  { in: ["ben", "cleo"] } } } });
const recent = await client.issues({ filter: { createdAt: { gt: "-P16D" } } });
show({ first, more, all: page.nodes.length, started: started.nodes.map(i => i.identifier),
  recent: recent.nodes.map(i => i.identifier) });
""")
    assert made == {
        "first": ["ENG-6", "ENG-5", "ENG-4", "ENG-3"], "more": True, "all": 6, "started": ["ENG-4", "ENG-1"],
        "recent": ["ENG-6"],
    }  # fmt: skip


def test_the_sdk_throws_its_own_errors(sdk: Callable[..., Any]) -> None:
    script = """
const seen = [];
for (const action of [() => client.issue("ENG-99"), () => client.createIssue({ teamId: "none", title: "x" })])
  try { await action(); } catch (error) { seen.push([error.constructor.name, error.type, error.status,
  error.errors[0].path]); }
show(seen);
"""
    kind = ["InvalidInputLinearError", "InvalidInput", 200]
    assert sdk(script) == [[*kind, ["issue"]], [*kind, ["issueCreate"]]]
    denied = sdk(
        "try { await client.viewer } catch (error) { show([error.constructor.name, error.status]) }", key="lin_api_no"
    )
    assert denied == ["AuthenticationLinearError", 401]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('{ team(id: "eng") { name } }', {"team": {"name": "Engineering"}}),
        ('{ user(id: "me") { displayName } }', {"user": {"displayName": "cleo"}}),
        ('{ user(id: "ben@acme.example") { isMe } }', {"user": {"isMe": False}}),
        ('{ issue(id: "eng-3") { identifier } }', {"issue": {"identifier": "ENG-3"}}),
        ('{ team(id: "ENG") { issueCount membership(userId: "me") { owner } } }',
         {"team": {"issueCount": 6, "membership": {"owner": False}}}),
    ],
)  # fmt: skip
def test_other_names_stand_for_ids(ask: Graph, query: str, found: dict[str, Any]) -> None:
    assert ask(query, token=CLEO) == found


def test_disabled_people_are_listed_for_those_who_ask(ask: Graph) -> None:
    ben = ask('{ user(id: "ben@acme.example") { id } }')["user"]["id"]
    ask("mutation($id: String!) { userSuspend(id: $id) { success } }", id=ben)
    names = "{ users { nodes { displayName } } all: users(includeDisabled: true) { nodes { displayName } } }"
    found = ask(names, token=ADA)
    assert [each["displayName"] for each in found["users"]["nodes"]] == ["cleo", "ada"]
    assert len(found["all"]["nodes"]) == 3

"""Sessions of agents and what they say in them."""

from typing import Any

import pytest
from tests.clones.linear.conftest import Graph

ACT = """mutation($i: AgentActivityCreateInput!) { agentActivityCreate(input: $i) { success agentActivity { id ephemeral
  content { __typename ... on AgentActivityThoughtContent { body } ... on AgentActivityActionContent
  { action parameter } }
  agentSession { status } } } }"""


def session(ask: Graph) -> str:
    query = """mutation { agentSessionCreateOnIssue(input: {issueId: "ENG-2"}) {
      agentSession { id status issue { identifier } } } }"""
    made = ask(query)["agentSessionCreateOnIssue"]["agentSession"]
    assert (made["status"], made["issue"]) == ("pending", {"identifier": "ENG-2"})
    return str(made["id"])


def test_activities_move_the_session_on(ask: Graph) -> None:
    id = session(ask)
    seen = []
    for content in (
        {"type": "thought", "body": "Hm."}, {"type": "action", "action": "Search", "parameter": "logs"},
        {"type": "elicitation", "body": "Which?"}, {"type": "response", "body": "Done."},
    ):  # fmt: skip
        made = ask(ACT, i={"agentSessionId": id, "content": content})["agentActivityCreate"]["agentActivity"]
        seen.append((made["content"]["__typename"], made["agentSession"]["status"]))
    assert seen == [
        ("AgentActivityThoughtContent", "active"), ("AgentActivityActionContent", "active"),
        ("AgentActivityElicitationContent", "awaitingInput"), ("AgentActivityResponseContent", "complete"),
    ]  # fmt: skip
    found = ask("query($id: String!) { agentSession(id: $id) { endedAt activities { nodes { id } } } }", id=id)[
        "agentSession"
    ]
    assert found["endedAt"] == "2026-01-06T12:00:00.000Z"
    assert len(found["activities"]["nodes"]) == 4


def test_links_and_plans_are_kept(ask: Graph) -> None:
    id = session(ask)
    change = """mutation($id: String!, $i: AgentSessionUpdateInput!) { agentSessionUpdate(id: $id, input: $i)
      { agentSession { plan externalUrls } } }"""
    plan = [{"content": "Look", "status": "pending"}]
    made = ask(change, id=id, i={"plan": plan, "addedExternalUrls": [{"label": "Run", "url": "https://a.b"}]})
    assert made["agentSessionUpdate"]["agentSession"] == {
        "plan": plan, "externalUrls": [{"label": "Run", "url": "https://a.b"}],
    }  # fmt: skip


def test_a_session_may_begin_at_a_comment(ask: Graph) -> None:
    comment = ask('{ issue(id: "ENG-1") { comments { nodes { id } } } }')["issue"]["comments"]["nodes"][0]["id"]
    query = """mutation($id: String!) { agentSessionCreateOnComment(input: {commentId: $id}) { agentSession
      { comment { id } issue { identifier } } } }"""
    made = ask(query, id=comment)["agentSessionCreateOnComment"]["agentSession"]
    assert made == {"comment": {"id": comment}, "issue": {"identifier": "ENG-1"}}


@pytest.mark.parametrize(
    "given", [{"content": {"type": "dream"}}, {"content": {"type": "thought"}}, {"content": {"type": "action"}},
              {"content": {"type": "response", "body": "x"}, "ephemeral": True}],
)  # fmt: skip
def test_what_is_no_activity_is_refused(ask: Graph, given: dict[str, Any]) -> None:
    assert ask.refused(ACT, i={"agentSessionId": session(ask), **given})[1] == "invalid input"

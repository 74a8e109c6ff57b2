"""Filters on what no record holds, and that every field of every filter of the schema says something."""

import random
from typing import Any

import pytest
from graphql import get_named_type
from tests.server.graphql.conftest import Graphed
from tests.server.graphql.written import value_of

from clonery.server.graphql.schema import node_of

ISSUES = "query($f: IssueFilter) { issues(filter: $f, first: 250) { nodes { identifier } } }"


@pytest.fixture(scope="module")
def org() -> Graphed:
    made = Graphed()
    made.begin("engineering-org")
    return made


@pytest.fixture
def ask() -> Graphed:
    made = Graphed()
    made.begin("small-team")
    return made


def issues(ask: Graphed, **given: Any) -> list[str]:
    return sorted(node["identifier"] for node in ask(ISSUES, f=given)["issues"]["nodes"])


def test_every_field_of_every_filter_is_answered(org: Graphed) -> None:
    """Of each list, with a value for each field alone: none fails inside, none compares nothing."""
    asked = 0
    for name, field in org.api.schema.query_type.fields.items():  # type: ignore[union-attr] # there is one
        if "filter" not in field.args or node_of(get_named_type(field.type)) is None:
            continue
        type_: Any = get_named_type(field.args["filter"].type)
        for key, inner in getattr(type_, "fields", {}).items():
            value = value_of(inner.type, random.Random(f"{name}{key}"))
            query = f"query($f: {type_.name}) {{ {name}(filter: $f, first: 3) {{ nodes {{ __typename }} }} }}"
            more = "($f" if not any(str(arg.type).endswith("!") for arg in field.args.values()) else ""
            if not more:
                continue
            answer = org.send({"query": query, "variables": {"f": {key: value}}})
            assert answer.status == 200, (name, key, value, answer.data)
            assert "errors" not in answer.data, (name, key, value, answer.data)
            asked += 1
    assert asked > 300


def test_spans_of_time(ask: Graphed) -> None:
    query = "mutation($i: String!, $s: String!) { issueUpdate(id: $i, input: {stateId: $s}) { success } }"
    states = ask("{ workflowStates { nodes { id type } } }")["workflowStates"]["nodes"]
    done = next(state["id"] for state in states if state["type"] == "completed")
    open_ = issues(ask, completedAt={"null": True}, canceledAt={"null": True})
    ask(query, i=open_[0], s=done)
    assert open_[0] in issues(ask, leadTime={"gt": "PT1S"})
    assert open_[0] not in issues(ask, ageTime={"gt": "PT0S"})
    assert issues(ask, ageTime={"gt": "PT0S"}) == open_[1:]
    assert issues(ask, ageTime={"gt": "P900D"}) == []
    assert issues(ask, leadTime={"null": False}) == issues(ask, completedAt={"null": False})


def test_service_levels_by_the_sessions_clock(ask: Graphed) -> None:
    ask('mutation { issueUpdate(id: "ENG-1", input: {slaBreachesAt: "2026-01-05T00:00:00Z"}) { success } }')
    ask('mutation { issueUpdate(id: "ENG-2", input: {slaBreachesAt: "2026-01-09T00:00:00Z"}) { success } }')
    assert issues(ask, slaStatus={"in": ["Breached", "Failed", "Completed"]}) == ["ENG-1"]
    assert issues(ask, slaStatus={"null": False}) == ["ENG-1", "ENG-2"]


def test_customers_are_counted_once_each(ask: Graphed) -> None:
    customer = ask('mutation { customerCreate(input: {name: "Big", domains: ["big.example"]}) { customer { id } } }')
    need = (
        'mutation($c: String!) { customerNeedCreate(input: {issueId: "ENG-3", customerId: $c, body: "x"}) { success } }'
    )
    for _ in range(2):
        ask(need, c=customer["customerCreate"]["customer"]["id"])
    assert issues(ask, customerCount={"gte": 1}) == issues(ask, customerCount={"eq": 1}) == ["ENG-3"]
    found = "query($f: CustomerFilter) { customers(filter: $f) { nodes { name } } }"
    for given, names in (({"some": {"eq": "big.example"}}, ["Big"]), ({"some": {"eq": "no"}}, []),
                         ({"every": {"endsWith": "example"}}, ["Big"]), ({"length": {"eq": 1}}, ["Big"])):  # fmt: skip
        assert [c["name"] for c in ask(found, f={"domains": given})["customers"]["nodes"]] == names


def test_agents_at_work(ask: Graphed) -> None:
    made = ask('mutation { agentSessionCreateOnIssue(input: {issueId: "ENG-2"}) { agentSession { id } } }')
    assert issues(ask, hasActiveAgentSessions={"eq": True}) == ["ENG-2"]
    assert "ENG-2" not in issues(ask, hasActiveAgentSessions={"eq": False})
    id = made["agentSessionCreateOnIssue"]["agentSession"]["id"]
    ask('mutation($a: String!, $c: JSONObject!) { agentActivityCreate(input: {agentSessionId: $a, content: $c})'
        " { success } }", a=id, c={"type": "error", "body": "no"})  # fmt: skip
    assert issues(ask, hasErroredAgentSessions={"eq": True}) == ["ENG-2"]
    kinds = "query($t: String!) { agentActivities(filter: {type: {eq: $t}}) { nodes { id } } }"
    assert [len(ask(kinds, t=each)["agentActivities"]["nodes"]) for each in ("error", "thought")] == [1, 0]


def test_cycles_beside_now(ask: Graphed) -> None:
    cycles = ask("{ cycles { nodes { number isNext isPrevious } } }")["cycles"]["nodes"]
    for name in ("isNext", "isPrevious"):
        query = f"{{ cycles(filter: {{{name}: {{eq: true}}}}) {{ nodes {{ number }} }} }}"
        assert [each["number"] for each in ask(query)["cycles"]["nodes"]] == [c["number"] for c in cycles if c[name]]


def test_teams_by_what_is_above_and_who_owns_them(org: Graphed) -> None:
    teams = org("{ teams { nodes { key parent { key } } } }")["teams"]["nodes"]
    below = [each for each in teams if each["parent"]]
    assert below
    query = "query($k: String!) { teams(filter: {ancestors: {some: {key: {eq: $k}}}}) { nodes { key } } }"
    found = {each["key"] for each in org(query, k=below[0]["parent"]["key"])["teams"]["nodes"]}
    assert found >= {each["key"] for each in below if each["parent"]["key"] == below[0]["parent"]["key"]}
    assert below[0]["parent"]["key"] not in found
    owned = "query($n: String!) { teams(filter: {owners: {some: {displayName: {eq: $n}}}}) { nodes { key } } }"
    assert org(owned, n="ada")["teams"]["nodes"]
    assert org(owned, n="nobody")["teams"]["nodes"] == []


def test_parts_of_texts_among_many_records(monkeypatch: pytest.MonkeyPatch, org: Graphed) -> None:
    """Where there are many, the texts at hand give what a look through all gives, also after a write."""
    from clonery.server.graphql import comparing

    given: list[dict[str, Any]] = [
        {"title": {"contains": "ogin"}}, {"title": {"containsIgnoreCase": "LOGIN"}}, {"title": {"startsWith": "Cra"}},
        {"title": {"endsWith": "(2)"}}, {"title": {"eq": "Retry webhooks"}},
        {"searchableContent": {"contains": "webh"}},
        {"or": [{"title": {"contains": "ogin"}}, {"title": {"contains": "ache"}}]}, {"title": {"contains": "Lo"}},
    ]  # fmt: skip
    slow = [issues(org, **each) for each in given]
    monkeypatch.setattr(comparing, "SCANNED", 0)
    assert [issues(org, **each) for each in given] == slow
    assert all(slow[:5])
    asked = org.statements(lambda: issues(org, title={"contains": "ogin"}))
    assert any("SELECT value FROM json_each" in text for text in asked)
    name = issues(org, title={"contains": "ogin"})[0]
    org('mutation($i: String!) { issueUpdate(id: $i, input: {title: "Sign-in"}) { success } }', i=name)
    assert name not in issues(org, title={"contains": "ogin"})
    assert name in issues(org, title={"contains": "ign-i"})

"""Filters as SQL: every comparator against the same question asked of the records in Python."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.graphql.filters import Filter
from clonery.server.problems import Invalid
from clonery.server.request import Request
from clonery.server.state.record import Record

SEED = "engineering-org"
QUERY = "query($f: IssueFilter) { issues(filter: $f, first: 250, includeArchived: true) { nodes { identifier } } }"
Check = Callable[[Record, Graphed], bool]


def other(ask: Graphed, kind: str, id: Any) -> dict[str, Any]:
    found = ask.session.store.get(ask.clone.kind(kind), id) if id else None
    return found.doc if found else {}


def below(ask: Graphed, kind: str, field: str, record: Record) -> list[dict[str, Any]]:
    return [each.doc for each in ask.session.store.select(ask.clone.kind(kind), {field: record.id})]


CASES: list[tuple[dict[str, Any], Check]] = [
    ({"title": {"eq": "Login loops on expired sessions"}},
     lambda i, _: i.get("title") == "Login loops on expired sessions"),
    ({"title": {"neq": "Login loops on expired sessions"}},
     lambda i, _: i.get("title") != "Login loops on expired sessions"),
    ({"title": {"contains": "Login"}}, lambda i, _: "Login" in i.get("title")),
    ({"title": {"contains": "login"}}, lambda i, _: "login" in i.get("title")),
    ({"title": {"containsIgnoreCase": "LOGIN"}}, lambda i, _: "login" in i.get("title").lower()),
    ({"title": {"notContainsIgnoreCase": "login"}}, lambda i, _: "login" not in i.get("title").lower()),
    ({"title": {"startsWith": "Crash"}}, lambda i, _: i.get("title").startswith("Crash")),
    ({"title": {"notStartsWith": "Crash"}}, lambda i, _: not i.get("title").startswith("Crash")),
    ({"title": {"endsWith": "(2)"}}, lambda i, _: i.get("title").endswith("(2)")),
    ({"title": {"notEndsWith": "(2)"}}, lambda i, _: not i.get("title").endswith("(2)")),
    ({"title": {"eqIgnoreCase": "crash when OFFLINE"}}, lambda i, _: i.get("title").lower() == "crash when offline"),
    ({"title": {"in": ["Crash when offline", "Retry webhooks"]}},
     lambda i, _: i.get("title") in ("Crash when offline", "Retry webhooks")),
    ({"title": {"nin": ["Crash when offline"]}}, lambda i, _: i.get("title") != "Crash when offline"),
    ({"priority": {"eq": 1}}, lambda i, _: i.get("priority") == 1),
    ({"priority": {"gt": 2}}, lambda i, _: i.get("priority") > 2),
    ({"priority": {"lte": 1}}, lambda i, _: i.get("priority") <= 1),
    ({"priority": {"in": [0, 4]}}, lambda i, _: i.get("priority") in (0, 4)),
    ({"priority": {"nin": [0, 4]}}, lambda i, _: i.get("priority") not in (0, 4)),
    ({"estimate": {"null": True}}, lambda i, _: i.get("estimate") is None),
    ({"completedAt": {"null": False}}, lambda i, _: i.get("completedAt") is not None),
    ({"createdAt": {"gt": "2025-12-15T00:00:00Z"}}, lambda i, _: i.get("createdAt") > "2025-12-15T00:00:00.000Z"),
    ({"createdAt": {"lt": "-P30D"}}, lambda i, _: i.get("createdAt") < "2025-12-07T12:00:00.000Z"),
    ({"createdAt": {"gte": "2025-12-01", "lt": "2025-12-10"}},
     lambda i, _: "2025-12-01" <= i.get("createdAt") < "2025-12-10"),
    ({"assignee": {"null": True}}, lambda i, _: i.get("assigneeId") is None),
    ({"assignee": {"isMe": {"eq": True}}},
     lambda i, a: other(a, "user", i.get("assigneeId")).get("displayName") == "ada"),
    ({"assignee": {"email": {"endsWith": "acme.example"}, "admin": {"eq": False}}},
     lambda i, a: other(a, "user", i.get("assigneeId")).get("admin") is False),
    ({"state": {"type": {"eq": "started"}}},
     lambda i, a: other(a, "workflow_state", i.get("stateId"))["type"] == "started"),
    ({"state": {"type": {"nin": ["completed", "canceled"]}}},
     lambda i, a: other(a, "workflow_state", i.get("stateId"))["type"] not in ("completed", "canceled")),
    ({"team": {"key": {"in": ["WEB", "MOB"]}}},
     lambda i, a: other(a, "team", i.get("teamId"))["key"] in ("WEB", "MOB")),
    ({"team": {"parent": {"null": True}}}, lambda i, a: other(a, "team", i.get("teamId")).get("parentId") is None),
    ({"labels": {"name": {"eq": "Bug"}}},
     lambda i, a: "Bug" in [other(a, "issue_label", id)["name"] for id in i.get("labelIds")]),
    ({"labels": {"some": {"name": {"in": ["Bug", "Backend"]}}}},
     lambda i, a: bool({"Bug", "Backend"} & {other(a, "issue_label", id)["name"] for id in i.get("labelIds")})),
    ({"labels": {"every": {"name": {"eq": "Bug"}}}},
     lambda i, a: {other(a, "issue_label", id)["name"] for id in i.get("labelIds")} <= {"Bug"}),
    ({"labels": {"length": {"gte": 2}}}, lambda i, _: len(i.get("labelIds")) >= 2),
    ({"labels": {"length": {"in": [0, 1]}}}, lambda i, _: len(i.get("labelIds")) < 2),
    ({"subscribers": {"some": {"displayName": {"eq": "fay"}}}},
     lambda i, a: "fay" in [other(a, "user", id)["displayName"] for id in i.get("subscriberIds")]),
    ({"children": {"length": {"eq": 0}}}, lambda i, a: not below(a, "issue", "parentId", i)),
    ({"or": [{"priority": {"eq": 1}}, {"assignee": {"null": True}}]},
     lambda i, _: i.get("priority") == 1 or i.get("assigneeId") is None),
    ({"and": [{"priority": {"gte": 1}}, {"or": [{"priority": {"lt": 2}}, {"title": {"contains": "Cache"}}]}]},
     lambda i, _: i.get("priority") >= 1 and (i.get("priority") < 2 or "Cache" in i.get("title"))),
    ({"team": {"members": {"some": {"displayName": {"eq": "cleo"}}}}},
     lambda i, a: other(a, "team", i.get("teamId"))["key"] == "MOB"),
    ({"searchableContent": {"contains": "WEBHOOKS"}},
     lambda i, _: "webhooks" in f"{i.get('title')} {i.get('description')}".lower()),
    ({"title": {"eq": None}}, lambda i, _: i.get("title") is None),
    ({}, lambda i, _: True),
]  # fmt: skip


@pytest.fixture(scope="module")
def org() -> Graphed:
    made = Graphed()
    made.begin(SEED)
    return made


@pytest.mark.parametrize(("given", "check"), CASES, ids=[str(given)[:60] for given, _ in CASES])
def test_a_filter_finds_what_python_finds(org: Graphed, given: dict[str, Any], check: Check) -> None:
    nodes = org(QUERY, f=given)["issues"]["nodes"]
    found = {node["identifier"] for node in nodes}
    hidden = {team.id for team in org.session.store.select(org.clone.kind("team"), {"key": "SEC"})}
    all_of_them = [i for i in org.session.store.select(org.clone.kind("issue")) if i.get("teamId") not in hidden]
    wanted = {issue.get("identifier") for issue in all_of_them if check(issue, org)}
    assert found == wanted
    assert len(all_of_them) == 120


def test_filters_on_indexes_read_few_records(org: Graphed) -> None:
    given = {"state": {"name": {"eq": "In Review"}}, "team": {"key": {"eq": "PLAT"}}}
    statements = org.statements(lambda: org(QUERY, f=given))
    assert any("r.rid IN (SELECT x.rid FROM entries x" in text for text in statements)


def test_what_cannot_be_compared_is_refused(org: Graphed) -> None:
    call = perform.start(org.farm, org.session, org.clone, Request("POST", "/graphql"))
    made = Filter(org.api, call)
    for given in ({"createdAt": {"gt": "soon"}}, {"title": {"like": "x"}}):
        with pytest.raises(Invalid):
            made.tests("Issue", given)


def test_filters_nest_only_so_deep(org: Graphed) -> None:
    given: dict[str, Any] = {"priority": {"eq": 1}}
    for _ in range(30):
        given = {"or": [given]}
    answer = org.send({"query": QUERY, "variables": {"f": given}})
    assert answer.data["errors"][0]["message"] == "The filter is nested too deeply"

"""Which issues a query means."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    made = Caller("jira")
    for number, (summary, fields) in enumerate((
        ("red hat", {"labels": ["warm", "wool"], "assignee": {"emailAddress": "ben@acme.example"}}),
        ("blue hat", {"labels": ["wool"], "description": "for rain", "priority": {"name": "High"}}),
        ("green cap", {"duedate": "2026-02-01"}),
    )):  # fmt: skip
        whole = {
            "project": {"key": "OPS"},
            "issuetype": {"name": "Bug" if number else "Task"},
            "summary": summary,
            **fields,
        }
        assert made("POST", "/rest/api/3/issue", {"fields": whole}).status == 201
    return made


def found(ask: Caller, jql: str) -> list[str]:
    body = {"jql": f"project = OPS AND ({jql}) ORDER BY key" if jql else "project = OPS", "fields": ["summary"]}
    answer = ask("POST", "/rest/api/3/search/jql", body)
    assert answer.status == 200, answer.data
    return [each["fields"]["summary"] for each in answer.data["issues"]]


@pytest.mark.parametrize(
    ("jql", "wanted"),
    [
        ("labels = wool", ["red hat", "blue hat"]), ("labels in (warm, none)", ["red hat"]),
        ("labels is EMPTY", ["green cap"]), ("labels is not EMPTY", ["red hat", "blue hat"]),
        ("labels != warm", ["blue hat"]), ("labels not in (warm)", ["blue hat"]),
        ('summary ~ "hat" AND priority = High', ["blue hat"]), ("text ~ rain", ["blue hat"]),
        ("summary !~ hat", ["green cap"]), ("issuetype = Bug", ["blue hat", "green cap"]),
        ("assignee = ben@acme.example", ["red hat"]), ("assignee is null", ["blue hat", "green cap"]),
        ("reporter = currentUser() AND type = Task", ["red hat"]), ("NOT issuetype = Bug", ["red hat"]),
        ('labels = warm OR summary ~ "cap"', ["red hat", "green cap"]), ("duedate >= 2026-01-15", ["green cap"]),
        ("duedate < 2026-01-15", []), ('created >= "-1d"', ["red hat", "blue hat", "green cap"]), ("created < -1d", []),
        ("status = 'To Do'", ["red hat", "blue hat", "green cap"]),
        ("created <= now()", ["red hat", "blue hat", "green cap"]),
    ],
)  # fmt: skip
def test_conditions(ask: Caller, jql: str, wanted: list[str]) -> None:
    assert found(ask, jql) == wanted


def test_order(ask: Caller) -> None:
    for order, wanted in (
        ("summary DESC", ["red hat", "green cap", "blue hat"]),
        ("issuetype, key DESC", ["green cap", "blue hat", "red hat"]),
        ("duedate", ["green cap", "red hat", "blue hat"]), ("rank", ["red hat", "blue hat", "green cap"]),
    ):  # fmt: skip
        body = {"jql": f"project = OPS AND text ~ a ORDER BY {order}", "fields": ["summary"]}
        assert [
            each["fields"]["summary"] for each in ask("POST", "/rest/api/3/search/jql", body).data["issues"]
        ] == wanted


@pytest.mark.parametrize(
    ("jql", "message"),
    [
        ("colour = red", "Field 'colour' does not exist"), ("summary ~", "The query ends"),
        ("(key = A-1", "The query ends"),
        ("labels in warm", "Expecting a list"), ("status = Done nonsense", "Expecting either 'OR' or 'AND'"),
        ("ORDER summary", "Expecting 'BY'"), ("status % 3", "is no operator"),
        ("assignee = who()", "Unable to find JQL function"),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused(ask: Caller, jql: str, message: str) -> None:
    status, body = ask.refusal("POST", "/rest/api/3/search/jql", body={"jql": jql})
    assert status == 400
    assert message in body["errorMessages"][0]

"""Which type of the graph a record is shown as."""

from tests.clones.github.graphql.conftest import Ask

from clonery.clones.github.graphql import typed
from clonery.clones.github.records.issues import Comment, Issue
from clonery.clones.github.records.people import User
from clonery.server.call import Call


def test_types_of_records(call: Call) -> None:
    assert {typed(user) for user in call.all(User)} == {"User", "Organization"}
    issue = call.all(Issue)[0]
    assert typed(issue) == "Issue"
    assert typed(call.update(issue, pull=1)) == "PullRequest"
    assert {typed(comment) for comment in call.all(Comment)} == {"IssueComment"}


def test_a_field_that_nobody_wrote_is_named(send: Ask, ask: Ask) -> None:
    body = send('{ repository(owner: "acme", name: "webapp") { name isMirror codeowners { __typename } } }').json()
    assert body["data"]["repository"] == {"name": "webapp", "isMirror": False, "codeowners": None}
    assert body["extensions"] == {"clonery": {"generic": ["Repository.codeowners"]}}
    assert "extensions" not in send('{ repository(owner: "acme", name: "webapp") { name isMirror } }').json()


def test_fields_of_different_types_may_share_a_key(ask: Ask) -> None:
    query = """{ repository(owner: "acme", name: "webapp") { issueOrPullRequest(number: 1) {
      ... on Issue { state } ... on PullRequest { state } } } }"""
    assert ask(query)["repository"]["issueOrPullRequest"] == {"state": "OPEN"}


def test_a_refusal_of_one_leaves_the_others(send: Ask) -> None:
    query = """{ a: repository(owner: "acme", name: "webapp") {
      one: issue(number: 1) { number } two: issue(number: 98) { number } } b: viewer { login } }"""
    body = send(query).json()
    assert body["data"] == {"a": {"one": {"number": 1}, "two": None}, "b": {"login": "ada"}}
    assert [error["path"] for error in body["errors"]] == [["a", "two"]]


def test_who_only_counts_needs_no_size(send: Ask, ask: Ask) -> None:
    counted = ask('{ repository(owner: "acme", name: "webapp") { issues { totalCount } } }')
    assert counted["repository"]["issues"]["totalCount"] == 4
    body = send('{ repository(owner: "acme", name: "webapp") { issues { nodes { id } } } }').json()
    assert body["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"

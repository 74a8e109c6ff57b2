"""Lists: pages both ways, orders, cursors that hold while records come and go, archived ones."""

from typing import Any

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.graphql import listing
from clonery.server.problems import Invalid
from clonery.server.request import Request

SEED = "engineering-org"
PAGE = """query($first: Int, $last: Int, $after: String, $before: String, $order: PaginationOrderBy,
  $sort: [IssueSortInput!], $filter: IssueFilter) { issues(first: $first, last: $last, after: $after, before: $before,
  orderBy: $order, sort: $sort, filter: $filter) { nodes { id identifier priority createdAt updatedAt title }
  edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def page(ask: Graphed, **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = ask(PAGE, **given)["issues"]
    return made


def walk(ask: Graphed, size: int, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    part = page(ask, first=size, **given)
    while True:
        found += part["nodes"]
        if not part["pageInfo"]["hasNextPage"]:
            return found
        part = page(ask, first=size, after=part["pageInfo"]["endCursor"], **given)


def test_pages_put_together_are_the_whole_list(ask: Graphed) -> None:
    whole = page(ask, first=250)["nodes"]
    assert len(whole) == 120
    assert [node["id"] for node in walk(ask, 17)] == [node["id"] for node in whole]


def test_the_newest_come_first_in_either_order(ask: Graphed) -> None:
    made = [node["createdAt"] for node in page(ask, first=250)["nodes"]]
    changed = [node["updatedAt"] for node in page(ask, first=250, order="updatedAt")["nodes"]]
    assert made == sorted(made, reverse=True)
    assert changed == sorted(changed, reverse=True)


def test_pages_go_backwards_too(ask: Graphed) -> None:
    whole = [node["id"] for node in page(ask, first=250)["nodes"]]
    end = page(ask, last=10)
    assert [node["id"] for node in end["nodes"]] == whole[-10:]
    assert end["pageInfo"]["hasPreviousPage"] is True
    before = page(ask, last=10, before=end["pageInfo"]["startCursor"])
    assert [node["id"] for node in before["nodes"]] == whole[-20:-10]
    assert before["pageInfo"] == {
        "hasNextPage": True, "hasPreviousPage": True, "startCursor": whole[-20], "endCursor": whole[-11],
    }  # fmt: skip


def test_a_cursor_holds_while_records_come(ask: Graphed) -> None:
    first = page(ask, first=5)
    team = ask("{ teams(first: 1) { nodes { id } } }")["teams"]["nodes"][0]["id"]
    ask('mutation($t: String!) { issueCreate(input: {teamId: $t, title: "New"}) { success } }', t=team)
    second = page(ask, first=5, after=first["pageInfo"]["endCursor"])
    whole = [node["id"] for node in page(ask, first=250)["nodes"]]
    assert [node["id"] for node in first["nodes"] + second["nodes"]] == whole[1:11]


def test_edges_carry_the_cursors_of_their_nodes(ask: Graphed) -> None:
    part = page(ask, first=3)
    assert [edge["cursor"] for edge in part["edges"]] == [node["id"] for node in part["nodes"]]


def test_an_order_of_the_callers_is_paged_as_well(ask: Graphed) -> None:
    sort = [{"priority": {"order": "Descending"}}, {"title": {"order": "Ascending"}}]
    whole = page(ask, first=250, sort=sort)["nodes"]
    assert [(-n["priority"], n["title"]) for n in whole] == sorted((-n["priority"], n["title"]) for n in whole)
    assert [node["id"] for node in walk(ask, 33, sort=sort)] == [node["id"] for node in whole]
    end = page(ask, last=4, sort=sort)
    assert [node["id"] for node in end["nodes"]] == [node["id"] for node in whole[-4:]]


def test_an_order_may_look_at_other_records(ask: Graphed) -> None:
    query = "query($s: [IssueSortInput!]) { issues(first: 250, sort: $s) { nodes { assignee { displayName } } } }"
    nodes = ask(query, s=[{"assignee": {"order": "Ascending", "nulls": "first"}}])["issues"]["nodes"]
    names = [node["assignee"]["displayName"] if node["assignee"] else "" for node in nodes]
    assert names == sorted(names)
    assert names[0] == ""


def test_archived_records_are_there_for_those_who_ask(ask: Graphed) -> None:
    (node,) = page(ask, first=1)["nodes"]
    ask("mutation($id: String!) { issueArchive(id: $id) { success } }", id=node["id"])
    assert node["id"] not in [each["id"] for each in page(ask, first=250)["nodes"]]
    query = "{ issues(first: 250, includeArchived: true) { nodes { id } } }"
    assert node["id"] in [each["id"] for each in ask(query)["issues"]["nodes"]]


@pytest.mark.parametrize(
    "given", [{"first": -1}, {"first": 251}, {"first": 1, "last": 1}, {"after": "nothing"}, {"last": 300}]
)
def test_pages_that_there_are_not_are_refused(ask: Graphed, given: dict[str, Any]) -> None:
    answer = ask.send({"query": PAGE, "variables": given})
    assert answer.data["errors"][0]["extensions"]["type"] == "invalid input"
    assert answer.data["data"] is None


def test_the_part_of_a_list_is_read_from_its_arguments(ask: Graphed) -> None:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    want = listing.asked(ask.api, call, {"last": 3, "before": "x", "orderBy": "updatedAt", "includeArchived": True})
    assert (want.size, want.back, want.cursor, want.order, want.archived) == (3, True, "x", "updatedAt", True)
    assert listing.asked(ask.api, call, {}).size == 50
    with pytest.raises(Invalid):
        listing.asked(ask.api, call, {"first": 999})
    assert listing.count(ask.api, call, "Issue", {"filter": {"priority": {"eq": 0}}}) == 24


def test_lists_below_many_records_are_made_by_one_statement(ask: Graphed) -> None:
    query = "{ teams { nodes { key issues(first: 3) { nodes { identifier } pageInfo { hasNextPage } } } } }"
    ask(query)
    many = ask.statements(lambda: ask(query))
    assert sum("row_number()" in text for text in many) == 1
    teams = {team["key"]: team["issues"] for team in ask(query)["teams"]["nodes"]}
    assert len(teams["WEB"]["nodes"]) == 3
    assert teams["WEB"]["pageInfo"]["hasNextPage"] is True
    single = ask('{ team(id: "WEB") { issues(first: 3) { nodes { identifier } } } }')["team"]["issues"]["nodes"]
    assert teams["WEB"]["nodes"] == single


@pytest.mark.all
def test_a_page_of_fifty_is_quick(ask: Graphed) -> None:
    query = (
        "{ issues(first: 50) { nodes { id title state { id } team { id } assignee { id } labels { nodes { id } } } } }"
    )
    assert ask.milliseconds(lambda: ask(query)) < 50

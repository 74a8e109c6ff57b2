"""Look-ups: one, many, by ids, through joins, as lists and as connections."""

from typing import Any

from tests.server.graphql.conftest import Graphed

from clonery.server import perform
from clonery.server.graphql.fetching import looked_up
from clonery.server.graphql.graph import Ids, Many, One, Through
from clonery.server.request import Request

SEED = "engineering-org"


def up(ask: Graphed, link: Any, docs: list[dict[str, Any]], plain: bool = False, **given: Any) -> list[Any]:
    call = perform.start(ask.farm, ask.session, ask.clone, Request("POST", "/graphql"))
    return looked_up(ask.api, call, link, docs, given, plain)


def issues(ask: Graphed, count: int = 10) -> list[dict[str, Any]]:
    return [each.doc for each in ask.session.store.select(ask.clone.kind("issue"), limit=count)]


def test_one_record_for_each_or_none(ask: Graphed) -> None:
    docs = [*issues(ask), {"id": "x", "teamId": None}, {"id": "y"}]
    found = up(ask, One("team", "teamId"), docs)
    assert [team and team.id for team in found] == [doc.get("teamId") for doc in docs]
    assert up(ask, One("team", "teamId"), []) == []


def test_ids_in_a_list_keep_their_order(ask: Graphed) -> None:
    docs = issues(ask)
    lists = up(ask, Ids("issue_label", "labelIds"), docs, True)
    assert [[label.id for label in each] for each in lists] == [doc["labelIds"] for doc in docs]
    (part,) = up(ask, Ids("issue_label", "labelIds"), [doc for doc in docs if len(doc["labelIds"]) == 2][:1], first=1)
    assert (len(part["nodes"]), part["pageInfo"]["hasNextPage"]) == (1, True)


def test_lists_at_hand_are_filtered_and_cut(ask: Graphed) -> None:
    doc = next(doc for doc in issues(ask) if len(doc["labelIds"]) == 2)
    link = Ids("issue_label", "labelIds")
    (named,) = up(ask, link, [doc], filter={"name": {"eq": "Backend"}})
    assert [label.get("name") for label in named["nodes"]] == ["Backend"]
    first, last = doc["labelIds"]
    (after,) = up(ask, link, [doc], after=first)
    (before,) = up(ask, link, [doc], last=5, before=last)
    assert [label.id for label in after["nodes"]] == [last]
    assert [label.id for label in before["nodes"]] == [first]


def test_those_that_name_a_record_belong_to_it(ask: Graphed) -> None:
    teams = [each.doc for each in ask.session.store.select(ask.clone.kind("team"))]
    parts = up(ask, Many("issue", "teamId"), teams, first=2)
    assert all(
        issue.get("teamId") == team["id"] for team, part in zip(teams, parts, strict=True) for issue in part["nodes"]
    )
    plain = up(ask, Many("issue", "teamId"), teams, True)
    assert sum(len(each) for each in plain) == 120


def test_records_are_joined_through_others(ask: Graphed) -> None:
    teams = [each.doc for each in ask.session.store.select(ask.clone.kind("team"))]
    lists = up(ask, Through("user", "team_membership", "teamId", "userId"), teams, True)
    names = {team["key"]: {user.get("displayName") for user in each} for team, each in zip(teams, lists, strict=True)}
    assert names["MOB"] == {"ada", "cleo", "gus", "fay"}

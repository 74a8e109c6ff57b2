"""A schema's types: what they can be, where their fields look, what their smallest values are."""

import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server.graphql.graph import Many, Through
from clonery.server.graphql.schema import node_of


def test_root_fields_lead_to_operations(graphed: Graphed) -> None:
    fields = graphed.api.fields
    assert fields["query", "issues"] == "issues"
    assert fields["query", "projectUpdate"] != fields["mutation", "projectUpdate"]
    types = graphed.api.schema.query_type, graphed.api.schema.mutation_type
    assert len(fields) == sum(len(type_.fields) for type_ in types if type_)


def test_declared_links_win_over_guessed_ones(graphed: Graphed) -> None:
    link = graphed.api.link
    assert link("Issue", "inverseRelations") == Many("issue_relation", "relatedIssueId")
    assert link("Team", "members") == Through("user", "team_membership", "teamId", "userId")
    assert link("IssueSearchResult", "comments") == Many("comment", "issueId")
    assert link("Issue", "title") is None
    assert link("Nothing", "at") is None


@pytest.mark.parametrize(
    ("type_name", "field", "value"),
    [
        ("Issue", "title", ""), ("Issue", "number", 0), ("Issue", "description", None), ("Issue", "labelIds", []),
        ("Team", "private", False), ("Issue", "createdAt", "1970-01-01T00:00:00.000Z"), ("Issue", "reactionData", {}),
    ],
)  # fmt: skip
def test_the_smallest_value_fits_the_type(graphed: Graphed, type_name: str, field: str, value: object) -> None:
    type_ = graphed.api.schema.type_map[type_name]
    assert graphed.api.smallest(type_.fields[field].type) == value  # type: ignore[attr-defined] # an object type


def test_an_enum_gives_its_first_value(graphed: Graphed) -> None:
    type_ = graphed.api.schema.type_map["ProjectUpdate"]
    value = graphed.api.smallest(type_.fields["health"].type)  # type: ignore[attr-defined] # an object type
    assert value in graphed.api.schema.type_map["ProjectUpdateHealthType"].values  # type: ignore[attr-defined] # an enum


def test_abstract_types_show_what_a_value_says_it_is(graphed: Graphed) -> None:
    possible = graphed.api.possible(graphed.api.schema.type_map["Notification"])
    assert graphed.api.type_of({"__typename": "IssueNotification"}, possible) == "IssueNotification"
    assert graphed.api.type_of({}, possible) == next(iter(possible))
    assert list(graphed.api.possible(graphed.api.schema.type_map["Team"])) == ["Team"]


@pytest.mark.parametrize(
    ("given", "held"),
    [("2026-03-01", "2026-03-01T00:00:00.000Z"),
     ("2026-03-01T02:00:00+02:00", "2026-03-01T00:00:00.000Z"), ("soon", None),
     (3, None)],
)  # fmt: skip
def test_times_are_read_and_held_in_one_form(ask: Graphed, given: object, held: str | None) -> None:
    query = 'mutation($t: DateTime!) { issueReminder(id: "ENG-1", reminderAt: $t) { success } }'
    answer = ask.send({"query": query, "variables": {"t": given}})
    assert answer.status == (200 if held else 400)
    if held:
        assert ask.session.opened.log.read(0, 9)[0][0]["arguments"]["reminderAt"] == held


def test_days_are_days(ask: Graphed) -> None:
    query = 'mutation($d: TimelessDate) { issueUpdate(id: "ENG-1", input: {dueDate: $d}) { issue { dueDate } } }'
    assert ask(query, d="2026-02-03")["issueUpdate"]["issue"]["dueDate"] == "2026-02-03"
    assert ask(query, d=None)["issueUpdate"]["issue"]["dueDate"] is None
    assert ask.send({"query": query, "variables": {"d": "next week"}}).status == 400


def test_connections_are_known_by_their_fields(graphed: Graphed) -> None:
    types = graphed.api.schema.type_map
    assert node_of(types["IssueConnection"]) is types["Issue"]
    assert node_of(types["Issue"]) is None

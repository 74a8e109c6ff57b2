"""Fields of people, teams and the workspace that are worked out."""

from tests.clones.linear.conftest import CLEO, Graph


def test_the_workspace_shows_all_that_is_in_it(ask: Graph) -> None:
    query = """{ organization { userCount createdIssueCount teams { nodes { key } } users { nodes { displayName } }
      labels { nodes { name } } projectStatuses { name } projectLabels { nodes { id } } templates { nodes { id } }
      integrations { nodes { id } } } }"""
    found = ask(query)["organization"]
    assert (found["userCount"], found["createdIssueCount"]) == (3, 6)
    assert [each["name"] for each in found["labels"]["nodes"]] == ["Improvement", "Feature", "Bug"]
    assert [each["name"] for each in found["projectStatuses"]] == [
        "Backlog", "Planned", "In Progress", "Completed", "Canceled",
    ]  # fmt: skip
    assert found["projectLabels"] == found["templates"] == found["integrations"] == {"nodes": []}


def test_a_person(ask: Graph) -> None:
    query = """{ user(id: "ada@acme.example") { isMe initials url createdIssueCount isAssignable avatarBackgroundColor
      organization { urlKey } } }"""
    assert ask(query, token=CLEO)["user"] == {
        "isMe": False, "initials": "AM", "url": "https://linear.app/acme/profiles/ada", "createdIssueCount": 3,
        "isAssignable": True, "avatarBackgroundColor": "#5e6ad2", "organization": {"urlKey": "acme"},
    }  # fmt: skip


def test_a_team_and_those_above_it(ask: Graph) -> None:
    make = 'mutation { teamCreate(input: {name: "Payments", key: "PAY", parentId: "ENG"}) { success } }'
    ask(make)
    query = """{ team(id: "PAY") { displayName parent { key } ancestors { key } issueCount
      viewerMembership { owner } } }"""
    assert ask(query)["team"] == {
        "displayName": "Engineering / Payments", "parent": {"key": "ENG"}, "ancestors": [{"key": "ENG"}],
        "issueCount": 0, "viewerMembership": {"owner": True},
    }  # fmt: skip
    assert ask('{ team(id: "ENG") { children { key } } }')["team"]["children"] == [{"key": "PAY"}]


def test_counts_take_archived_issues_in_where_asked(ask: Graph) -> None:
    ask('mutation { issueArchive(id: "ENG-6") { success } }')
    query = '{ team(id: "ENG") { issueCount all: issueCount(includeArchived: true) } }'
    assert ask(query)["team"] == {"issueCount": 5, "all": 6}


def test_views_of_projects(ask: Graph) -> None:
    make = """mutation($f: ProjectFilter) { customViewCreate(input: {name: "V", projectFilterData: $f})
  { customView { id
      projects { nodes { name } } initiatives { nodes { name } } } } }"""
    made = ask(make, f={"name": {"contains": "Checkout"}})["customViewCreate"]["customView"]
    assert made["projects"]["nodes"] == [{"name": "Checkout rewrite"}]
    assert made["initiatives"]["nodes"] == []

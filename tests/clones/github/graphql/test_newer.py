"""What GitHub added later is part of the schema."""

from tests.clones.github.graphql.conftest import Ask


def test_types_and_mutations_that_clients_ask_for(ask: Ask) -> None:
    found = ask("""{ issue: __type(name: "Issue") { fields { name } }
      mutation: __type(name: "Mutation") { fields { name } }
      search: __type(name: "SearchType") { enumValues { name } } }""")
    fields = {each["name"] for each in found["issue"]["fields"]}
    assert {"issueType", "blockedBy", "blocking", "assignedActors", "subIssues"} <= fields
    mutations = {each["name"] for each in found["mutation"]["fields"]}
    assert {"replaceActorsForAssignable", "requestReviewsByLogin", "updateIssueIssueType"} <= mutations
    assert "ISSUE_ADVANCED" in {each["name"] for each in found["search"]["enumValues"]}


def test_the_type_of_an_issue(ask: Ask) -> None:
    query = """{ repository(owner: "acme", name: "webapp") { issueTypes(first: 9) { totalCount }
      issue(number: 1) { issueType { name } } } }"""
    assert ask(query)["repository"]["issue"] == {"issueType": None}

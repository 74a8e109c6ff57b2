"""Fields of projects, documents and initiatives that are worked out."""

from tests.clones.linear.conftest import Graph


def test_pages_and_states(ask: Graph) -> None:
    (project,) = ask("{ projects { nodes { url state slugId } } }")["projects"]["nodes"]
    assert project["state"] == "started"
    assert project["url"] == f"https://linear.app/acme/project/checkout-rewrite-{project['slugId']}"
    (document,) = ask("{ documents { nodes { url slugId } } }")["documents"]["nodes"]
    assert document["url"].endswith(f"/document/checkout-what-we-know-{document['slugId']}")


def test_a_milestone_is_next_done_or_overdue(ask: Graph) -> None:
    query = "{ projectMilestones { nodes { id name status } } }"
    alpha = next(each for each in ask(query)["projectMilestones"]["nodes"] if each["name"] == "Alpha")
    change = """mutation($id: String!, $d: TimelessDate) {
      projectMilestoneUpdate(id: $id, input: {targetDate: $d}) { success } }"""
    ask(change, id=alpha["id"], d="2026-01-01")
    status = "query($id: String!) { projectMilestone(id: $id) { status } }"
    assert ask(status, id=alpha["id"])["projectMilestone"]["status"] == "overdue"
    done = ask('{ workflowStates(filter: {name: {eq: "Done"}}) { nodes { id } } }')["workflowStates"]["nodes"][0]["id"]
    ask('mutation($s: String!) { issueUpdate(id: "ENG-1", input: {stateId: $s}) { success } }', s=done)
    assert ask(status, id=alpha["id"])["projectMilestone"]["status"] == "done"

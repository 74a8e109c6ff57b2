"""Teams, states, labels and members."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.clones.linear.conftest import CLEO, Graph


def test_the_sdk_founds_a_team_with_states_labels_and_members(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const payload = await client.createTeam({ name: "Design", key: "des" });
const team = await payload.team;
const states = (await team.states()).nodes.map(s => s.name).reverse();
const qa = { teamId: team.id, name: "QA", type: "started", color: "#fff000" };
const state = await (await client.createWorkflowState(qa)).workflowState;
await client.updateWorkflowState(state.id, { name: "Checks" });
const label = await (await client.createIssueLabel({ teamId: team.id, name: "Urgent" })).issueLabel;
const ben = (await client.users({ filter: { displayName: { eq: "ben" } } })).nodes[0];
const joined = await client.createTeamMembership({ teamId: team.id, userId: ben.id });
const members = (await team.members()).nodes.map(u => u.displayName).sort();
await client.deleteTeamMembership((await joined.teamMembership).id);
await client.updateTeam(team.id, { name: "Product design" });
const again = await client.team("DES");
show({ key: team.key, states, checks: (await client.workflowState(state.id)).name, label: (await label.team).key,
  members,
  left: (await team.members()).nodes.map(u => u.displayName), name: again.name, display: again.displayName });
""")
    assert made == {
        "key": "DES", "states": ["Backlog", "Todo", "In Progress", "In Review", "Done", "Canceled", "Duplicate"],
        "checks": "Checks", "label": "DES", "members": ["ada", "ben"], "left": ["ada"], "name": "Product design",
        "display": "Product design",
    }  # fmt: skip


def test_a_new_key_renames_issues_and_the_old_names_still_find(ask: Graph) -> None:
    ask('mutation { teamUpdate(id: "ENG", input: {key: "DEV"}) { success } }')
    found = ask('{ issue(id: "ENG-1") { identifier previousIdentifiers } }')["issue"]
    assert found == {"identifier": "DEV-1", "previousIdentifiers": ["ENG-1"]}


def test_labels_of_one_group_exclude_each_other(ask: Graph) -> None:
    make = "mutation($i: IssueLabelCreateInput!) { issueLabelCreate(input: $i) { issueLabel { id isGroup } } }"
    group = ask(make, i={"name": "Area"})["issueLabelCreate"]["issueLabel"]["id"]
    ids = [
        ask(make, i={"name": n, "parentId": group})["issueLabelCreate"]["issueLabel"]["id"] for n in ("Front", "Back")
    ]
    assert ask("query($id: String!) { issueLabel(id: $id) { isGroup children { nodes { name } } } }", id=group) == {
        "issueLabel": {"isGroup": True, "children": {"nodes": [{"name": "Back"}, {"name": "Front"}]}}
    }
    change = 'mutation($ids: [String!]) { issueUpdate(id: "ENG-1", input: {labelIds: $ids}) { success } }'
    assert ask(change, ids=ids[:1])["issueUpdate"]["success"]
    assert "not exclusive child labels" in ask.refused(change, ids=ids)[2]
    assert "can not be applied" in ask.refused(change, ids=[group])[2]


def test_a_deleted_label_leaves_its_issues(ask: Graph) -> None:
    bug = ask('{ issueLabels(filter: {name: {eq: "Bug"}}) { nodes { id issues { nodes { identifier } } } } }')
    (label,) = bug["issueLabels"]["nodes"]
    assert {each["identifier"] for each in label["issues"]["nodes"]} == {"ENG-1", "ENG-3"}
    ask("mutation($id: String!) { issueLabelDelete(id: $id) { success entityId } }", id=label["id"])
    assert ask('{ issue(id: "ENG-1") { labelIds } }') == {"issue": {"labelIds": []}}


def test_states_in_use_are_not_archived(ask: Graph) -> None:
    states = {s["name"]: s["id"] for s in ask("{ workflowStates { nodes { id name } } }")["workflowStates"]["nodes"]}
    archive = "mutation($id: String!) { workflowStateArchive(id: $id) { success } }"
    assert ask.refused(archive, id=states["Todo"])[2] == "The state can not be archived while issues are in it"
    assert ask.refused(archive, id=states["Canceled"])[2] == "The last state of its type can not be archived"
    ask(
        'mutation($id: String!) { issueUpdate(id: "ENG-4", input: {stateId: $id}) { success } }',
        id=states["In Progress"],
    )
    assert ask(archive, id=states["In Review"])["workflowStateArchive"]["success"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ('mutation { teamCreate(input: {name: "X", key: "ENG"}) { success } }', "The team key ENG is already in use"),
        ('mutation { teamCreate(input: {name: "X", key: "1"}) { success } }',
         "key must be 1 to 10 letters and digits, a letter first"),
        ('mutation { teamCreate(input: {name: " "}) { success } }', "name should not be empty"),
        ('mutation { workflowStateCreate(input: {teamId: "ENG", name: "Done", type: "completed", color: "#000"}) '
         '{ success } }', "The team has a state 'Done' already"),
        ('mutation { issueLabelCreate(input: {name: "bug"}) { success } }',
         "duplicate label name: a label 'bug' exists already"),
    ],
)  # fmt: skip
def test_names_that_are_taken_or_no_names_are_refused(ask: Graph, query: str, message: str) -> None:
    assert ask.refused(query) == (200, "invalid input", message)


def test_only_admins_delete_a_team_and_restore_it(ask: Graph) -> None:
    delete = 'mutation { teamDelete(id: "ENG") { success } }'
    assert ask.refused(delete, token=CLEO)[1] == "forbidden"
    ask(delete)
    assert ask("{ teams { nodes { key } } archivedTeams { key } }") == {
        "teams": {"nodes": []}, "archivedTeams": [{"key": "ENG"}],
    }  # fmt: skip
    ask('mutation { teamUnarchive(id: "ENG") { success } }')
    assert ask("{ teams { nodes { key } } }") == {"teams": {"nodes": [{"key": "ENG"}]}}

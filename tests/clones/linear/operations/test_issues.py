"""Issues by the newest SDK and by raw GraphQL: what they become, what follows, what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.clones.linear.conftest import ADA, BEN_READS, CLEO, Graph

Sdk = Callable[..., Any]
ISSUE = """query($id: String!) { issue(id: $id) { id identifier number title priority estimate branchName url trashed
  archivedAt startedAt completedAt canceledAt previousIdentifiers sortOrder state { name type } team { key }
  assignee { displayName } creator { displayName } parent { identifier } labels { nodes { name } } project { name }
  projectMilestone { name } cycle { number } subscribers { nodes { displayName } } dueDate
  children { nodes { identifier } } history { nodes { fromTitle toTitle fromState { name } toState
  { name } addedLabelIds
  removedLabelIds archived trashed updatedDescription } } } }"""
UPDATE = """mutation($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) {
  success lastSyncId issue { id identifier } } }"""
CREATE = """mutation($input: IssueCreateInput!) { issueCreate(input: $input) {
  success lastSyncId issue { id identifier } } }"""


def team(ask: Graph, key: str = "ENG") -> dict[str, Any]:
    query = """query($key: String!) { team(id: $key) { id states { nodes { id name type } } labels { nodes
  { id name } } } }"""
    found: dict[str, Any] = ask(query, key=key)["team"]
    return found


def state(ask: Graph, name: str, key: str = "ENG") -> str:
    return str(next(each["id"] for each in team(ask, key)["states"]["nodes"] if each["name"] == name))


def issue(ask: Graph, id: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(ISSUE, id=id)["issue"]
    return found


def update(ask: Graph, id: str, **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = ask(UPDATE, id=id, input=given)["issueUpdate"]
    return made


def create(ask: Graph, **given: Any) -> str:
    made = ask(CREATE, input={"teamId": team(ask)["id"], "title": "Made", **given})["issueCreate"]
    return str(made["issue"]["identifier"])


def test_the_sdk_opens_changes_and_reads_an_issue(sdk: Sdk) -> None:
    made = sdk("""
const team = await client.team("ENG");
const states = (await team.states()).nodes;
const payload = await client.createIssue({ teamId: team.id, title: "From the SDK", description: "Words.",
  priority: 2 });
const issue = await payload.issue;
const before = await issue.state;
await issue.update({ stateId: states.find(s => s.name === "In Progress").id, assigneeId: (await client.viewer).id });
const again = await client.issue(issue.identifier);
const updated = await client.updateIssue(again.id, { title: "Renamed", estimate: 5 });
const third = await updated.issue;
show({ success: payload.success, rising: updated.lastSyncId > payload.lastSyncId, identifier: issue.identifier,
  before: before.name, creator: (await issue.creator).displayName, label: issue.priorityLabel, branch: issue.branchName,
  url: issue.url, started: again.startedAt, assignee: (await again.assignee).name, title: third.title,
  estimate: third.estimate, number: third.number, team: (await third.team).key });
""")
    assert made == {
        "success": True, "rising": True, "identifier": "ENG-7", "before": "Backlog", "creator": "ada", "label": "High",
        "branch": "ada/eng-7-from-the-sdk", "url": "https://linear.app/acme/issue/ENG-7/from-the-sdk",
        "started": "2026-01-06T12:00:00.000Z", "assignee": "Ada Moreau", "title": "Renamed", "estimate": 5, "number": 7,
        "team": "ENG",
    }  # fmt: skip


def test_the_sdk_labels_archives_trashes_and_restores(sdk: Sdk) -> None:
    made = sdk("""
const issue = await client.issue("ENG-2");
const bug = (await client.issueLabels({ filter: { name: { eq: "Bug" } } })).nodes[0];
await client.issueAddLabel(issue.id, bug.id);
const labels = (await (await client.issue("ENG-2")).labels()).nodes.map(l => l.name).sort();
await client.issueRemoveLabel(issue.id, bug.id);
const fewer = (await (await client.issue("ENG-2")).labels()).nodes.map(l => l.name);
await issue.archive();
const hidden = (await client.issues({ filter: { number: { eq: 2 } } })).nodes.length;
const archived = !!(await client.issue("ENG-2")).archivedAt;
await issue.unarchive();
await issue.delete();
const trashed = await client.issue("ENG-2");
await client.unarchiveIssue("ENG-2");
const back = await client.issue("ENG-2");
show({ labels, fewer, hidden, archived, trashed: trashed.trashed,
  back: [back.trashed ?? null, back.archivedAt ?? null] });
""")
    assert made == {
        "labels": ["Bug", "Feature"], "fewer": ["Feature"], "hidden": 0, "archived": True, "trashed": True,
        "back": [None, None],
    }  # fmt: skip


def test_the_sdk_works_on_batches_and_followers(sdk: Sdk) -> None:
    made = sdk("""
const team = await client.team("ENG");
const batch = await client.createIssueBatch({ issues: ["a", "b"].map(title => ({ teamId: team.id, title })) });
const ids = batch.issues.map(i => i.id);
const changed = await client.updateIssueBatch(ids, { priority: 1 });
const cleo = (await client.users({ filter: { displayName: { eq: "cleo" } } })).nodes[0];
await client.issueSubscribe(ids[0], { userId: cleo.id });
const following = (await (await client.issue(ids[0])).subscribers()).nodes.map(u => u.displayName).sort();
await client.issueUnsubscribe(ids[0], { userId: cleo.id });
const left = (await (await client.issue(ids[0])).subscribers()).nodes.map(u => u.displayName);
show({ made: batch.issues.map(i => i.identifier), urgent: changed.issues.map(i => i.priorityLabel), following, left });
""")
    assert made == {
        "made": ["ENG-7", "ENG-8"],
        "urgent": ["Urgent", "Urgent"],
        "following": ["ada", "cleo"],
        "left": ["ada"],
    }


def test_states_set_and_clear_their_times(ask: Graph) -> None:
    id = create(ask)
    at = "2026-01-06T12:00:00.000Z"
    seen = []
    for name in ("In Progress", "Done", "Todo", "Canceled"):
        update(ask, id, stateId=state(ask, name))
        found = issue(ask, id)
        seen.append((found["startedAt"], found["completedAt"], found["canceledAt"]))
    assert seen == [(at, None, None), (at, at, None), (None, None, None), (None, None, at)]


def test_history_tells_each_change(ask: Graph) -> None:
    id = create(ask)
    label = next(each["id"] for each in ask("{ issueLabels { nodes { id name } } }")["issueLabels"]["nodes"])
    update(ask, id, title="Better")
    update(ask, id, stateId=state(ask, "Done"), labelIds=[label])
    update(ask, id, description="Text")
    latest, second, first, opened = issue(ask, id)["history"]["nodes"]
    assert latest["updatedDescription"] is True
    assert (second["fromState"], second["toState"]) == ({"name": "Backlog"}, {"name": "Done"})
    assert second["addedLabelIds"] == [label]
    assert (first["fromTitle"], first["toTitle"]) == ("Made", "Better")
    assert opened["toState"] == {"name": "Backlog"}


def test_another_team_gives_a_new_identifier_and_the_old_one_still_finds(ask: Graph) -> None:
    made = ask('mutation { teamCreate(input: {name: "Design", key: "DES"}) { team { id } } }')["teamCreate"]["team"]
    update(ask, "ENG-1", teamId=made["id"])
    found = issue(ask, "ENG-1")
    assert (found["identifier"], found["previousIdentifiers"], found["team"]["key"]) == ("DES-1", ["ENG-1"], "DES")
    assert (found["state"]["type"], found["cycle"]) == ("started", None)
    assert issue(ask, "des-1")["id"] == found["id"]


def test_labels_are_replaced_added_and_removed(ask: Graph) -> None:
    labels = {each["name"]: each["id"] for each in ask("{ issueLabels { nodes { id name } } }")["issueLabels"]["nodes"]}
    id = create(ask, labelIds=[labels["Bug"]])
    update(ask, id, addedLabelIds=[labels["Feature"]])
    assert {each["name"] for each in issue(ask, id)["labels"]["nodes"]} == {"Bug", "Feature"}
    update(ask, id, removedLabelIds=[labels["Bug"]])
    assert [each["name"] for each in issue(ask, id)["labels"]["nodes"]] == ["Feature"]
    update(ask, id, labelIds=[labels["Improvement"]])
    assert [each["name"] for each in issue(ask, id)["labels"]["nodes"]] == ["Improvement"]


def test_a_parent_closes_with_its_last_child_where_the_team_wants_it(ask: Graph) -> None:
    ask('mutation { teamUpdate(id: "ENG", input: {autoCloseParentIssues: true}) { success } }')
    parent = create(ask, title="Parent")
    children = [create(ask, title=name, parentId=parent) for name in ("One", "Two")]
    update(ask, children[0], stateId=state(ask, "Done"))
    assert issue(ask, parent)["completedAt"] is None
    update(ask, children[1], stateId=state(ask, "Done"))
    assert issue(ask, parent)["state"]["name"] == "Done"
    assert [each["identifier"] for each in issue(ask, parent)["children"]["nodes"]] == children[::-1]


def test_an_id_may_be_chosen_once(ask: Graph) -> None:
    id = "3f1c5a52-8f5c-4b0e-9c1e-000000000001"
    assert create(ask, id=id)
    assert ask.refused(CREATE, input={"teamId": "ENG", "title": "Again", "id": id})[1] == "invalid input"
    assert ask.refused(CREATE, input={"teamId": "ENG", "title": "Odd", "id": "mine"})[2] == "id must be a UUID"


def test_branches_lead_to_their_issue(ask: Graph) -> None:
    query = "query($name: String!) { issueVcsBranchSearch(branchName: $name) { identifier } }"
    assert ask(query, name="ben/eng-1-checkout-fails") == {"issueVcsBranchSearch": {"identifier": "ENG-1"}}
    assert ask(query, name="main") == {"issueVcsBranchSearch": None}


def test_a_reminder_arrives_at_its_time(ask: Graph, served: Any, session: Any) -> None:
    ask('mutation { issueReminder(id: "ENG-2", reminderAt: "2026-01-07T08:00:00Z") { success } }')
    query = "{ notifications { nodes { type createdAt ... on IssueNotification { issue { identifier } } } } }"
    types = [each["type"] for each in ask(query)["notifications"]["nodes"]]
    assert "issueReminder" not in types
    served.within(lambda: session.clock.move(session.clock.now() + 86_400_000_000))
    told = ask(query)["notifications"]["nodes"][0]
    assert told == {
        "type": "issueReminder", "createdAt": "2026-01-07T08:00:00.000Z", "issue": {"identifier": "ENG-2"},
    }  # fmt: skip


REFUSED = [
    ({"title": " "}, "title should not be empty"), ({"priority": 9}, "priority must be between 0 and 4"),
    ({"estimate": 4}, "estimate 4 is not in the team's scale: 1, 2, 3, 5, 8"),
    ({"stateId": "nothing"}, "Entity not found: WorkflowState"), ({"assigneeId": "nobody"}, "Entity not found: User"),
    ({"parentId": "ENG-99"}, "Entity not found: Issue"), ({"labelIds": ["x"]}, "Entity not found: IssueLabel"),
    ({"projectId": "x"}, "Entity not found: Project"), ({"cycleId": "x"}, "Entity not found: Cycle"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_what_an_issue_must_not_be_is_refused_and_not_written(ask: Graph, given: dict[str, Any], message: str) -> None:
    before = issue(ask, "ENG-1")
    assert ask.refused(UPDATE, id="ENG-1", input=given) == (200, "invalid input", message)
    assert issue(ask, "ENG-1") == before
    count = len(ask("{ issues { nodes { id } } }")["issues"]["nodes"])
    assert ask.refused(CREATE, input={"teamId": "ENG", "title": "New", **given})[2] == message
    assert len(ask("{ issues { nodes { id } } }")["issues"]["nodes"]) == count


def test_parents_above_themselves_and_archived_ones_are_refused(ask: Graph) -> None:
    update(ask, "ENG-4", parentId=None)
    assert ask.refused(UPDATE, id="ENG-4", input={"parentId": "ENG-5"})[1] == "invalid input"
    assert ask.refused(UPDATE, id="ENG-4", input={"parentId": "ENG-4"})[1] == "invalid input"
    ask('mutation { issueArchive(id: "ENG-3") { success } }')
    assert ask.refused(UPDATE, id="ENG-4", input={"parentId": "ENG-3"})[2] == "The parent issue is archived"


def test_a_state_of_another_team_is_refused(ask: Graph) -> None:
    ask('mutation { teamCreate(input: {name: "Design", key: "DES"}) { success } }')
    other = state(ask, "Done", "DES")
    assert (
        ask.refused(UPDATE, id="ENG-1", input={"stateId": other})[2] == "The state does not belong to the issue's team"
    )


def test_keys_that_only_read_change_nothing(ask: Graph) -> None:
    status, kind, _ = ask.refused(CREATE, token=BEN_READS, input={"teamId": "ENG", "title": "No"})
    assert (status, kind) == (403, "forbidden")
    assert ask.send(ISSUE, token=BEN_READS, id="ENG-1").json()["data"]["issue"]["identifier"] == "ENG-1"


def test_a_private_team_is_not_there_for_others(ask: Graph) -> None:
    ask('mutation { teamCreate(input: {name: "Secret", key: "SEC", private: true}) { success } }')
    made = ask(CREATE, input={"teamId": "SEC", "title": "Hidden"})["issueCreate"]["issue"]
    assert ask.refused(ISSUE, token=CLEO, id=made["id"])[2] == "Entity not found: Issue"
    seen = ask.send("{ issues { nodes { title } } teams { nodes { key } } }", token=CLEO).json()["data"]
    assert "Hidden" not in [each["title"] for each in seen["issues"]["nodes"]]
    assert [each["key"] for each in seen["teams"]["nodes"]] == ["ENG"]
    assert "Hidden" in [each["title"] for each in ask("{ issues { nodes { title } } }")["issues"]["nodes"]]


def test_a_template_is_applied_and_remembered(ask: Graph) -> None:
    team = ask("{ teams { nodes { id } } viewer { id } }")
    data = {"title": "From a template", "priority": 2, "assigneeId": team["viewer"]["id"], "estimate": None}
    made = ask(
        'mutation($d: JSON!) { templateCreate(input: {name: "Bug", type: "issue", templateData: $d})'
        " { template { id } } }",
        d=data,
    )["templateCreate"]["template"]["id"]
    issue = ask(
        "mutation($t: String!, $k: String!) { issueCreate(input: {teamId: $k, templateId: $t, priority: 1})"
        " { issue { id } } }",
        t=made, k=team["teams"]["nodes"][0]["id"],
    )["issueCreate"]["issue"]["id"]  # fmt: skip
    shown = "query($i: String!) { issue(id: $i) { title priority assignee { isMe } lastAppliedTemplate { id } } }"
    assert ask(shown, i=issue)["issue"] == {
        "title": "From a template", "priority": 1, "assignee": {"isMe": True}, "lastAppliedTemplate": {"id": made},
    }  # fmt: skip


def test_what_outsiders_open_goes_to_triage(ask: Graph) -> None:
    ask('mutation { teamCreate(input: {name: "Ops", key: "OPS", triageEnabled: true}) { team { id } } }')
    query = 'mutation { issueCreate(input: {teamId: "OPS", title: "x"}) { issue { identifier } } }'
    for token in (ADA, CLEO):
        ask(query, token)
    nodes = ask('{ team(id: "OPS") { issues '
                "{ nodes { state { type } creator { displayName } } } } }")  # fmt: skip
    found = {node["creator"]["displayName"]: node["state"]["type"] for node in nodes["team"]["issues"]["nodes"]}
    assert found == {"ada": "backlog", "cleo": "triage"}

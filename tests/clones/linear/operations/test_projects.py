"""Projects with statuses, milestones, labels, relations and updates."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import Graph


def test_the_sdk_plans_and_runs_a_project(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const team = await client.team("ENG");
const statuses = (await client.projectStatuses()).nodes;
const status = name => statuses.find(s => s.name === name).id;
const input = { name: "Mobile app", teamIds: [team.id], description: "In the pocket." };
const project = await (await client.createProject(input)).project;
const milestone = await (await client.createProjectMilestone({ projectId: project.id, name: "Beta" })).projectMilestone;
const work = { teamId: team.id, title: "Icon", projectId: project.id, projectMilestoneId: milestone.id };
const issue = await (await client.createIssue(work)).issue;
await client.updateProject(project.id, { statusId: status("In Progress"), leadId: (await client.viewer).id });
const report = { projectId: project.id, body: "Slow.", health: "atRisk" };
const update = await (await client.createProjectUpdate(report)).projectUpdate;
const running = await client.project(project.id);
const done = (await team.states()).nodes.find(s => s.name === "Done").id;
await issue.update({ stateId: done });
const finished = await client.project(project.id);
const label = await (await client.createProjectLabel({ name: "Bet" })).projectLabel;
await client.projectAddLabel(project.id, label.id);
const labels = (await (await client.project(project.id)).labels()).nodes.map(l => l.name);
await project.archive();
show({ state: project.state, url: project.url.startsWith("https://linear.app/acme/project/mobile-app-"),
  running: [running.state, running.health, !!running.startedAt, (await running.lead).displayName],
  progress: [running.progress, finished.progress],
  milestones: (await running.projectMilestones()).nodes.map(m => m.name),
  issues: (await running.issues()).nodes.map(i => i.title),
  last: (await running.lastUpdate).body, author: (await update.user).displayName, labels,
  hidden: (await client.projects()).nodes.map(p => p.name) });
""")
    assert made == {
        "state": "backlog", "url": True, "running": ["started", "atRisk", True, "ada"], "progress": [0, 1],
        "milestones": ["Beta"], "issues": ["Icon"], "last": "Slow.", "author": "ada", "labels": ["Bet"],
        "hidden": ["Checkout rewrite"],
    }  # fmt: skip


def test_projects_are_found_by_slug_and_listed_by_filters(ask: Graph) -> None:
    (found,) = ask('{ projects(filter: {state: {eq: "started"}}) { nodes { id slugId name } } }')["projects"]["nodes"]
    assert (
        ask("query($id: String!) { project(id: $id) { name } }", id=found["slugId"])["project"]["name"] == found["name"]
    )
    assert ask('{ team(id: "ENG") { projects { nodes { name } } } }')["team"]["projects"]["nodes"] == [
        {"name": "Checkout rewrite"}
    ]


def test_a_trashed_project_is_restored_with_its_issues(ask: Graph) -> None:
    id = ask("{ projects { nodes { id } } }")["projects"]["nodes"][0]["id"]
    ask("mutation($id: String!) { projectDelete(id: $id) { success entity { id trashed } } }", id=id)
    assert ask("{ projects { nodes { id } } }")["projects"]["nodes"] == []
    ask("mutation($id: String!) { projectUnarchive(id: $id) { success } }", id=id)
    found = ask("query($id: String!) { project(id: $id) { trashed archivedAt issues { nodes { id } } } }", id=id)[
        "project"
    ]
    assert (found["trashed"], found["archivedAt"], len(found["issues"]["nodes"])) == (None, None, 5)


def test_a_milestone_goes_and_its_issues_stay(ask: Graph) -> None:
    id = ask('{ issue(id: "ENG-1") { projectMilestone { id } } }')["issue"]["projectMilestone"]["id"]
    ask("mutation($id: String!) { projectMilestoneDelete(id: $id) { success } }", id=id)
    assert ask('{ issue(id: "ENG-1") { project { name } projectMilestone { id } } }')["issue"] == {
        "project": {"name": "Checkout rewrite"}, "projectMilestone": None,
    }  # fmt: skip


def test_health_follows_the_last_update(ask: Graph) -> None:
    id = ask("{ projects { nodes { id } } }")["projects"]["nodes"][0]["id"]
    report = """mutation($i: ProjectUpdateCreateInput!) { projectUpdateCreate(input: $i) { projectUpdate { id } } }"""
    first, second = (
        ask(report, i={"projectId": id, "health": health, "body": health})["projectUpdateCreate"]["projectUpdate"]["id"]
        for health in ("onTrack", "offTrack")
    )
    health = "query($id: String!) { project(id: $id) { health } }"
    assert ask(health, id=id)["project"]["health"] == "offTrack"
    ask("mutation($id: String!) { projectUpdateDelete(id: $id) { success } }", id=second)
    assert ask(health, id=id)["project"]["health"] == "onTrack"
    assert (
        ask("query($id: String!) { projectUpdate(id: $id) { body } }", id=first)["projectUpdate"]["body"] == "onTrack"
    )


def test_refusals(ask: Graph) -> None:
    make = "mutation($i: ProjectCreateInput!) { projectCreate(input: $i) { success } }"
    assert ask.refused(make, i={"name": " ", "teamIds": ["ENG"]})[2] == "name should not be empty"
    assert ask.refused(make, i={"name": "X", "teamIds": []})[2] == "teamIds should not be empty"
    assert ask.refused(make, i={"name": "X", "teamIds": ["NONE"]})[2] == "Entity not found: Team"
    id = ask("{ projects { nodes { id status { id } } } }")["projects"]["nodes"][0]
    archive = "mutation($id: String!) { projectStatusArchive(id: $id) { success } }"
    assert ask.refused(archive, id=id["status"]["id"])[1] == "invalid input"
    relate = """mutation($id: String!) { projectRelationCreate(input: {projectId: $id, relatedProjectId: $id,
      type: "dependency", anchorType: "end", relatedAnchorType: "start"}) { success } }"""
    assert ask.refused(relate, id=id["id"])[2] == "A project can not be related to itself"

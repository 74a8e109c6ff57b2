"""Documents and initiatives."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import Graph


def test_the_sdk_writes_finds_and_trashes_documents(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const project = (await client.projects()).nodes[0];
const input = { title: "Launch plan", content: "# One", projectId: project.id };
const document = await (await client.createDocument(input)).document;
await client.updateDocument(document.id, { content: "# Two" });
const bySlug = await client.document(document.slugId);
const found = (await client.searchDocuments("launch")).nodes.map(d => d.title);
const listed = (await project.documents()).nodes.map(d => d.title);
await client.deleteDocument(document.id);
const hidden = (await client.documents()).nodes.length;
await client.unarchiveDocument(document.id);
show({ content: bySlug.content, creator: (await bySlug.creator).displayName, found, listed, hidden,
  back: (await client.documents()).nodes.length });
""")
    assert made == {
        "content": "# Two", "creator": "ada", "found": ["Launch plan"],
        "listed": ["Launch plan", "Checkout: what we know"], "hidden": 1, "back": 2,
    }  # fmt: skip


def test_the_sdk_runs_an_initiative(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const project = (await client.projects()).nodes[0];
const initiative = await (await client.createInitiative({ name: "Grow", status: "Active" })).initiative;
const joined = await (await client.createInitiativeToProject({ initiativeId: initiative.id,
  projectId: project.id })).initiativeToProject;
const projects = (await initiative.projects()).nodes.map(p => p.name);
const back = (await project.initiatives()).nodes.map(i => i.name);
await client.createInitiativeUpdate({ initiativeId: initiative.id, body: "Fine.", health: "onTrack" });
const again = await client.initiative(initiative.id);
await client.deleteInitiativeToProject(joined.id);
await client.archiveInitiative(initiative.id);
show({ status: again.status, started: !!again.startedAt, health: again.health, projects, back,
  left: (await initiative.projects()).nodes.length, listed: (await client.initiatives()).nodes.length });
""")
    assert made == {
        "status": "Active", "started": True, "health": "onTrack", "projects": ["Checkout rewrite"], "back": ["Grow"],
        "left": 0, "listed": 0,
    }  # fmt: skip


def test_refusals(ask: Graph) -> None:
    make = "mutation($i: DocumentCreateInput!) { documentCreate(input: $i) { success } }"
    assert ask.refused(make, i={"title": ""})[2] == "title should not be empty"
    assert ask.refused(make, i={"title": "x", "projectId": "none"})[2] == "Entity not found: Project"
    assert ask.refused('mutation { initiativeCreate(input: {name: " "}) { success } }')[2] == "name should not be empty"
    id = ask('mutation { initiativeCreate(input: {name: "A"}) { initiative { id } } }')["initiativeCreate"][
        "initiative"
    ]["id"]
    project = ask("{ projects { nodes { id } } }")["projects"]["nodes"][0]["id"]
    add = """mutation($i: InitiativeToProjectCreateInput!) { initiativeToProjectCreate(input: $i) { success } }"""
    ask(add, i={"initiativeId": id, "projectId": project})
    assert (
        ask.refused(add, i={"initiativeId": id, "projectId": project})[2] == "The project is in the initiative already"
    )


def test_an_updates_new_health_is_the_initiatives(ask: Graph) -> None:
    made = ask('mutation { initiativeCreate(input: {name: "Grow"}) { initiative { id } } }')
    id = made["initiativeCreate"]["initiative"]["id"]
    create = ("mutation($i: String!, $h: InitiativeUpdateHealthType) { initiativeUpdateCreate(input: {initiativeId: $i,"
              " body: \"x\", health: $h}) { initiativeUpdate { id } } }")  # fmt: skip
    first, last = (ask(create, i=id, h=h)["initiativeUpdateCreate"]["initiativeUpdate"]["id"]
                   for h in ("onTrack", "onTrack"))  # fmt: skip
    change = ("mutation($i: String!, $h: InitiativeUpdateHealthType) { initiativeUpdateUpdate(id: $i,"
              " input: {health: $h}) { success } }")  # fmt: skip
    health = "query($i: String!) { initiative(id: $i) { health } }"
    ask(change, i=first, h="offTrack")
    assert ask(health, i=id)["initiative"]["health"] == "onTrack"
    ask(change, i=last, h="atRisk")
    assert ask(health, i=id)["initiative"]["health"] == "atRisk"

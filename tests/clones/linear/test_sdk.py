"""Every list and the readers of the newest SDK, by its own methods: all answer, with what there is."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from clonery.server.registry import Registry

Sdk = Callable[..., Any]
OPERATIONS = [
    made for made in Registry(("linear",)).get("linear").operations.values()
    if made.entry.get("graphql", {}).get("type") == "query"
]  # fmt: skip
THERE = {
    "issues": 6, "teams": 1, "users": 3, "projects": 1, "workflowStates": 7, "issueLabels": 3, "cycles": 3,
    "comments": 2,
    "documents": 1, "projectStatuses": 5, "projectMilestones": 2, "teamMemberships": 3, "issueRelations": 1,
    "administrableTeams": 1,
}  # fmt: skip
"""What small-team has; the inbox aside, nothing else."""


def names(*verbs: str) -> list[str]:
    free = [made for made in OPERATIONS if made.entry["effect"]["verb"] in verbs]
    return [made.entry["graphql"]["field"] for made in free if not made.entry["inputSchema"].get("required")]


def test_every_list_of_the_sdk_answers(sdk: Sdk) -> None:
    made = sdk("""
const counts = {}, failed = {}, missing = [];
for (const name of """ + json.dumps(names("list", "search")) + """) {
  if (!(name in client)) { missing.push(name); continue; }
  try {
    const found = typeof client[name] === "function" ? await client[name]() : await client[name];
    counts[name] = (found.nodes ?? found).length;
  } catch (error) { failed[name] = error.message.slice(0, 200); }
}
show({ counts, failed, missing });
""")  # fmt: skip
    assert made["failed"] == {}
    assert len(made["counts"]) >= 60
    assert {name: count for name, count in made["counts"].items() if count and "otification" not in name} == {
        **THERE, "issueSearch": 6, "issuePriorityValues": 5,
    } | {name: made["counts"][name] for name in ("auditEntryTypes",) if made["counts"].get(name)}  # fmt: skip


def test_single_things_are_read_with_all_the_fields_of_their_fragment(sdk: Sdk) -> None:
    made = sdk("""
const out = {};
const first = async (list) => (await list).nodes[0];
out.issue = await client.issue((await first(client.issues())).id);
out.team = await client.team((await first(client.teams())).id);
out.user = await client.user((await first(client.users())).id);
out.project = await client.project((await first(client.projects())).id);
out.cycle = await client.cycle((await first(client.cycles())).id);
out.document = await client.document((await first(client.documents())).id);
out.state = await client.workflowState((await first(client.workflowStates())).id);
out.label = await client.issueLabel((await first(client.issueLabels())).id);
out.status = await client.projectStatus((await first(client.projectStatuses())).id);
out.milestone = await client.projectMilestone((await first(client.projectMilestones())).id);
out.membership = await client.teamMembership((await first(client.teamMemberships())).id);
out.relation = await client.issueRelation((await first(client.issueRelations())).id);
out.comment = await client.comment({ id: (await first(client.comments())).id });
show(Object.fromEntries(Object.entries(out).map(([name, thing]) => [name, { id: thing.id,
          created: thing.createdAt }])));
""")
    assert len(made) == 13
    for name, thing in made.items():
        assert len(thing["id"]) == 36, name
        assert thing["created"].startswith("202"), name


@pytest.mark.parametrize("key", ["issue", "project", "team", "user", "cycle"])
def test_lazy_relations_are_fetched_by_a_second_query(sdk: Sdk, key: str) -> None:
    scripts = {
        "issue": """const i = await client.issue("ENG-1"); show([(await i.state).name, (await i.team).key,
          (await i.assignee).displayName, (await i.creator).displayName, (await i.project).name, (await i.cycle).number,
          (await i.projectMilestone).name, (await i.labels()).nodes.map(l => l.name), (await i.comments()).nodes.length,
          (await i.subscribers()).nodes.length, (await i.children()).nodes.length,
          (await i.attachments()).nodes.length]);""",
        "project": """const p = (await client.projects()).nodes[0]; show([(await p.lead).displayName,
          (await p.status).type,
          (await p.creator).displayName, (await p.teams()).nodes.length, (await p.members()).nodes.length,
          (await p.projectUpdates()).nodes.length, (await p.documents()).nodes.length]);""",
        "team": """const t = await client.team("ENG"); show([(await t.defaultIssueState).name,
          (await t.organization).name,
          (await t.issues({ first: 2 })).nodes.length, (await t.projects()).nodes.length,
          (await t.labels()).nodes.length,
          (await t.webhooks()).nodes.length]);""",
        "user": """const u = await client.user("me"); show([(await u.teams()).nodes[0].key,
          (await u.teamMemberships()).nodes[0].owner, (await u.createdIssues()).nodes.length]);""",
        "cycle": """const c = await (await client.team("ENG")).activeCycle; show([(await c.team).key,
          (await c.issues()).nodes.map(i => i.identifier), c.progress]);""",
    }
    wanted = {
        "issue": ["In Progress", "ENG", "ben", "cleo", "Checkout rewrite", 2, "Alpha", ["Bug"], 2, 3, 0, 0],
        "project": ["ben", "started", "ada", 1, 2, 0, 1], "team": ["Backlog", "Acme", 2, 1, 0, 0],
        "user": ["ENG", True, 3], "cycle": ["ENG", ["ENG-4", "ENG-1"], 0],
    }  # fmt: skip
    assert sdk(scripts[key]) == wanted[key]

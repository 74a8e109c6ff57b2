"""What is only made, changed, put away and deleted: customers, views, templates, releases, roadmaps."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.clones.linear.conftest import Graph


def test_the_sdk_keeps_views_and_reads_through_them(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const input = { name: "Bugs", filterData: { labels: { name: { eq: "Bug" } } } };
const view = await (await client.createCustomView(input)).customView;
const issues = (await view.issues()).nodes.map(i => i.identifier).sort();
const urgent = (await view.issues({ filter: { state: { type: { eq: "completed" } } } })).nodes.map(i => i.identifier);
await client.updateCustomView(view.id, { name: "All bugs" });
const again = await client.customView(view.id);
await client.deleteCustomView(view.id);
show({ issues, urgent, name: again.name, creator: (await again.creator).displayName,
  left: (await client.customViews()).nodes.length });
""")
    assert made == {"issues": ["ENG-1", "ENG-3"], "urgent": ["ENG-3"], "name": "All bugs", "creator": "ada", "left": 0}


def test_the_sdk_keeps_customers_and_their_needs(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const customer = await (await client.createCustomer({ name: "Globex", domains: ["globex.example"] })).customer;
const again = await (await client.customerUpsert({ id: customer.id, name: "Globex Inc" })).customer;
const issue = await client.issue("ENG-2");
const need = await (await client.createCustomerNeed({ customerId: customer.id, issueId: issue.id,
  body: "Dark!" })).need;
await client.customerNeedUpdate?.(need.id, {});
const listed = (await client.customers({ filter: { name: { contains: "Inc" } } })).nodes.map(c => c.name);
show({ same: again.id === customer.id, domains: again.domains, listed,
  needs: (await issue.needs()).nodes.map(n => n.body) });
""")
    assert made == {"same": True, "domains": ["globex.example"], "listed": ["Globex Inc"], "needs": ["Dark!"]}


def test_an_outer_id_finds_its_customer_again(ask: Graph) -> None:
    upsert = "mutation($i: CustomerUpsertInput!) { customerUpsert(input: $i) { customer { id name externalIds } } }"
    one = ask(upsert, i={"externalId": "crm-1", "name": "Initech"})["customerUpsert"]["customer"]
    two = ask(upsert, i={"externalId": "crm-1", "name": "Initech Ltd"})["customerUpsert"]["customer"]
    assert two == {"id": one["id"], "name": "Initech Ltd", "externalIds": ["crm-1"]}


SIMPLE = [
    ("roadmap", "Roadmap", {"name": "2026"}, {"name": "2027"}),
    ("projectLabel", "ProjectLabel", {"name": "Bet"}, {"name": "Sure"}),
    ("initiativeLabel", "InitiativeLabel", {"name": "Bet"}, {"name": "Sure"}),
    ("customerStatus", "CustomerStatus", {"name": "Won", "color": "#fff"}, {"name": "Lost"}),
    ("customerTier", "CustomerTier", {"name": "Gold", "color": "#fff"}, {"name": "Silver"}),
    ("template", "Template", {"name": "Bug", "type": "issue", "templateData": {}}, {"name": "Crash"}),
    ("releasePipeline", "ReleasePipeline", {"name": "Web"}, {"name": "App"}),
]


@pytest.mark.parametrize(("field", "type_name", "given", "changes"), SIMPLE, ids=[case[0] for case in SIMPLE])
def test_a_life(ask: Graph, field: str, type_name: str, given: dict[str, Any], changes: dict[str, Any]) -> None:
    shown = {"customerStatus": "status", "customerTier": "tier"}.get(field, field)
    create = f"mutation($i: {type_name}CreateInput!) {{ {field}Create(input: $i) {{ success {shown} {{ id name }} }} }}"
    made = ask(create, i=given)[f"{field}Create"]
    assert made["success"] is True
    id, input_type = made[shown]["id"], f"{type_name}UpdateInput!"
    ask(
        f"mutation($id: String!, $i: {input_type}) {{ {field}Update(id: $id, input: $i) {{ success }} }}",
        id=id,
        i=changes,
    )
    read = f"query($id: String!) {{ {field}(id: $id) {{ name createdAt updatedAt }} }}"
    at = "2026-01-06T12:00:00.000Z"
    assert ask(read, id=id)[field] == {"name": changes["name"], "createdAt": at, "updatedAt": at}
    ask(f"mutation($id: String!) {{ {field}Delete(id: $id) {{ success }} }}", id=id)
    if field != "releasePipeline":
        assert ask.refused(read, id=id) == (200, "invalid input", f"Entity not found: {type_name}")


def test_retired_labels_come_back(ask: Graph) -> None:
    make = 'mutation { projectLabelCreate(input: {name: "Old"}) { projectLabel { id } } }'
    id = ask(make)["projectLabelCreate"]["projectLabel"]["id"]
    retire = """mutation($id: String!) { projectLabelRetire(id: $id) {
      projectLabel { retiredAt retiredBy { displayName } } } }"""
    assert ask(retire, id=id)["projectLabelRetire"]["projectLabel"] == {
        "retiredAt": "2026-01-06T12:00:00.000Z", "retiredBy": {"displayName": "ada"},
    }  # fmt: skip
    restore = "mutation($id: String!) { projectLabelRestore(id: $id) { projectLabel { retiredAt } } }"
    assert ask(restore, id=id)["projectLabelRestore"]["projectLabel"] == {"retiredAt": None}


def test_a_subscription_is_of_the_type_of_what_it_is_to(ask: Graph) -> None:
    make = """mutation { notificationSubscriptionCreate(input: {teamId: "ENG", notificationSubscriptionTypes: ["a"]})
      { notificationSubscription { __typename id ... on TeamNotificationSubscription { team { key } } } } }"""
    made = ask(make)["notificationSubscriptionCreate"]["notificationSubscription"]
    assert (made["__typename"], made["team"]) == ("TeamNotificationSubscription", {"key": "ENG"})
    listed = ask("{ notificationSubscriptions { nodes { __typename id } } }")["notificationSubscriptions"]["nodes"]
    assert listed == [{"__typename": "TeamNotificationSubscription", "id": made["id"]}]


def test_issues_join_and_leave_a_release(ask: Graph) -> None:
    pipeline = ask('mutation { releasePipelineCreate(input: {name: "Web"}) { releasePipeline { id } } }')
    id = pipeline["releasePipelineCreate"]["releasePipeline"]["id"]
    make = 'mutation($p: String!) { releaseCreate(input: {name: "1.0", pipelineId: $p}) { release { id name } } }'
    release = ask(make, p=id)["releaseCreate"]["release"]["id"]
    ask(
        'mutation($r: String!) { issueToReleaseCreate(input: {issueId: "ENG-1", releaseId: $r}) { success } }',
        r=release,
    )
    read = '{ issue(id: "ENG-1") { releases { nodes { name } } } }'
    assert ask(read)["issue"]["releases"]["nodes"] == [{"name": "1.0"}]
    leave = """mutation($r: String!) {
      issueToReleaseDeleteByIssueAndRelease(issueId: "ENG-1", releaseId: $r) { success } }"""
    ask(leave, r=release)
    assert ask(read)["issue"]["releases"]["nodes"] == []

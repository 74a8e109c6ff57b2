"""Relations between issues, both ways."""

from collections.abc import Callable
from typing import Any

from tests.clones.linear.conftest import Graph

RELATE = "mutation($i: IssueRelationCreateInput!) { issueRelationCreate(input: $i) { issueRelation { id type } } }"


def test_the_sdk_relates_issues_and_reads_it_from_both_ends(sdk: Callable[..., Any]) -> None:
    made = sdk("""
const [one, two] = [await client.issue("ENG-1"), await client.issue("ENG-2")];
const payload = await client.createIssueRelation({ issueId: one.id, relatedIssueId: two.id, type: "blocks" });
const relation = await payload.issueRelation;
const own = (await one.relations()).nodes, other = (await two.inverseRelations()).nodes;
const blocked = (await client.issues({ filter: { hasBlockedByRelations:
  { eq: true } } })).nodes.map(i => i.identifier).sort();
await client.deleteIssueRelation(relation.id);
show({ type: relation.type, own: own.length, other: other.map(r => r.id === relation.id), blocked,
  left: (await one.relations()).nodes.length });
""")
    assert made == {"type": "blocks", "own": 1, "other": [True], "blocked": ["ENG-2", "ENG-4"], "left": 0}


def test_a_duplicate_is_closed_as_one(ask: Graph) -> None:
    ask(RELATE, i={"issueId": "ENG-2", "relatedIssueId": "ENG-6", "type": "duplicate"})
    found = ask(
        '{ issue(id: "ENG-2") { state { name } canceledAt history { nodes { relationChanges { identifier type } } } } }'
    )
    assert found["issue"]["state"]["name"] == "Duplicate"
    assert found["issue"]["canceledAt"] == "2026-01-06T12:00:00.000Z"
    changes = [each["relationChanges"] for each in found["issue"]["history"]["nodes"] if each["relationChanges"]]
    assert changes == [[{"identifier": "ENG-6", "type": "ad"}]]


def test_the_same_relation_stays_one_and_itself_is_refused(ask: Graph) -> None:
    given = {"issueId": "ENG-1", "relatedIssueId": "ENG-2", "type": "related"}
    assert ask(RELATE, i=given) == ask(RELATE, i=given)
    assert ask.refused(RELATE, i={**given, "relatedIssueId": "ENG-1"})[2] == "An issue can not be related to itself"
    id = ask(RELATE, i=given)["issueRelationCreate"]["issueRelation"]["id"]
    change = (
        'mutation($id: String!) { issueRelationUpdate(id: $id, input: {type: "blocks"}) { issueRelation { type } } }'
    )
    assert ask(change, id=id)["issueRelationUpdate"]["issueRelation"] == {"type": "blocks"}

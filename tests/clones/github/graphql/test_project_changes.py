"""Projects changed: fields, items, values, positions, drafts."""

from typing import Any

import httpx
from tests.clones.github.credentials import BEN
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids
from tests.clones.github.graphql.test_projects import project

__all__ = ["ids", "project"]
ITEMS = """query($id: ID!) { node(id: $id) { ... on ProjectV2 { items(first: 9) { totalCount nodes { id type
  content { ... on Issue { number } ... on DraftIssue { title } }
  status: fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name optionId } }
  points: fieldValueByName(name: "Points") { ... on ProjectV2ItemFieldNumberValue { number } } } } } } }"""


def test_items_and_their_values(ask: Ask, send: Ask, project: dict[str, Any], ids: dict[str, str]) -> None:
    at = {"projectId": project["id"]}
    made: Any = do(ask, "addProjectV2ItemById", "item { id }", **at, contentId=ids["issue"])
    item = made["item"]["id"]
    assert do(ask, "addProjectV2ItemById", "item { id }", **at, contentId=ids["issue"]) == made
    option = project["field"]["options"][1]
    value = {"singleSelectOptionId": option["id"]}
    do(
        ask,
        "updateProjectV2ItemFieldValue",
        "projectV2Item { id }",
        **at,
        itemId=item,
        fieldId=project["field"]["id"],
        value=value,
    )
    field: Any = do(
        ask,
        "createProjectV2Field",
        "projectV2Field { ... on ProjectV2Field { id dataType } }",
        **at,
        name="Points",
        dataType="NUMBER",
    )
    points = field["projectV2Field"]["id"]
    do(
        ask,
        "updateProjectV2ItemFieldValue",
        "projectV2Item { id }",
        **at,
        itemId=item,
        fieldId=points,
        value={"number": 3},
    )
    (node,) = ask(ITEMS, id=project["id"])["node"]["items"]["nodes"]
    assert node["content"] == {"number": 1}
    assert (node["status"], node["points"]) == ({"name": "In Progress", "optionId": option["id"]}, {"number": 3})
    do(ask, "clearProjectV2ItemFieldValue", "projectV2Item { id }", **at, itemId=item, fieldId=points)
    query = """mutation($i: UpdateProjectV2ItemFieldValueInput!) { updateProjectV2ItemFieldValue(input: $i) {
      projectV2Item { id } } }"""
    (error,) = send(query, i={**at, "itemId": item, "fieldId": points, "value": {"text": "x"}}).json()["errors"]
    assert error["type"] == "UNPROCESSABLE"
    do(ask, "deleteProjectV2Item", "deletedItemId", **at, itemId=item)
    assert ask(ITEMS, id=project["id"])["node"]["items"]["totalCount"] == 0


def test_drafts_and_positions(ask: Ask, http: httpx.Client, project: dict[str, Any], ids: dict[str, str]) -> None:
    at = {"projectId": project["id"]}
    first: Any = do(
        ask,
        "addProjectV2DraftIssue",
        "projectItem { id content { ... on DraftIssue { id } } }",
        **at,
        title="One",
        body="Text",
    )
    second: Any = do(ask, "addProjectV2DraftIssue", "projectItem { id }", **at, title="Two")
    do(
        ask,
        "updateProjectV2DraftIssue",
        "draftIssue { title }",
        draftIssueId=first["projectItem"]["content"]["id"],
        title="Uno",
    )
    do(ask, "updateProjectV2ItemPosition", "clientMutationId", **at, itemId=second["projectItem"]["id"])
    nodes = ask(ITEMS, id=project["id"])["node"]["items"]["nodes"]
    assert [each["content"]["title"] for each in nodes] == ["Two", "Uno"]
    shown = "item { type content { ... on Issue { number title } } }"
    made: Any = do(
        ask,
        "convertProjectV2DraftIssueItemToIssue",
        shown,
        itemId=first["projectItem"]["id"],
        repositoryId=ids["webapp"],
    )
    assert made["item"]["type"] == "ISSUE"
    assert http.get(f"/repos/acme/webapp/issues/{made['item']['content']['number']}").json()["title"] == "Uno"
    do(ask, "archiveProjectV2Item", "item { isArchived }", **at, itemId=second["projectItem"]["id"])
    assert ask(ITEMS, id=project["id"])["node"]["items"]["totalCount"] == 1


def test_the_project_itself(ask: Ask, send: Ask, project: dict[str, Any], ids: dict[str, str]) -> None:
    at = {"projectId": project["id"]}
    shown = "projectV2 { title shortDescription closed public }"
    made = do(ask, "updateProjectV2", shown, **at, title="Plan", shortDescription="All", closed=True, public=True)
    assert made == {"projectV2": {"title": "Plan", "shortDescription": "All", "closed": True, "public": True}}
    do(ask, "linkProjectV2ToRepository", "repository { id }", **at, repositoryId=ids["webapp"])
    query = '{ repository(owner: "acme", name: "webapp") { projectsV2(first: 5) { nodes { title } } } }'
    assert ask(query)["repository"]["projectsV2"]["nodes"] == [{"title": "Plan"}]
    delete = "mutation($i: DeleteProjectV2Input!) { deleteProjectV2(input: $i) { projectV2 { title } } }"
    (error,) = send(delete, BEN, i=at).json()["errors"]
    assert error["type"] == "INSUFFICIENT_SCOPES"
    do(ask, "deleteProjectV2", "projectV2 { title }", **at)
    assert ask(query)["repository"]["projectsV2"]["nodes"] == []

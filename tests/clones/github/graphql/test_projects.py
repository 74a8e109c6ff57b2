"""Projects as they are read: fields, items, values, from an organization, a repository and an issue."""

from typing import Any

import pytest
from tests.clones.github.credentials import BEN
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["ids"]


@pytest.fixture
def project(ask: Ask) -> dict[str, Any]:
    """A new project of the organization with its status field and options."""
    owner = ask('{ organization(login: "acme") { id } }')["organization"]["id"]
    shown = """projectV2 { id number title url field(name: "Status") { ... on ProjectV2SingleSelectField { id
      options { id name } } } fields(first: 20) { nodes { ... on ProjectV2FieldCommon { name dataType } } } }"""
    made: Any = do(ask, "createProjectV2", shown, ownerId=owner, title="Roadmap")
    found: dict[str, Any] = made["projectV2"]
    return found


def test_a_new_project(ask: Ask, project: dict[str, Any]) -> None:
    fields = {each["name"]: each["dataType"] for each in project["fields"]["nodes"]}
    assert (fields["Title"], fields["Status"], fields["Labels"]) == ("TITLE", "SINGLE_SELECT", "LABELS")
    assert [each["name"] for each in project["field"]["options"]] == ["Todo", "In Progress", "Done"]
    query = """{ organization(login: "acme") { projectsV2(first: 5) { totalCount nodes { title } }
      projectV2(number: 1) { title closed owner { ... on Organization { login } } creator { login } } } }"""
    found = ask(query)["organization"]
    assert found["projectsV2"] == {"totalCount": 1, "nodes": [{"title": "Roadmap"}]}
    assert found["projectV2"] == {
        "title": "Roadmap", "closed": False, "owner": {"login": "acme"}, "creator": {"login": "ada"},
    }  # fmt: skip


def test_an_issues_items(ask: Ask, project: dict[str, Any], ids: dict[str, str]) -> None:
    do(ask, "addProjectV2ItemById", "item { id type }", projectId=project["id"], contentId=ids["issue"])
    query = """{ repository(owner: "acme", name: "webapp") { issue(number: 1) { projectItems(first: 5) { nodes {
      project { title } fieldValueByName(name: "Title") { ... on ProjectV2ItemFieldTextValue { text } }
      fieldValues(first: 20) { nodes { __typename } } } } } } }"""
    (item,) = ask(query)["repository"]["issue"]["projectItems"]["nodes"]
    assert item["project"] == {"title": "Roadmap"}
    assert item["fieldValueByName"] == {"text": "Checkout fails with an empty cart"}
    kinds = {each["__typename"] for each in item["fieldValues"]["nodes"]}
    assert {"ProjectV2ItemFieldLabelValue", "ProjectV2ItemFieldUserValue", "ProjectV2ItemFieldMilestoneValue"} <= kinds


def test_a_token_that_may_not_see_projects(send: Ask, project: dict[str, Any]) -> None:
    query = '{ organization(login: "acme") { projectsV2(first: 5) { totalCount } } }'
    assert send(query, BEN).json()["data"]["organization"]["projectsV2"]["totalCount"] == 0
    body = send("query($id: ID!) { node(id: $id) { id } }", BEN, id=project["id"]).json()
    assert body["errors"][0]["type"] == "NOT_FOUND"

"""The `jira` package on Jira's clone, by version 2 of the API: issues are written, versions and components not."""

from typing import Any

import pytest

from .conftest import Vendor

jira = pytest.importorskip("jira")
CLONE = "jira"


@pytest.fixture
def client(vendor: Vendor) -> Any:
    auth = (vendor.env["JIRA_EMAIL"], vendor.env["JIRA_API_TOKEN"])
    return jira.JIRA(server=vendor.env["JIRA_URL"], basic_auth=auth, max_retries=0)


def test_issues_have_keys_texts_and_a_workflow(client: Any) -> None:
    issue = client.create_issue(project="SHOP", summary="First", description="a text", issuetype={"name": "Task"})
    assert issue.key.startswith("SHOP-")
    assert (issue.fields.description, issue.fields.status.name) == ("a text", "To Do")
    issue.update(summary="Second", fields={"labels": ["red"]})
    read = client.issue(issue.key)
    assert (read.fields.summary, read.fields.labels, client.issue(issue.id).key) == ("Second", ["red"], issue.key)
    client.transition_issue(issue, "Done")
    client.assign_issue(issue, "ben@acme.example")
    read = client.issue(issue.key)
    assert (read.fields.status.name, read.fields.resolution.name) == ("Done", "Done")
    assert read.fields.assignee.displayName == "Ben Okafor"
    comment = client.add_comment(issue, "hello")
    comment.update(body="bye")
    assert [each.body for each in client.comments(issue)] == ["bye"]
    issue.delete()
    with pytest.raises(jira.JIRAError) as caught:
        client.issue(issue.key)
    assert caught.value.status_code == 404


def test_searches_and_their_pages(client: Any) -> None:
    made = [
        client.create_issue(project="OPS", summary=f"n{number}", issuetype={"name": "Task"}, labels=["walk"]).key
        for number in range(5)
    ]
    found = client.enhanced_search_issues("project = OPS AND labels = walk ORDER BY key ASC", maxResults=2)
    assert [each.key for each in found] == made[:2]
    every = client.enhanced_search_issues("project = OPS AND labels = walk ORDER BY key ASC", maxResults=0)
    assert [each.key for each in every] == made
    assert [each.key for each in client.enhanced_search_issues('summary ~ "n3" AND status != Done')] == made[3:4]
    with pytest.raises(jira.JIRAError) as caught:
        client.enhanced_search_issues("colour = red")
    assert "Field 'colour' does not exist" in caught.value.text


def test_what_nobody_has_written_answers_too(client: Any, vendor: Vendor) -> None:
    version = client.create_version("1.0", "SHOP")
    version.update(name="1.1")
    assert client.version(version.id).name == "1.1"
    component = client.create_component("Core", "SHOP")
    assert client.component(component.id).name == "Core"
    component.delete()
    with pytest.raises(jira.JIRAError):
        client.component(component.id)
    assert [each.key for each in client.projects()] == ["SHOP", "OPS"]
    assert {"createVersion", "updateVersion", "deleteComponent"} <= vendor.generic()


def test_generic_operations_alone(client: Any, vendor: Vendor) -> None:
    """Dashboards: made, listed, read, changed, paged, deleted."""
    with vendor.alone():
        made = [client.create_dashboard(name=f"Board {number}").id for number in range(5)]
        client.dashboard(made[0]).update(name="First", description="d", editPermissions=[], sharePermissions=[])
        assert client.dashboard(made[0]).name == "First"
        pages = [client.dashboards(startAt=start, maxResults=2) for start in (0, 2, 4)]
        assert [each.id for page in pages for each in page] == made
        assert {page.total for page in pages} == {5}
        client.dashboard(made[0]).delete()
        with pytest.raises(jira.JIRAError) as caught:
            client.dashboard(made[0])
        assert caught.value.status_code == 404

"""Issues of Jira's clone: keys, fields, workflow, archive, versions 2 and 3."""

from typing import Any

import pytest
from tests.clones.caller import Caller

ISSUE = "/rest/api/3/issue"
BEN = "712020:ben00000-0000-4000-8000-000000000002"


@pytest.fixture
def ask() -> Caller:
    return Caller("jira")


def made(ask: Caller, path: str = ISSUE, **fields: Any) -> Any:
    whole = {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "S", **fields}
    answer = ask("POST", path, {"fields": whole})
    assert answer.status == 201, answer.data
    return answer.data


def test_an_issue_has_a_key_of_its_project_and_begins_in_the_first_status(ask: Caller) -> None:
    keys = [made(ask)["key"], made(ask)["key"], made(ask, project={"id": "10001"})["key"]]
    assert [key.split("-")[0] for key in keys] == ["SHOP", "SHOP", "OPS"]
    assert int(keys[1].split("-")[1]) == int(keys[0].split("-")[1]) + 1
    fields = ask("GET", f"{ISSUE}/{keys[0].lower()}").data["fields"]
    assert (fields["status"]["name"], fields["priority"]["name"]) == ("To Do", "Medium")
    assert (fields["reporter"]["displayName"], fields["assignee"], fields["labels"]) == ("Ada Moreau", None, [])
    ask("DELETE", f"{ISSUE}/{keys[1]}")
    assert made(ask)["key"] == f"SHOP-{int(keys[1].split('-')[1]) + 1}"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"summary": " "}, "summary"), ({"project": {"key": "NONE"}}, "project"),
        ({"issuetype": {"name": "x"}}, "issuetype"),
        ({"priority": {"name": "x"}}, "priority"), ({"assignee": {"accountId": "x"}}, "assignee"),
    ],
)  # fmt: skip
def test_what_is_missing_or_unknown_is_named(ask: Caller, fields: Any, field: str) -> None:
    whole = {"project": {"key": "SHOP"}, "issuetype": {"name": "Task"}, "summary": "S", **fields}
    status, body = ask.refusal("POST", ISSUE, body={"fields": whole})
    assert (status, list(body["errors"]), body["errorMessages"]) == (400, [field], [])


def test_version_2_has_texts_where_version_3_has_documents(ask: Caller) -> None:
    key = made(ask, "/rest/api/2/issue", description="a text")["key"]
    second = ask("GET", f"/rest/api/2/issue/{key}").data
    assert (second["fields"]["description"], "/rest/api/2/" in second["self"]) == ("a text", True)
    third = ask("GET", f"{ISSUE}/{key}").data
    assert third["fields"]["description"]["content"][0]["content"] == [{"type": "text", "text": "a text"}]


def test_fields_are_changed_chosen_and_stepped(ask: Caller) -> None:
    key = made(ask, labels=["a", "b"])["key"]
    update = {"labels": [{"add": "c"}, {"remove": "a"}], "comment": [{"add": {"body": "noted"}}]}
    assert ask("PUT", f"{ISSUE}/{key}", {"fields": {"summary": "T"}, "update": update}).status == 204
    fields = ask("GET", f"{ISSUE}/{key}", query="fields=labels,summary").data["fields"]
    assert fields == {"labels": ["b", "c"], "summary": "T"}
    assert ask("GET", f"{ISSUE}/{key}", query="fields=comment").data["fields"]["comment"]["total"] == 1
    assert "summary" not in ask("GET", f"{ISSUE}/{key}", query="fields=*all,-summary").data["fields"]
    returned = ask("PUT", f"{ISSUE}/{key}", {"fields": {"summary": "U"}}, query="returnIssue=true")
    assert (returned.status, returned.data["fields"]["summary"]) == (200, "U")
    assert ask("PUT", f"{ISSUE}/{key}", {"update": {"labels": [{"add": "d"}, "e"]}}).status == 400


def test_the_workflow_leads_to_every_status(ask: Caller) -> None:
    key = made(ask)["key"]
    ways = {each["name"]: each["id"] for each in ask("GET", f"{ISSUE}/{key}/transitions").data["transitions"]}
    assert ask("POST", f"{ISSUE}/{key}/transitions", {"transition": {"id": ways["Done"]}}).status == 204
    fields = ask("GET", f"{ISSUE}/{key}").data["fields"]
    assert (fields["status"]["name"], fields["resolution"]["name"]) == ("Done", "Done")
    ask("POST", f"{ISSUE}/{key}/transitions", {"transition": {"id": ways["To Do"]}})
    assert ask("GET", f"{ISSUE}/{key}").data["fields"]["resolution"] is None
    assert ask("POST", f"{ISSUE}/{key}/transitions", {"transition": {"id": "999"}}).status == 400
    assert ask("POST", f"{ISSUE}/{key}/transitions", {}).status == 400


def test_somebody_is_assigned_and_nobody(ask: Caller) -> None:
    key = made(ask)["key"]
    assert ask("PUT", f"{ISSUE}/{key}/assignee", {"accountId": BEN}).status == 204
    assert ask("GET", f"{ISSUE}/{key}").data["fields"]["assignee"]["displayName"] == "Ben Okafor"
    ask("PUT", f"{ISSUE}/{key}/assignee", {"accountId": None})
    assert ask("GET", f"{ISSUE}/{key}").data["fields"]["assignee"] is None


def test_archived_issues_stay_but_no_search_finds_them(ask: Caller) -> None:
    key = made(ask)["key"]
    done = ask("PUT", f"{ISSUE}/archive", {"issueIdsOrKeys": [key, "SHOP-999"]}).data
    assert (done["numberOfIssuesUpdated"], done["errors"]["issuesNotFound"]["issueIdsOrKeys"]) == (1, ["SHOP-999"])
    assert ask("GET", f"{ISSUE}/{key}").status == 200
    jql = {"jql": f"key = {key}"}
    assert ask("POST", "/rest/api/3/search/jql", jql).data["issues"] == []
    ask("PUT", f"{ISSUE}/unarchive", {"issueIdsOrKeys": [key]})
    assert len(ask("POST", "/rest/api/3/search/jql", jql).data["issues"]) == 1


def test_several_at_once_and_those_that_failed(ask: Caller) -> None:
    good = {"fields": {"project": {"key": "SHOP"}, "issuetype": {"id": "10001"}, "summary": "S"}}
    answer = ask("POST", f"{ISSUE}/bulk", {"issueUpdates": [good, {"fields": {}}]})
    assert (answer.status, len(answer.data["issues"]), answer.data["errors"][0]["failedElementNumber"]) == (201, 1, 1)
    assert ask("POST", f"{ISSUE}/bulk", {"issueUpdates": [{"fields": {}}]}).status == 400

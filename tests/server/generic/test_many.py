"""Many things in one call: each that is named, or all."""

from tests.clones.caller import Caller


def test_those_that_are_there_are_read_and_deleted() -> None:
    ask = Caller("hubspot")
    sent = {
        "inputs": [{"id": "10001"}, {"id": "99999"}, {"id": "10003"}],
        "properties": [],
        "propertiesWithHistory": [],
    }
    read = ask("POST", "/crm/v3/objects/contacts/batch/read", sent)
    assert [contact["id"] for contact in read.data["results"]] == ["10001", "10003"]
    assert ask("POST", "/crm/v3/objects/contacts/batch/archive", {"inputs": [{"id": "10001"}]}).status == 204
    assert [contact["id"] for contact in ask("GET", "/crm/v3/objects/contacts").data["results"]] == ["10002", "10003"]


def test_each_is_changed_and_one_that_is_not_there_is_refused_with_nothing_done() -> None:
    ask = Caller("hubspot")
    path = "/cms/v3/blogs/tags"
    times = dict.fromkeys(("created", "updated", "deletedAt"), "2026-01-05T12:00:00Z")
    sent = {"id": "1", "name": "Old", "slug": "old", "language": "en", "translatedFromId": 0}
    made = ask("POST", path, {**sent, **times}).data
    change = {"id": made["id"], "name": "New"}
    assert ask("POST", f"{path}/batch/update", {"inputs": [change, {"id": "99999", "name": "New"}]}).status == 404
    assert ask("GET", f"{path}/{made['id']}").data["name"] == "Old"
    assert ask("POST", f"{path}/batch/update", {"inputs": [change]}).status == 200
    assert ask("GET", f"{path}/{made['id']}").data["name"] == "New"


def test_who_is_taken_out_of_a_role_stays_a_person() -> None:
    ask = Caller("datadog")
    users = [user["id"] for user in ask("GET", "/api/v2/users").data["data"]]
    role = ask("GET", "/api/v2/roles").data["data"][0]["id"]
    body = {"data": {"id": users[1], "type": "users"}}
    assert ask("DELETE", f"/api/v2/roles/{role}/users", body).status == 200
    assert [user["id"] for user in ask("GET", "/api/v2/users").data["data"]] == users
    assert users[1] not in [user["id"] for user in ask("GET", f"/api/v2/roles/{role}/users").data["data"]]

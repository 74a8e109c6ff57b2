"""CRM objects of HubSpot's clone: properties that merge, filters, batches, merging."""

from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.clones.hubspot.objects import comparable, texts

CONTACTS = "/crm/v3/objects/contacts"


@pytest.fixture
def ask() -> Caller:
    return Caller("hubspot")


def made(ask: Caller, path: str = CONTACTS, **properties: Any) -> str:
    answer = ask("POST", path, {"properties": properties, "associations": []})
    assert answer.status == 201
    return str(answer.data["id"])


def test_an_update_leaves_what_it_does_not_name(ask: Caller) -> None:
    id = made(ask, email="x@acme.example", firstname="X", age=7)
    changed = ask("PATCH", f"{CONTACTS}/{id}", {"properties": {"firstname": "Z", "email": ""}}).data["properties"]
    assert (changed["firstname"], changed["email"], changed["age"]) == ("Z", "", "7")
    read = ask("GET", f"{CONTACTS}/{id}", query="properties=age&properties=none").data["properties"]
    assert set(read) == {"age", "none", "createdate", "hs_object_id", "lastmodifieddate"}
    assert (read["age"], read["none"]) == ("7", None)
    assert "age" not in ask("GET", f"{CONTACTS}/{id}").data["properties"]


def test_a_contact_is_found_by_its_address_and_made_once(ask: Caller) -> None:
    id = made(ask, email="X@acme.example")
    assert ask("GET", f"{CONTACTS}/x@acme.example", query="idProperty=email").data["id"] == id
    status, body = ask.refusal("POST", CONTACTS, body={"properties": {"email": "x@acme.example"}, "associations": []})
    assert (status, body["category"]) == (409, "CONFLICT")
    assert body["message"] == f"Contact already exists. Existing ID: {id}"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([("amount", "GT", "5")], 2), ([("amount", "LTE", "5")], 1), ([("name", "NEQ", "a")], 2),
        ([("amount", "GT", "5"), ("name", "EQ", "b")], 1), ([("name", "CONTAINS_TOKEN", "A*")], 1),
        ([("closedate", "HAS_PROPERTY", "")], 0),
        ([("closedate", "NOT_HAS_PROPERTY", "")], 3), ([], 3),
    ],
)  # fmt: skip
def test_filters(ask: Caller, filters: list[tuple[str, str, str]], count: int) -> None:
    for name, amount in (("a", "5"), ("b", "30"), ("c", "200")):
        made(ask, "/crm/v3/objects/line_items", name=name, amount=amount)
    group = {"filters": [{"propertyName": n, "operator": o, "value": v} for n, o, v in filters]}
    body = {"filterGroups": [group] if filters else [], "sorts": ["-amount"], "properties": ["name"], "limit": 2}
    found = ask("POST", "/crm/v3/objects/line_items/search", body).data
    assert found["total"] == count
    names = [each["properties"]["name"] for each in found["results"]]
    assert names == sorted(names, reverse=True)
    assert ("paging" in found) is (count > 2)


def test_values_in_lists_and_between(ask: Caller) -> None:
    for name, amount in (("a", "5"), ("b", "30"), ("c", "200")):
        made(ask, "/crm/v3/objects/line_items", name=name, amount=amount)
    for condition, count in (
        ({"propertyName": "name", "operator": "IN", "values": ["a", "c"]}, 2),
        ({"propertyName": "name", "operator": "NOT_IN", "values": ["a", "c"]}, 1),
        ({"propertyName": "amount", "operator": "BETWEEN", "value": "5", "highValue": "30"}, 2),
    ):
        body = {"filterGroups": [{"filters": [condition]}]}
        assert ask("POST", "/crm/v3/objects/line_items/search", body).data["total"] == count
    assert ask("POST", "/crm/v3/objects/line_items/search", {"query": "b", "filterGroups": []}).data["total"] == 1


def test_batches_do_what_can_be_done_and_name_the_rest(ask: Caller) -> None:
    inputs = [{"properties": {"email": f"b{number}@acme.example"}, "associations": []} for number in range(2)]
    ids = [each["id"] for each in ask("POST", f"{CONTACTS}/batch/create", {"inputs": inputs}).data["results"]]
    body = {
        "inputs": [{"id": ids[0], "properties": {"firstname": "A"}}, {"id": "99", "properties": {"firstname": "B"}}]
    }
    changed = ask("POST", f"{CONTACTS}/batch/update", body)
    assert (changed.status, changed.data["numErrors"]) == (207, 1)
    assert changed.data["errors"][0]["context"] == {"ids": ["99"]}
    by: dict[str, Any] = {"inputs": [{"id": "b0@acme.example"}], "idProperty": "email", "properties": ["firstname"]}
    by["propertiesWithHistory"] = []
    read = ask("POST", f"{CONTACTS}/batch/read", by).data["results"]
    assert [each["properties"]["firstname"] for each in read] == ["A"]
    put = [
        {"id": "b1@acme.example", "idProperty": "email", "properties": {"firstname": "C"}},
        {"id": "b9@acme.example", "idProperty": "email", "properties": {"firstname": "D"}},
    ]
    done = ask("POST", f"{CONTACTS}/batch/upsert", {"inputs": put}).data["results"]
    assert [(each["new"], each["properties"]["email"]) for each in done] == [
        (False, "b1@acme.example"), (True, "b9@acme.example"),
    ]  # fmt: skip


def test_merging_keeps_one_and_fills_it(ask: Caller) -> None:
    one, other = made(ask, firstname="A"), made(ask, firstname="B", phone="1")
    merged = ask("POST", f"{CONTACTS}/merge", {"primaryObjectId": one, "objectIdToMerge": other}).data["properties"]
    assert (merged["firstname"], merged["phone"], merged["hs_merged_object_ids"]) == ("A", "1", other)
    assert ask("GET", f"{CONTACTS}/{other}").status == 404
    assert ask("POST", f"{CONTACTS}/merge", {"primaryObjectId": one, "objectIdToMerge": one}).status == 400
    assert ask("POST", f"{CONTACTS}/gdpr-delete", {"objectId": one}).status == 204
    assert ask("GET", f"{CONTACTS}/{one}").status == 404
    assert ask("GET", CONTACTS, query="after=x").status == 400


def test_values_are_texts_and_compare() -> None:
    assert texts({"a": 1, "b": True, "c": None, "d": "x"}) == {"a": "1", "b": "true", "c": None, "d": "x"}
    assert texts(None) == {}
    assert sorted(["b", "10", "9", "A"], key=comparable) == ["9", "10", "A", "b"]

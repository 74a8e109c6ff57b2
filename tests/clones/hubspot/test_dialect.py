"""How HubSpot's clone keeps object types apart, pages, and checks scopes."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("hubspot")


def test_object_types_are_kept_apart(ask: Caller) -> None:
    contacts = ask("GET", "/crm/v3/objects/contacts").data["results"]
    assert [contact["properties"]["firstname"] for contact in contacts] == ["Lea", "Sam", "Ingrid"]
    companies = ask("GET", "/crm/v3/objects/companies").data["results"]
    assert [company["properties"]["name"] for company in companies] == ["Maison Verte", "Kite and Co", "Nordlys Books"]
    assert ask("GET", "/crm/v3/objects/contacts/20001").status == 404


def test_what_is_made_below_a_type_is_read_by_the_path_for_any_type(ask: Caller) -> None:
    made = ask("POST", "/crm/v3/objects/tickets", {"properties": {"subject": "Slow"}, "associations": []})
    assert (made.status, made.data["properties"]["subject"]) == (201, "Slow")
    assert ask("GET", f"/crm/v3/objects/tickets/{made.data['id']}").data["properties"]["subject"] == "Slow"
    assert ask("DELETE", f"/crm/v3/objects/tickets/{made.data['id']}").status == 204
    status, body = ask.refusal("GET", f"/crm/v3/objects/tickets/{made.data['id']}")
    assert (status, body["category"], body["context"]) == (404, "OBJECT_NOT_FOUND", {"id": [made.data["id"]]})


def test_general_and_spelled_out_paths_see_the_same_things(ask: Caller) -> None:
    sent = {"inputs": [{"properties": {"hs_task_subject": "Call back"}, "associations": []}]}
    made = ask("POST", "/crm/v3/objects/tasks/batch/create", sent).data["results"][0]
    for name in ("tasks", "task", "0-27"):
        assert ask("GET", f"/crm/v3/objects/{name}/{made['id']}").data["properties"] == {"hs_task_subject": "Call back"}
    assert ask("GET", f"/crm/v3/objects/calls/{made['id']}").status == 404


def test_pages_go_on_after(ask: Caller) -> None:
    first = ask("GET", "/crm/v3/objects/contacts", query="limit=2").data
    assert len(first["results"]) == 2
    after = first["paging"]["next"]["after"]
    rest = ask("GET", "/crm/v3/objects/contacts", query=f"limit=2&after={after}").data
    assert [contact["id"] for contact in rest["results"]] == ["10003"]
    assert "paging" not in rest or "next" not in rest["paging"]


def test_people_are_owners(ask: Caller) -> None:
    owners = ask("GET", "/crm/v3/owners/").data["results"]
    assert [owner["email"] for owner in owners][:3] == ["ada@acme.example", "ben@acme.example", "cleo@acme.example"]


def test_a_scope_opens_one_type(ask: Caller) -> None:
    limited = "pat-na1-ben00000-0000-4000-8000-acmelimited1"
    assert ask("GET", "/crm/v3/objects/contacts", token=limited).status == 200
    status, body = ask.refusal("GET", "/crm/v3/objects/deals", token=limited)
    assert (status, body["category"]) == (403, "MISSING_SCOPES")
    assert body["errors"][0]["context"] == {"requiredScopes": ["crm.objects.deals.read"]}

"""How Supabase's clone reads access tokens and a project's keys, and what its answers carry."""

import re

import pytest
from tests.clones.caller import Caller

REF, LIMITED = "acmewebappprojectabc", "sbp_be00acmelimited00000000000000000000000b"


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("supabase")


def test_the_default_token_is_adas(ask: Caller) -> None:
    assert re.fullmatch("sbp_[0-9a-z]{39}", ask.token)
    assert ask("GET", "/v1/profile").data["primary_email"] == "ada@acme.example"
    assert [project["ref"] for project in ask("GET", "/v1/projects").data] == [REF]


def test_the_organization_has_its_people(ask: Caller) -> None:
    members = ask("GET", "/v1/organizations/acmeorganizationabcd/members").data
    assert [(member["user_name"], member["role_name"]) for member in members] == [
        ("ada", "Owner"), ("ben", "Administrator"), ("cleo", "Developer"), ("bot", "Read-only"),
    ]  # fmt: skip


def test_a_token_with_few_scopes(ask: Caller) -> None:
    assert ask("GET", "/v1/projects", token=LIMITED).status == 200
    assert ask("GET", f"/v1/projects/{REF}/secrets", token=LIMITED).status == 403


def test_a_projects_keys_open_the_project_alone(ask: Caller) -> None:
    anon, service = ask.details["anon_key"], ask.details["service_role_key"]
    assert [key.count(".") for key in (anon, service)] == [2, 2]
    people = ask("GET", "/auth/v1/admin/users", token=None, apikey=service)
    assert [user["email"] for user in people.data["users"]][:2] == ["ada@acme.example", "ben@acme.example"]
    assert ask("GET", "/auth/v1/settings", token=None, query=f"apikey={anon}").status == 200
    assert ask("GET", "/auth/v1/admin/users", token=None, apikey=anon).status == 403
    assert ask("GET", "/v1/projects", token=service).status == 401


def test_what_is_made_has_a_ref_and_is_read_back(ask: Caller) -> None:
    sent = {"name": "stock", "organization_slug": "acmeorganizationabcd", "db_pass": "x", "region": "eu-west-3"}
    made = ask("POST", "/v1/projects", sent)
    assert made.status == 201
    assert re.fullmatch("[a-z]{20}", made.data["ref"])
    assert ask("GET", f"/v1/projects/{made.data['ref']}").data["name"] == "stock"


def test_limits_are_shown(ask: Caller) -> None:
    assert dict(ask("GET", "/v1/projects").headers)["X-RateLimit-Limit"] == "120"
    assert "X-RateLimit-Limit" not in dict(ask("GET", "/auth/v1/settings").headers)

"""Operations that nobody wrote find repositories, organizations and people by their paths, with the same rights."""

import httpx

from .credentials import CLEO


def test_a_generic_operation_lives_below_a_written_record(http: httpx.Client) -> None:
    made = http.post("/repos/acme/webapp/deployments", json={"ref": "main", "environment": "staging"})
    assert (made.status_code, made.headers["x-clonery-fidelity"]) == (201, "generic")
    id = made.json()["id"]
    assert http.get(f"/repos/acme/webapp/deployments/{id}").json()["environment"] == "staging"
    assert http.get("/repos/acme/infrastructure/deployments").json() == []
    assert http.get("/repos/acme/none/deployments").status_code == 404
    assert http.get("/orgs/nobody/actions/variables").status_code == 404


def test_deleting_the_repository_deletes_it_too(http: httpx.Client) -> None:
    http.post("/repos/acme/webapp/deployments", json={"ref": "main"})
    assert http.delete("/repos/acme/webapp").status_code == 204
    http.post("/orgs/acme/repos", json={"name": "webapp"})
    assert http.get("/repos/acme/webapp/deployments").json() == []


def test_a_stranger_does_not_see_below_a_private_repository(base: str) -> None:
    answer = httpx.get(f"{base}/repos/acme/infrastructure/deployments", headers={"Authorization": f"Bearer {CLEO}"})
    assert answer.status_code == 404


def test_a_number_in_a_path_is_one_though_its_schema_is_only_named(http: httpx.Client) -> None:
    assert http.get("/repos/acme/webapp/code-scanning/alerts/1").status_code == 404


def test_who_leaves_an_enterprise_team_is_not_deleted(http: httpx.Client) -> None:
    team = http.post("/enterprises/acme/teams", json={"name": "Core"}).json()
    place = f"/enterprises/acme/teams/{team['slug']}"
    assert http.put(f"{place}/memberships/ben").status_code == 201
    assert [each["login"] for each in http.get(f"{place}/memberships").json()] == ["ben"]
    assert http.delete(f"{place}/memberships/ben").status_code == 204
    assert http.get(f"{place}/memberships").json() == []
    assert http.get("/users/ben").json()["login"] == "ben"
    assert http.put(f"{place}/organizations/acme").status_code == 201
    assert http.delete(f"{place}/organizations/acme").status_code == 204
    assert http.get("/orgs/acme").json()["login"] == "acme"


def test_secrets_of_agents_are_none_of_actions(http: httpx.Client) -> None:
    sealed = {"encrypted_value": "c2VhbGVk", "key_id": "1"}
    assert http.put("/repos/acme/webapp/agents/secrets/KEY", json=sealed).status_code in (201, 204)
    assert [each["name"] for each in http.get("/repos/acme/webapp/agents/secrets").json()["secrets"]] == ["KEY"]
    assert http.get("/repos/acme/webapp/actions/secrets").json()["total_count"] == 0

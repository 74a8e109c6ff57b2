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

"""Secrets and variables of a repository."""

import httpx
import pytest
from github import Github, UnknownObjectException

V = "/repos/acme/webapp/actions/variables"
S = "/repos/acme/webapp/actions/secrets"


def test_variables(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    made = repo.create_variable("region", "eu")
    assert (repo.get_variable("REGION").value, made.name) == ("eu", "region")
    assert http.post(V, json={"name": "Region", "value": "x"}).status_code == 409
    assert repo.get_variable("region").edit("us")
    assert [(each.name, each.value) for each in repo.get_variables()] == [("REGION", "us")]
    assert http.patch(f"{V}/region", json={"name": "zone"}).status_code == 204
    assert repo.delete_variable("zone")
    with pytest.raises(UnknownObjectException):
        repo.get_variable("zone")


def test_secrets_keep_what_they_hold(http: httpx.Client) -> None:
    key = http.get(f"{S}/public-key").json()
    sent = {"encrypted_value": "c2VjcmV0", "key_id": key["key_id"]}
    assert http.put(f"{S}/token", json=sent).status_code == 201
    assert http.put(f"{S}/TOKEN", json=sent).status_code == 204
    listed = http.get(S).json()
    assert (listed["total_count"], set(listed["secrets"][0])) == (1, {"name", "created_at", "updated_at"})
    assert http.get(f"{S}/token").json()["name"] == "TOKEN"
    assert http.delete(f"{S}/token").status_code == 204
    assert http.get(f"{S}/token").status_code == 404


@pytest.mark.parametrize("name", ["GITHUB_X", "1a", "a-b"])
def test_names_that_are_refused(http: httpx.Client, name: str) -> None:
    answer = http.post(V, json={"name": name, "value": "x"})
    assert (answer.status_code, answer.json()["message"].startswith("Variable names")) == (422, True)
    sent = {"encrypted_value": "c2VjcmV0", "key_id": http.get(f"{S}/public-key").json()["key_id"]}
    assert http.put(f"{S}/{name}", json=sent).status_code == 422
    assert http.put(f"{S}/good", json=sent | {"key_id": "1"}).status_code == 422

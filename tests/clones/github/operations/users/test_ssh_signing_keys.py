"""Keys to sign commits with."""

import httpx
from tests.clones.github.credentials import ED25519


def test_signing_keys_come_and_go(http: httpx.Client) -> None:
    made = http.post("/user/ssh_signing_keys", json={"title": "signs", "key": f"{ED25519} ada"})
    assert (made.status_code, made.json()["key"]) == (201, ED25519)
    id = made.json()["id"]
    assert http.get(f"/user/ssh_signing_keys/{id}").json()["title"] == "signs"
    assert [key["id"] for key in http.get("/user/ssh_signing_keys").json()] == [id]
    assert [key["key"] for key in http.get("/users/ada/ssh_signing_keys").json()] == [ED25519]
    assert http.post("/user/ssh_signing_keys", json={"key": ED25519}).status_code == 422
    assert http.delete(f"/user/ssh_signing_keys/{id}").status_code == 204
    assert http.get(f"/user/ssh_signing_keys/{id}").status_code == 404

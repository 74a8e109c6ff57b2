"""Keys to sign in with."""

import httpx
import pytest
from github import Github, GithubException
from tests.clones.github.credentials import ED25519, RSA


def test_keys_come_and_go(gh: Github, http: httpx.Client) -> None:
    me = gh.get_user()
    made = me.create_key("laptop", f"{ED25519} ada@laptop")
    assert (made.title, made.key, made.verified) == ("laptop", ED25519, True)
    assert me.get_key(made.id).key == ED25519
    assert [key.title for key in me.get_keys()] == ["laptop"]
    assert [key["key"] for key in http.get("/users/ada/keys").json()] == [ED25519]
    assert "title" not in http.get("/users/ada/keys").json()[0]
    made.delete()
    assert list(me.get_keys()) == []


def test_a_key_is_used_once_by_anybody(gh: Github, http: httpx.Client) -> None:
    gh.get_user().create_key("one", ED25519)
    with pytest.raises(GithubException) as caught:
        gh.get_repo("acme/webapp").create_key("two", ED25519)
    assert (
        caught.value.data["errors"][0] | {"resource": "PublicKey", "message": "key is already in use"}
        == (caught.value.data["errors"][0])
    )


def test_what_is_no_key(gh: Github, http: httpx.Client) -> None:
    with pytest.raises(GithubException) as caught:
        gh.get_user().create_key("bad", RSA.replace("ssh-rsa", "ssh-dss"))
    assert (caught.value.status, caught.value.data["errors"][0]["field"]) == (422, "key")
    assert http.post("/user/keys", json={"key": "nonsense"}).status_code == 422
    assert http.get("/user/keys/99").status_code == 404

"""Keys that open one repository."""

from collections.abc import Callable

import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN, ED25519, RSA


def test_keys_come_and_go(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    made = repo.create_key("server", ED25519, read_only=True)
    assert (made.title, made.key, made.read_only, made.added_by) == ("server", ED25519, True, "ada")
    assert repo.create_key("", f"{RSA} ci@acme").title == "ci@acme"
    assert [key.title for key in repo.get_keys()] == ["server", "ci@acme"]
    repo.get_key(made.id).delete()
    with pytest.raises(UnknownObjectException):
        repo.get_key(made.id)


def test_who_and_what_is_refused(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_key("server", ED25519)
    for key, message in ((ED25519, "key is already in use"), ("ssh-rsa AAAA", "key is invalid")):
        with pytest.raises(GithubException) as caught:
            repo.create_key("again", key)
        assert caught.value.data["errors"][0]["message"].startswith(message)
    with pytest.raises(GithubException) as caught:
        sign_in(BEN).get_repo("acme/webapp").create_key("mine", RSA)
    assert caught.value.status == 403
    with pytest.raises(UnknownObjectException):
        gh.get_repo("ada/notes").get_key(1)

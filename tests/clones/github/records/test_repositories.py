"""Repositories and who may do what in them."""

import pytest

from clonery.clones.github.records.repositories import (
    Autolink,
    Collaborator,
    DeployKey,
    Redirect,
    Repository,
    RepositoryInvitation,
    Transfer,
)
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_names_are_there_once_per_owner(call: Call, webapp: Repository) -> None:
    fields = {"topics": [], "languages": {}, "security": {}, "created_at": "", "updated_at": ""}
    with pytest.raises(Taken):
        call.create(Repository, owner=webapp.owner, name="WebApp", **fields)
    assert call.create(Repository, owner=call.actor, name="WebApp", **fields).default_branch == "main"


def test_a_repository_takes_all_below_it_along(call: Call, webapp: Repository) -> None:
    stamp = {"created_at": call.now}
    call.create(RepositoryInvitation, repository=webapp, invitee=4, inviter=1, **stamp)
    call.create(Transfer, repository=webapp, owner=4, name="webapp")
    call.create(DeployKey, repository=webapp, title="", key="k", **stamp)
    call.create(Autolink, repository=webapp, key_prefix="X-", url_template="", updated_at=call.now)
    call.create(Redirect, owner="acme", name="old", repository=webapp.id)
    call.delete(webapp)
    kinds = (RepositoryInvitation, Transfer, DeployKey, Autolink)
    assert [call.count(kind) for kind in kinds] == [0, 0, 0, 0]
    assert call.count(Collaborator, {"repository": webapp.id}) == 0
    assert call.count(Redirect) == 1

"""Invitations to collaborate."""

from collections.abc import Callable

import httpx
import pytest
from github import Github, UnknownObjectException


def test_an_invitation_is_changed_and_accepted(
    gh: Github, sign_in: Callable[[str], Github], token_of: Callable[..., str], http: httpx.Client
) -> None:
    repo = gh.get_repo("acme/infrastructure")
    invitation = repo.add_to_collaborators("dev-bot", permission="push")
    assert invitation is not None
    assert (invitation.invitee.login, invitation.inviter.login, invitation.permissions) == ("dev-bot", "ada", "write")
    changed = http.patch(f"/repos/acme/infrastructure/invitations/{invitation.id}", json={"permissions": "maintain"})
    assert changed.json()["permissions"] == "maintain"
    assert [each.id for each in repo.get_pending_invitations()] == [invitation.id]
    bot = sign_in(token_of("dev-bot"))
    with pytest.raises(UnknownObjectException):
        bot.get_repo("acme/infrastructure")
    (waiting,) = bot.get_user().get_invitations()
    assert waiting.repository.full_name == "acme/infrastructure"
    bot.get_user().accept_invitation(waiting)
    assert bot.get_repo("acme/infrastructure").permissions.maintain
    assert list(repo.get_pending_invitations()) == []
    assert [person.login for person in gh.get_organization("acme").get_outside_collaborators()] == ["dev-bot"]


def test_an_invitation_is_declined_or_taken_back(gh: Github, http: httpx.Client, token_of: Callable[..., str]) -> None:
    repo = gh.get_repo("ada/notes")
    first = repo.add_to_collaborators("ben", permission="admin")
    assert first is not None
    assert first.permissions == "write"
    ben = {"Authorization": f"Bearer {token_of('ben')}"}
    assert http.delete(f"/user/repository_invitations/{first.id}").status_code == 404
    assert http.delete(f"/user/repository_invitations/{first.id}", headers=ben).status_code == 204
    assert http.patch(f"/user/repository_invitations/{first.id}", headers=ben).status_code == 404
    second = repo.add_to_collaborators("ben")
    assert second is not None
    assert repo.remove_invitation(second.id) is None
    assert http.get("/user/repository_invitations", headers=ben).json() == []
    repo.add_to_collaborators("ben")
    repo.remove_from_collaborators("ben")
    assert list(repo.get_pending_invitations()) == []
    assert http.delete("/repos/acme/webapp/invitations/1").status_code == 404

"""Collaborators, invitations, keys and autolinks."""

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.repositories import Autolink, DeployKey, Repository, RepositoryInvitation
from clonery.clones.github.shapes.access import autolink, collaborator, deploy_key, invitation
from clonery.server.call import Call


def test_a_collaborator_has_a_role(call: Call) -> None:
    made = collaborator(call, find_user(call, "ben"), "maintain")
    assert (made["login"], made["role_name"], made["permissions"]["admin"]) == ("ben", "maintain", False)


def test_an_invitation_has_one_address_for_each_side(call: Call, webapp: Repository) -> None:
    record = call.create(RepositoryInvitation, repository=webapp, invitee=4, inviter=1, created_at=call.now)
    made = invitation(call, record, True)
    assert (made["permissions"], made["url"]) == (
        "write",
        f"http://test/github/repos/acme/webapp/invitations/{record.id}",
    )
    call.actor = find_user(call, "dev-bot")
    call.memo.clear()
    assert invitation(call, record, True)["url"] == f"http://test/github/user/repository_invitations/{record.id}"


def test_keys_and_autolinks(call: Call, webapp: Repository) -> None:
    key = call.create(DeployKey, repository=webapp, title="t", key="k", added_by=2, created_at=call.now)
    assert (deploy_key(call, key, True)["added_by"], deploy_key(call, key, True)["last_used"]) == ("ben", None)
    link = call.create(Autolink, repository=webapp, key_prefix="X-", url_template="u", updated_at=call.now)
    assert autolink(call, link, True)["key_prefix"] == "X-"

"""Organizations for everybody and for their owners."""

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.people import OrganizationInvitation
from clonery.clones.github.shapes.organizations import SETTINGS, invitation, organization_full
from clonery.server.call import Call


def test_settings_are_for_owners(call: Call) -> None:
    acme = call.update(find_user(call, "acme"), settings={"web_commit_signoff_required": True})
    made = organization_full(call, acme)
    assert (made["name"], made["public_repos"], made["total_private_repos"]) == ("Acme", 1, 1)
    assert (made["web_commit_signoff_required"], made["plan"]["filled_seats"]) == (True, 3)
    assert set(SETTINGS) <= set(made)
    call.actor = find_user(call, "ben")
    assert "plan" not in organization_full(call, acme)


def test_an_invitation_names_a_person_or_an_address(call: Call) -> None:
    common = {"organization": find_user(call, "acme"), "inviter": call.actor, "created_at": call.now}
    person = invitation(call, call.create(OrganizationInvitation, invitee=2, teams=[1, 2], **common), True)
    address = invitation(call, call.create(OrganizationInvitation, email="a@b.example", teams=[], **common), True)
    assert (person["login"], person["email"], person["team_count"]) == ("ben", None, 2)
    assert (address["login"], address["email"], address["inviter"]["login"]) == (None, "a@b.example", "ada")

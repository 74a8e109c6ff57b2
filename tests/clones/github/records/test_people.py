"""Accounts by login, and what hangs on an organization."""

import pytest

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.people import Membership, OrganizationInvitation, User
from clonery.server.call import Call
from clonery.server.problems import Taken


def test_a_login_is_there_once_whatever_its_case(call: Call) -> None:
    assert find_user(call, "ADA").id == call.actor.id
    with pytest.raises(Taken):
        call.create(User, login="Ada", created_at="", updated_at="")


def test_an_organization_takes_memberships_and_invitations_along(call: Call) -> None:
    acme = find_user(call, "acme")
    call.create(OrganizationInvitation, organization=acme, inviter=1, email="a@b.example", teams=[], created_at="")
    assert call.count(Membership, {"organization": acme.id, "role": "member"}) == 2
    call.delete(acme)
    assert (call.count(Membership), call.count(OrganizationInvitation)) == (0, 0)

"""Accounts in their four forms."""

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.people import Membership
from clonery.clones.github.shapes.people import ghost, membership, organization_short, profile, short, simple_user, user
from clonery.server.call import Call
from clonery.server.state.credentials import Credential


def test_the_short_form_links_to_everything(call: Call) -> None:
    made = short(call, find_user(call, "ben"))
    assert (made["login"], made["type"], made["site_admin"]) == ("ben", "User", False)
    assert made["url"] == "http://test/github/users/ben"
    assert made["starred_url"] == "http://test/github/users/ben/starred{/owner}{/repo}"
    assert (simple_user(call, None), ghost(call)["login"]) == (None, "ghost")


def test_the_private_side_is_ones_own_with_the_scope_for_it(call: Call) -> None:
    ada = call.actor
    assert "plan" not in user(call, ada, True)
    call.credential = Credential(token="t", clone="github", user=ada.id)
    mine = user(call, ada, True)
    assert (mine["user_view_type"], mine["owned_private_repos"]) == ("private", 1)
    assert "plan" not in user(call, find_user(call, "ben"), True)
    assert "plan" not in profile(call, ada)
    assert user(call, ada, False) == short(call, ada)


def test_a_membership_names_both_sides(call: Call) -> None:
    held = call.first(Membership, {"user": call.actor.id})
    assert held is not None
    made = membership(call, held, True)
    assert (made["url"], made["role"]) == ("http://test/github/orgs/acme/memberships/ada", "admin")
    assert made["organization"] == organization_short(call, find_user(call, "acme"))

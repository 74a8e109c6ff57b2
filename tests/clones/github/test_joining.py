"""Coming into an organization and leaving it."""

import pytest

from clonery.clones.github.joining import accept, invite, leave, spare_an_owner, withdraw
from clonery.clones.github.lookups import find_user, membership
from clonery.clones.github.records.people import OrganizationInvitation
from clonery.clones.github.records.repositories import Collaborator, Repository
from clonery.clones.github.records.teams import Team, TeamMembership, TeamRepository
from clonery.clones.github.refusals import ValidationFailed
from clonery.server.call import Call
from clonery.server.problems import Forbidden


@pytest.fixture
def core(call: Call) -> Team:
    stamps = {"created_at": call.now, "updated_at": call.now}
    return call.create(Team, organization=find_user(call, "acme"), name="Core", slug="core", **stamps)


def test_an_invitation_is_pending_until_it_is_accepted(call: Call, core: Team) -> None:
    acme, bot = find_user(call, "acme"), find_user(call, "dev-bot")
    invite(call, acme, "admin", bot, teams=(core.id,))
    held = membership(call, acme.id, bot.id)
    assert held is not None
    assert (held.state, held.role) == ("pending", "admin")
    with pytest.raises(ValidationFailed):
        invite(call, acme, "admin", bot)
    assert accept(call, acme, held).state == "active"
    mine = call.find(TeamMembership, team=core.id, user=bot.id)
    assert mine is not None
    assert (mine.state, call.count(OrganizationInvitation)) == ("active", 0)


def test_an_invitation_taken_back_leaves_nothing(call: Call, core: Team) -> None:
    acme, bot = find_user(call, "acme"), find_user(call, "dev-bot")
    withdraw(call, invite(call, acme, "direct_member", bot, teams=(core.id,)))
    withdraw(call, invite(call, acme, "direct_member", email="a@b.example"))
    assert membership(call, acme.id, bot.id) is None
    assert (call.count(OrganizationInvitation), call.count(TeamMembership)) == (0, 0)


def test_who_leaves_loses_grants_or_keeps_what_teams_gave(call: Call, core: Team, webapp: Repository) -> None:
    acme, cleo, ben = find_user(call, "acme"), find_user(call, "cleo"), find_user(call, "ben")
    call.create(TeamRepository, team=core, repository=call.find(Repository, owner=acme.id, name="infrastructure"))
    call.create(TeamMembership, team=core, user=cleo)
    leave(call, acme, cleo.id, keep_repositories=True)
    kept = {grant.repository: grant.permission for grant in call.all(Collaborator, {"user": cleo.id})}
    assert kept == {webapp.id: "triage", webapp.id + 1: "pull"}
    leave(call, acme, ben.id)
    assert call.all(Collaborator, {"user": ben.id}) == []


def test_the_last_owner_stays(call: Call) -> None:
    acme = find_user(call, "acme")
    with pytest.raises(Forbidden):
        leave(call, acme, call.actor.id)
    held = membership(call, acme.id, find_user(call, "ben").id)
    assert held is not None
    call.update(held, role="admin")
    spare_an_owner(call, acme)
    leave(call, acme, call.actor.id)
    assert membership(call, acme.id, call.actor.id) is None

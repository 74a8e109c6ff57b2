"""People and the workspace changed."""

from tests.clones.linear.conftest import CLEO, Graph


def user(ask: Graph, mail: str) -> str:
    return str(ask("query($id: String!) { user(id: $id) { id } }", id=mail)["user"]["id"])


def test_a_profile_is_ones_own(ask: Graph) -> None:
    change = 'mutation($id: String!) { userUpdate(id: $id, input: {title: "Engineer"}) { user { title } } }'
    assert ask(change, token=CLEO, id="me")["userUpdate"]["user"] == {"title": "Engineer"}
    assert ask.refused(change, token=CLEO, id=user(ask, "ben@acme.example"))[1] == "forbidden"
    assert ask(change, id=user(ask, "ben@acme.example"))["userUpdate"]["user"] == {"title": "Engineer"}


def test_roles_and_suspension(ask: Graph) -> None:
    cleo = user(ask, "cleo@acme.example")
    role = "mutation($id: String!, $r: UserRoleType!) { userChangeRole(id: $id, role: $r) { success } }"
    ask(role, id=cleo, r="admin")
    assert ask("{ viewer { admin owner } }", token=CLEO) == {"viewer": {"admin": True, "owner": False}}
    ask("mutation($id: String!) { userSuspend(id: $id) { success } }", id=cleo)
    assert ask('{ user(id: "cleo@acme.example") { active isAssignable } }')["user"] == {
        "active": False,
        "isAssignable": False,
    }
    ask("mutation($id: String!) { userUnsuspend(id: $id) { success } }", id=cleo)
    assert ask('{ user(id: "cleo@acme.example") { active } }')["user"]["active"] is True
    assert ask.refused('mutation { userSuspend(id: "me") { success } }')[2] == "You can not suspend yourself"


def test_the_workspace_is_changed_by_admins(ask: Graph) -> None:
    change = 'mutation { organizationUpdate(input: {name: "Acme GmbH"}) { organization { name urlKey } } }'
    assert ask.refused(change, token=CLEO)[1] == "forbidden"
    assert ask(change)["organizationUpdate"]["organization"] == {"name": "Acme GmbH", "urlKey": "acme"}
    assert ask('{ organizationExists(urlKey: "acme") { exists } }')["organizationExists"]["exists"] is True


def test_people_are_asked_in_once(ask: Graph) -> None:
    make = """mutation($m: String!) { organizationInviteCreate(input: {email: $m}) {
      organizationInvite { email role } } }"""
    made = ask(make, m="new@acme.example")["organizationInviteCreate"]["organizationInvite"]
    assert made == {"email": "new@acme.example", "role": "user"}
    assert ask.refused(make, m="ADA@acme.example")[2] == "A user with this email is in the workspace already"


def test_settings_are_kept(ask: Graph) -> None:
    id = ask("{ userSettings { id showFullUserNames } }")["userSettings"]["id"]
    change = (
        "mutation($id: String!, $i: UserSettingsUpdateInput!) { userSettingsUpdate(id: $id, input: $i) { success } }"
    )
    ask(change, id=id, i={"subscribedToChangelog": True})
    found = ask("{ userSettings { id subscribedToChangelog } }")["userSettings"]
    assert found == {"id": id, "subscribedToChangelog": True}
    assert ask("mutation { logoutAllSessions { success } }")["logoutAllSessions"]["success"] is True

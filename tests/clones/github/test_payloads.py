"""The payload of an event: what it is about, where, and who did it."""

from clonery.clones.github.lookups import find_issue
from clonery.clones.github.payloads import payload_of
from clonery.clones.github.records.people import User
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_where_and_who_stand_beside_what(call: Call, webapp: Repository) -> None:
    issue = find_issue(call, "acme", "webapp", 1)[1]
    made = payload_of(call, "issues", {"action": "opened", "repository": webapp, "issue": issue})
    assert (made["action"], made["issue"]["number"], made["sender"]["login"]) == ("opened", 1, "ada")
    assert (made["repository"]["full_name"], made["organization"]["login"]) == ("acme/webapp", "acme")
    assert "permissions" not in made["repository"]


def test_what_was_before_is_nested_as_the_event_has_it(call: Call, webapp: Repository, fresh: Repository) -> None:
    renamed = payload_of(call, "repository", {"action": "renamed", "repository": webapp, "was": {"name": "old"}})
    assert renamed["changes"] == {"repository": {"name": {"from": "old"}}}
    given = {"action": "transferred", "repository": fresh, "was": {"owner": webapp.owner}}
    assert payload_of(call, "repository", given)["changes"]["owner"]["from"]["organization"]["login"] == "acme"
    edited = payload_of(call, "repository", {"action": "edited", "repository": webapp, "was": {"homepage": None}})
    assert edited["changes"] == {"homepage": {"from": None}}
    assert "organization" not in payload_of(call, "public", {"repository": fresh})


def test_events_with_payloads_of_their_own(call: Call, webapp: Repository, fresh: Repository) -> None:
    assert payload_of(call, "fork", {"repository": webapp, "forkee": fresh})["forkee"]["public"] is True
    star = payload_of(call, "star", {"action": "deleted", "repository": webapp, "star": None})
    assert star["starred_at"] is None
    owner = call.get(User, webapp.owner)
    made = payload_of(call, "organization", {"action": "deleted", "organization": owner})
    assert (made["organization"]["login"], made["action"]) == ("acme", "deleted")

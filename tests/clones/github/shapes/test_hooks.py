"""Webhooks and their deliveries as they are shown."""

from clonery.clones.github.hook_deliveries import listed, one
from clonery.clones.github.hook_settings import make
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.hooks import config, delivery, hook, hook_url, outcome
from clonery.server.call import Call

URL = {"url": "http://127.0.0.1:9/", "secret": "s"}


def test_secrets_are_hidden_and_addresses_lead_back(call: Call, webapp: Repository) -> None:
    own = make(call, webapp.owner, webapp, URL, ["push"], True)
    organizations = make(call, webapp.owner, None, {**URL, "username": "me", "password": "p"}, ["push"], True)
    assert config(own)["secret"] == "********"
    assert (config(organizations)["username"], config(organizations)["password"]) == ("me", "********")
    assert hook_url(call, own) == f"http://test/github/repos/acme/webapp/hooks/{own.id}"
    assert hook(call, own)["last_response"]["status"] == "unused"
    shown = hook(call, organizations)
    assert (shown["type"], shown["url"]) == ("Organization", f"http://test/github/orgs/acme/hooks/{organizations.id}")


def test_a_delivery_that_waits(call: Call, webapp: Repository) -> None:
    made = make(call, webapp.owner, webapp, URL, ["push"], True)
    found = one(call, made, listed(call, made, "", "")[0]["id"])
    assert outcome(found) == (0, "pending")
    shown = delivery(found)
    assert (shown["request"]["payload"]["hook_id"], shown["response"]["payload"]) == (made.id, "")

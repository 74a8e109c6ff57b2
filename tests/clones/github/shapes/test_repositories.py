"""Repositories in lists and alone."""

from clonery.clones.github.lookups import find_user
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.shapes.repositories import html_url, license_short, permissions, repository, repository_url
from clonery.server.call import Call


def test_the_whole_form_has_the_settings_for_administrators(call: Call, webapp: Repository) -> None:
    whole, listed = repository(call, webapp, True), repository(call, webapp, False)
    assert (whole["full_name"], whole["organization"]["login"]) == ("acme/webapp", "acme")
    assert whole["allow_squash_merge"] is True
    assert "allow_squash_merge" not in listed
    assert whole["permissions"] == dict.fromkeys(("admin", "maintain", "push", "triage", "pull"), True)
    call.actor = find_user(call, "cleo")
    call.memo.clear()
    assert "allow_squash_merge" not in repository(call, webapp, True)
    assert permissions(call, webapp) == {"admin": False, "maintain": False, "push": False, "triage": True, "pull": True}


def test_addresses_and_the_licence(call: Call, webapp: Repository) -> None:
    assert repository_url(call, webapp.id) == "http://test/github/repos/acme/webapp"
    assert html_url(call, webapp.id) == "http://test/github/acme/webapp"
    licence = license_short(call, webapp)
    assert licence is not None
    assert (licence["key"], licence["name"]) == ("mit", "MIT License")
    own = license_short(call, call.update(webapp, license="MyOwn"))
    assert own is not None
    assert (own["key"], own["name"]) == ("myown", "MyOwn")
    assert license_short(call, call.update(webapp, license=None)) is None


def test_a_fork_names_where_it_comes_from(call: Call, webapp: Repository) -> None:
    fields = {"topics": [], "languages": {}, "security": {}, "created_at": "", "updated_at": ""}
    fork = call.create(Repository, owner=call.actor, name="w", fork=True, parent=webapp, source=webapp, **fields)
    made = repository(call, fork, True)
    assert (made["parent"]["full_name"], made["source"]["full_name"]) == ("acme/webapp", "acme/webapp")

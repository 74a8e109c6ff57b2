"""Watching repositories."""

from collections.abc import Callable

import httpx
from github import Github
from tests.clones.github.credentials import BEN


def test_watching_is_begun_seen_and_ended(gh: Github, sign_in: Callable[[str], Github], http: httpx.Client) -> None:
    me, repo = gh.get_user(), gh.get_repo("acme/webapp")
    assert not me.has_in_watched(repo)
    me.add_to_watched(repo)
    sign_in(BEN).get_user().add_to_watched(repo)
    assert me.has_in_watched(repo)
    assert [person.login for person in repo.get_subscribers()] == ["ada", "ben"]
    assert gh.get_repo("acme/webapp").subscribers_count == 2
    assert [each.full_name for each in me.get_watched()] == ["acme/webapp"]
    assert [each.full_name for each in gh.get_user("ben").get_subscriptions()] == ["acme/webapp"]
    me.remove_from_watched(repo)
    assert [person.login for person in repo.get_subscribers()] == ["ben"]
    assert http.delete("/repos/acme/webapp/subscription").status_code == 404


def test_who_ignores_does_not_watch(http: httpx.Client) -> None:
    made = http.put("/repos/acme/webapp/subscription", json={"ignored": True}).json()
    assert (made["subscribed"], made["ignored"]) == (False, True)
    assert http.get("/repos/acme/webapp/subscribers").json() == []
    assert http.put("/repos/acme/webapp/subscription", json={"subscribed": True}).json()["ignored"] is False
    assert [user["login"] for user in http.get("/repos/acme/webapp/subscribers").json()] == ["ada"]

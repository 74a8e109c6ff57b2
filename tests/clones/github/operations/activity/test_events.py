"""The stream of what happened."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import BEN


def types(found: Any) -> list[str]:
    return [event.type for event in found]


def test_a_repositorys_events_newest_first(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_user().create_repo("lib")
    repo.create_file("a.py", "one", b"1")
    repo.create_file("b.py", "two", b"2")
    repo.create_git_ref("refs/tags/v1", repo.get_branch("main").commit.sha)
    issue = repo.create_issue("broken")
    issue.create_comment("yes")
    issue.edit(state="closed")
    sign_in(BEN).get_user().add_to_starred(repo)
    events = list(repo.get_events())
    assert types(events) == [
        "WatchEvent", "IssuesEvent", "IssueCommentEvent", "IssuesEvent", "CreateEvent", "PushEvent", "CreateEvent",
        "CreateEvent",
    ]  # fmt: skip
    assert [event.actor.login for event in events[:2]] == ["ben", "ada"]
    assert (events[1].payload["action"], events[1].payload["issue"]["title"]) == ("closed", "broken")
    assert events[2].payload["comment"]["body"] == "yes"
    assert (events[4].payload["ref"], events[4].payload["ref_type"]) == ("v1", "tag")
    assert events[5].payload["head"] == repo.get_branch("main").commit.sha
    assert (events[-1].payload["ref_type"], events[-1].repo.full_name) == ("repository", "ada/lib")


def test_public_and_private_events_of_people_and_organizations(
    gh: Github, sign_in: Callable[[str], Github], token_of: Callable[..., str], base: str, http: httpx.Client
) -> None:
    gh.get_repo("acme/infrastructure").create_issue("hidden")
    gh.get_repo("acme/webapp").create_issue("seen")
    acme, ada = gh.get_organization("acme"), gh.get_user("ada")
    assert [event.repo.name for event in acme.get_events()] == ["acme/webapp"]
    assert [event.repo.name for event in ada.get_events()] == ["acme/webapp", "acme/infrastructure"]
    assert [event.repo.name for event in ada.get_public_events()] == ["acme/webapp"]
    assert [event["repo"]["name"] for event in httpx.get(f"{base}/users/ada/events").json()] == ["acme/webapp"]
    inside = [event.repo.name for event in gh.get_user().get_organization_events(acme)]
    assert inside == ["acme/webapp", "acme/infrastructure"]
    assert http.get("/users/ben/events/orgs/acme").status_code == 404
    assert types(gh.get_events()) == ["IssuesEvent"]
    assert http.get("/events").json()[0]["org"]["login"] == "acme"


def test_what_one_receives(gh: Github, sign_in: Callable[[str], Github], token_of: Callable[..., str]) -> None:
    ben = sign_in(token_of("ben"))
    assert list(ben.get_user("ben").get_received_events()) == []
    ben.get_user().add_to_watched(ben.get_repo("acme/infrastructure"))
    ben.get_user().add_to_following(ben.get_user("ada"))
    gh.get_repo("acme/infrastructure").create_issue("hidden")
    gh.get_repo("acme/webapp").create_issue("seen")
    ben.get_repo("acme/infrastructure").create_issue("mine")
    received = ben.get_user("ben").get_received_events()
    assert [event.repo.name for event in received] == ["acme/webapp", "acme/infrastructure"]
    assert [event.repo.name for event in gh.get_user("ben").get_received_events()] == ["acme/webapp"]
    assert [event.repo.name for event in ben.get_user("ben").get_public_received_events()] == ["acme/webapp"]


def test_a_network_is_one_stream(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_user().create_repo("lib", auto_init=True)
    fork = sign_in(BEN).get_repo("ada/lib").create_fork()
    fork.create_file("x", "x", b"x")
    network = [(event.type, event.repo.name) for event in repo.get_network_events()]
    assert network[:2] == [("PushEvent", "ben/lib"), ("ForkEvent", "ada/lib")]
    (forked,) = [event for event in repo.get_events() if event.type == "ForkEvent"]
    assert forked.payload["forkee"]["full_name"] == "ben/lib"


def test_members_and_publicity(gh: Github) -> None:
    repo = gh.get_repo("acme/infrastructure")
    repo.add_to_collaborators("cleo", permission="push")
    repo.edit(private=False)
    events = list(repo.get_events())
    assert types(events) == ["PublicEvent", "MemberEvent"]
    assert events[1].payload["member"]["login"] == "cleo"


def test_the_stream_goes_back_so_far_and_no_farther(http: httpx.Client) -> None:
    assert http.get("/events", params={"page": 3, "per_page": 100}).json() == []
    assert http.get("/events", params={"page": 4, "per_page": 100}).status_code == 422


@pytest.mark.parametrize("path", ["/users/nobody/events", "/orgs/nobody/events", "/repos/ada/nothing/events"])
def test_streams_of_nothing(http: httpx.Client, path: str) -> None:
    assert http.get(path).status_code == 404


def test_a_pull_request_in_few_words(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_organization("acme").create_repo("lib", auto_init=True)
    repo.create_git_ref("refs/heads/next", repo.get_branch("main").commit.sha)
    repo.create_file("a.py", "one", b"1", branch="next")
    pull = repo.create_pull(base="main", head="next", title="One")
    sign_in(BEN).get_repo("acme/lib").get_pull(pull.number).create_review(body="fine", event="COMMENT")
    pull.edit(state="closed")
    events = list(repo.get_events())
    assert types(events)[:3] == ["PullRequestEvent", "PullRequestReviewEvent", "PullRequestEvent"]
    assert [(event.payload["action"], event.payload["number"]) for event in (events[0], events[2])] == [
        ("closed", pull.number), ("opened", pull.number),
    ]  # fmt: skip
    assert events[1].payload["review"]["body"] == "fine"
    short = events[0].payload["pull_request"]
    assert (short["head"]["ref"], short["head"]["sha"], short["base"]["repo"]["name"]) == (
        "next", pull.head.sha, "lib",
    )  # fmt: skip


def test_releases(gh: Github) -> None:
    repo = gh.get_user().create_repo("lib", auto_init=True)
    repo.create_git_release("v1", "First", "It works")
    assert types(repo.get_events())[0] == "ReleaseEvent"

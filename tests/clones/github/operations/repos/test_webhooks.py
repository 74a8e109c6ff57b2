"""Webhooks of a repository through PyGithub: made, pinged, changed, refused; deliveries signed and sent again."""

import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from github import Github, GithubException, UnknownObjectException
from tests.clones.github.credentials import BEN, CLEO
from tests.server.conftest import Target

SECRET = "between us"


def wait(condition: Callable[[], Any]) -> Any:
    """What `condition` gives as soon as it gives something; the sending runs beside the calls."""
    end = time.monotonic() + 5
    while not (found := condition()):
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.005)
    return found


def arrived(to: Target, count: int) -> list[tuple[str, dict[str, str], Any]]:
    """The event, headers and payload of each delivery, once there are so many."""
    wait(lambda: len(to.requests) >= count)
    return [(headers["X-GitHub-Event"], headers, json.loads(body)) for _, _, headers, body in to.requests]


def test_a_new_webhook_is_pinged_and_hears_what_it_asked_for(gh: Github, target: Target) -> None:
    repo = gh.get_repo("acme/webapp")
    config = {"url": f"{target.url}/in", "content_type": "json", "secret": SECRET}
    hook = repo.create_hook("web", config, ["issues", "label"], True)
    assert (hook.name, hook.events, hook.active) == ("web", ["issues", "label"], True)
    assert hook.config == {
        "url": f"{target.url}/in", "content_type": "json", "insecure_ssl": "0", "secret": "********",
    }  # fmt: skip
    repo.create_issue("One", labels=["bug", "fresh"], assignees=["ben"])
    repo.get_issue(5).create_comment("not asked for")
    got = arrived(target, 6)
    assert [(event, payload.get("action")) for event, _, payload in got] == [
        ("ping", None), ("label", "created"), ("issues", "opened"), ("issues", "labeled"), ("issues", "labeled"),
        ("issues", "assigned"),
    ]  # fmt: skip
    ping = got[0][2]
    assert (ping["hook_id"], ping["hook"]["id"], ping["hook"]["config"]["secret"]) == (hook.id, hook.id, "********")
    _, _, labeled = got[3]
    assert (labeled["label"]["name"], labeled["issue"]["number"]) == ("bug", 5)
    assert (labeled["repository"]["full_name"], labeled["organization"]["login"]) == ("acme/webapp", "acme")
    assert labeled["sender"]["login"] == "ada"
    assert got[5][2]["assignee"]["login"] == "ben"


def test_each_delivery_is_signed_over_its_very_bytes(gh: Github, target: Target) -> None:
    config = {"url": target.url, "content_type": "json", "secret": SECRET}
    hook = gh.get_repo("acme/webapp").create_hook("web", config, ["issues"], True)
    gh.get_repo("acme/webapp").create_issue("Ünïcode")
    wait(lambda: len(target.requests) == 2)
    for method, _, headers, body in target.requests:
        assert method == "POST"
        for name, digest in (("X-Hub-Signature", "sha1"), ("X-Hub-Signature-256", "sha256")):
            assert headers[name] == f"{digest}={hmac.new(SECRET.encode(), body, digest).hexdigest()}"
        assert headers["Content-Type"] == "application/json"
        assert headers["User-Agent"].startswith("GitHub-Hookshot/")
        assert headers["X-GitHub-Hook-ID"] == str(hook.id)
        assert headers["X-GitHub-Hook-Installation-Target-ID"] == "1"
        assert headers["X-GitHub-Hook-Installation-Target-Type"] == "repository"
    guids = {headers["X-GitHub-Delivery"] for _, _, headers, _ in target.requests}
    assert len(guids) == 2


def test_a_form_holds_the_payload_and_no_secret_means_no_signature(gh: Github, target: Target) -> None:
    hook = gh.get_repo("acme/webapp").create_hook("web", {"url": target.url}, ["push"])
    wait(lambda: target.requests)
    _, _, headers, body = target.requests[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert json.loads(dict(httpx.QueryParams(body.decode()))["payload"])["hook_id"] == hook.id
    assert not any(name.startswith("X-Hub-Signature") for name in headers)


def test_a_push_tells_its_commits_and_can_be_tried(gh: Github, target: Target) -> None:
    repo = gh.get_user().create_repo("pushed", auto_init=True)
    hook = repo.create_hook("web", {"url": target.url, "content_type": "json"}, ["push", "create", "delete"], True)
    made = repo.create_file("src/a.py", "Add a", "print()\n")
    repo.create_git_ref("refs/heads/topic", made["commit"].sha)
    repo.get_git_ref("heads/topic").delete()
    hook.test()
    got = arrived(target, 7)
    assert [event for event, _, _ in got] == ["ping", "push", "create", "push", "delete", "push", "push"]
    first = got[1][2]
    assert (first["ref"], first["after"], first["created"]) == ("refs/heads/main", made["commit"].sha, False)
    assert first["commits"][0]["added"] == ["src/a.py"]
    assert first["commits"][0]["message"] == first["head_commit"]["message"] == "Add a"
    assert first["pusher"] == {"name": "ada", "email": "ada@acme.example"}
    assert isinstance(first["repository"]["created_at"], int)
    created, new, gone, ended = (got[place][2] for place in (2, 3, 4, 5))
    assert (created["ref"], created["ref_type"], gone["ref"]) == ("topic", "branch", "topic")
    assert (new["created"], new["commits"]) == (True, [])
    assert (ended["deleted"], ended["head_commit"]) == (True, None)
    assert got[6][2]["after"] == made["commit"].sha


def test_settings_change_and_a_silent_webhook_stays_silent(gh: Github, target: Target) -> None:
    repo = gh.get_repo("acme/webapp")
    hook = repo.create_hook("web", {"url": target.url, "content_type": "json", "secret": SECRET}, ["issues"], True)
    hook.edit("web", {"url": target.url, "content_type": "json"}, add_events=["label"], active=False)
    assert (hook.active, hook.events, "secret" in hook.config) == (False, ["issues", "label"], False)
    repo.create_issue("unheard")
    hook.edit("web", {"url": target.url, "content_type": "json"}, events=["*"], active=True)
    repo.create_label("heard", "ffffff")
    assert [event for event, _, _ in arrived(target, 2)] == ["ping", "label"]
    hook.delete()
    with pytest.raises(UnknownObjectException):
        repo.get_hook(hook.id)


def test_deliveries_are_listed_read_and_sent_again(gh: Github, http: httpx.Client, target: Target) -> None:
    repo = gh.get_repo("acme/webapp")
    target.answers = [(200, {}, b"fine"), (404, {"X-Why": "not here"}, b"gone")]
    hook = repo.create_hook("web", {"url": target.url, "content_type": "json", "secret": SECRET}, ["issues"], True)
    wait(lambda: repo.get_hook(hook.id).last_response.status == "active")
    repo.create_issue("lost")
    wait(lambda: repo.get_hook(hook.id).last_response.code == 404)
    found = list(repo.get_hook_deliveries(hook.id))
    assert [(made.event, made.action, made.status, made.status_code) for made in found] == [
        ("issues", "opened", "Invalid HTTP Response: 404", 404), ("ping", None, "OK", 200),
    ]  # fmt: skip
    one = repo.get_hook_delivery(hook.id, found[0].id)
    assert one.request.headers["X-GitHub-Event"] == "issues"
    assert one.request.payload["issue"]["title"] == "lost"
    assert (one.response.payload, one.response.headers["X-Why"]) == ("gone", "not here")
    target.answers = [(200, {}, b"")]
    url = f"/repos/acme/webapp/hooks/{hook.id}/deliveries"
    assert http.post(f"{url}/{found[0].id}/attempts").status_code == 202
    wait(lambda: len(target.requests) == 3)
    assert target.requests[2][3] == target.requests[1][3]
    assert target.requests[2][2]["X-GitHub-Delivery"] == found[0].guid
    newest = wait(lambda: [made for made in http.get(url).json()[:1] if made["status_code"] == 200])[0]
    assert (newest["redelivery"], newest["guid"]) == (True, found[0].guid)
    failed = http.get(f"{url}?status=failure").json()
    assert [made["id"] for made in failed] == [found[0].id]
    page = http.get(f"{url}?per_page=1")
    rest = http.get(page.links["next"]["url"]).json()
    assert [made["id"] for made in rest] == [found[0].id]
    assert http.get(f"{url}/999").status_code == 404


def test_pings_on_demand(gh: Github, target: Target) -> None:
    hook = gh.get_repo("acme/webapp").create_hook("web", {"url": target.url, "content_type": "json"}, ["issues"], True)
    hook.ping()
    assert [event for event, _, _ in arrived(target, 2)] == ["ping", "ping"]


def test_a_configuration_of_its_own_address(gh: Github, http: httpx.Client, target: Target) -> None:
    hook = gh.get_repo("acme/webapp").create_hook("web", {"url": target.url, "secret": SECRET}, ["issues"], True)
    url = f"/repos/acme/webapp/hooks/{hook.id}/config"
    assert http.patch(url, json={"content_type": "json", "insecure_ssl": 1}).json() == {
        "url": target.url, "content_type": "json", "insecure_ssl": "1", "secret": "********",
    }  # fmt: skip
    assert http.get(url).json()["content_type"] == "json"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"config": {}}, "url", "missing_field"),
        ({}, "url", "missing_field"),
        ({"config": {"url": "example.com"}}, "url", "custom"),
        ({"config": {"url": "ftp://example.com"}}, "url", "custom"),
        ({"config": {"url": "http://127.0.0.1/", "content_type": "xml"}}, "content_type", "invalid"),
        ({"config": {"url": "http://127.0.0.1/", "insecure_ssl": "2"}}, "insecure_ssl", "invalid"),
        ({"config": {"url": "http://127.0.0.1/"}, "events": ["sneeze"]}, "events", "invalid"),
        ({"config": {"url": "http://127.0.0.1/"}, "events": []}, "events", "invalid"),
        ({"config": {"url": "http://127.0.0.1/"}, "name": "irc"}, "name", "invalid"),
    ],
)
def test_what_a_webhook_can_not_be(http: httpx.Client, body: dict[str, Any], field: str, code: str) -> None:
    answer = http.post("/repos/acme/webapp/hooks", json=body)
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["resource"], error["field"], error["code"]) == (422, "Hook", field, code)
    assert http.get("/repos/acme/webapp/hooks").json() == []


def test_the_same_webhook_twice_is_refused(gh: Github, target: Target) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_hook("web", {"url": target.url}, ["issues"])
    with pytest.raises(GithubException) as caught:
        repo.create_hook("web", {"url": target.url}, ["issues"])
    assert caught.value.data["errors"][0]["message"] == "Hook already exists on this repository"
    repo.create_hook("web", {"url": target.url}, ["label"])
    assert repo.get_hooks().totalCount == 2


def test_webhooks_are_the_administrators_business(base: str) -> None:
    for token in (BEN, CLEO):
        answer = httpx.get(f"{base}/repos/acme/webapp/hooks", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code in (403, 404)

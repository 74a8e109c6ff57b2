"""Webhooks of an organization through PyGithub: they hear of all its repositories."""

import httpx
import pytest
from github import Github, UnknownObjectException
from tests.clones.github.credentials import BEN
from tests.clones.github.operations.repos.test_webhooks import arrived
from tests.server.conftest import Target


def test_an_organization_s_webhook_hears_of_its_repositories(gh: Github, target: Target) -> None:
    organization = gh.get_organization("acme")
    hook = organization.create_hook("web", {"url": target.url, "content_type": "json"}, ["issues"], True)
    gh.get_repo("acme/infrastructure").create_issue("here")
    gh.get_repo("ada/notes").create_issue("not here")
    gh.get_repo("acme/webapp").create_issue("there")
    got = arrived(target, 3)
    assert [(event, payload["organization"]["login"]) for event, _, payload in got] == [
        ("ping", "acme"), ("issues", "acme"), ("issues", "acme"),
    ]  # fmt: skip
    assert [payload["repository"]["name"] for _, _, payload in got[1:]] == ["infrastructure", "webapp"]
    assert got[1][1]["X-GitHub-Hook-Installation-Target-Type"] == "organization"
    assert got[1][1]["X-GitHub-Hook-ID"] == str(hook.id)
    assert "repository" not in got[0][2]


def test_it_is_read_changed_and_deleted(gh: Github, http: httpx.Client, target: Target) -> None:
    organization = gh.get_organization("acme")
    hook = organization.create_hook("web", {"url": target.url, "secret": "x"}, ["push"], True)
    assert [made.id for made in organization.get_hooks()] == [hook.id]
    assert http.get(f"/orgs/acme/hooks/{hook.id}").json()["type"] == "Organization"
    http.patch(f"/orgs/acme/hooks/{hook.id}", json={"config": {"url": target.url}, "events": ["issues"]})
    assert organization.get_hook(hook.id).events == ["issues"]
    url = f"/orgs/acme/hooks/{hook.id}"
    assert http.patch(f"{url}/config", json={"secret": "y"}).json()["secret"] == "********"
    assert http.get(f"{url}/config").json()["content_type"] == "form"
    assert http.post(f"{url}/pings").status_code == 204
    arrived_pings = [made["event"] for made in http.get(f"{url}/deliveries").json()]
    assert arrived_pings == ["ping", "ping"]
    first = http.get(f"{url}/deliveries").json()[1]["id"]
    assert http.get(f"{url}/deliveries/{first}").json()["request"]["payload"]["hook_id"] == hook.id
    assert http.post(f"{url}/deliveries/{first}/attempts").status_code == 202
    assert http.delete(url).status_code == 204
    with pytest.raises(UnknownObjectException):
        organization.get_hook(hook.id)


def test_only_owners_see_them_and_each_place_its_own(http: httpx.Client, base: str, target: Target) -> None:
    refused = httpx.get(f"{base}/orgs/acme/hooks", headers={"Authorization": f"Bearer {BEN}"})
    assert refused.status_code in (403, 404)
    made = http.post("/orgs/acme/hooks", json={"name": "web", "config": {"url": target.url}}).json()
    assert http.get(f"/repos/acme/webapp/hooks/{made['id']}").status_code == 404
    twice = http.post("/orgs/acme/hooks", json={"name": "web", "config": {"url": target.url}})
    assert twice.json()["errors"][0]["message"] == "Hook already exists on this organization"

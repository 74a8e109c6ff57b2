"""Payloads of webhooks laid beside those that GitHub published (@octokit/webhooks-examples): each key is there."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.clones.github.credentials import ED25519
from tests.node import modules

REPO = "/repos/acme/webapp"
APART = ("/installation", "/enterprise", "/organization")
"""What only some installations have: apps, enterprises, owners that are organizations."""
OLD = ("/issue/draft", "/issue/pull_request", "/changes/old_permission")
"""What examples of issues have from pull requests, and a field that an event had before `changes.permission`."""


def places(value: Any, at: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield f"{at}/{name}"
            yield from places(held, f"{at}/{name}")
    elif isinstance(value, list):
        for held in value:
            yield from places(held, f"{at}/*")


@pytest.fixture(scope="module")
def examples() -> dict[tuple[str, str | None], set[str]]:
    """For each event and action the places that all its examples have."""
    package = modules("@octokit/webhooks-examples") / "node_modules/@octokit/webhooks-examples"
    found: dict[tuple[str, str | None], set[str]] = {}
    for event in json.loads((package / "api.github.com/index.json").read_text()):
        for example in event["examples"]:
            key = event["name"], example.get("action")
            here = set(places(example))
            found[key] = found[key] & here if key in found else here
    return found


@pytest.fixture
def hook(http: httpx.Client) -> int:
    config = {"url": "http://127.0.0.1:9/", "content_type": "json"}
    made = http.post(f"{REPO}/hooks", json={"config": config, "events": ["*"]})
    return int(made.json()["id"])


def act(http: httpx.Client, lines: str) -> None:
    """Make the calls of a script: method, path below the repository, body as JSON; `{id}` is the id made last."""
    last = ""
    for line in lines.strip().splitlines():
        method, path, *body = line.strip().split(" ", 2)
        path = path.replace("{id}", last)
        at = path if path.startswith(("/user", "/repos")) else REPO + path
        answer = http.request(method, at, content=body[0] if body else None)
        assert answer.status_code < 300, (line, answer.text)
        if method == "POST" and "id" in answer.json():
            last = str(answer.json()["id"])


def told(http: httpx.Client, hook: int, repo: str) -> list[tuple[str, str | None, Any]]:
    """Event, action and payload of each delivery."""
    url, made = f"{repo}/hooks/{hook}/deliveries?per_page=100", []
    while url:
        page = http.get(url)
        for short in page.json():
            whole = http.get(f"{repo}/hooks/{hook}/deliveries/{short['id']}").json()
            made.append((short["event"], short["action"], whole["request"]["payload"]))
        url = page.links.get("next", {}).get("url", "")
    return made


ISSUES = """
POST /labels {"name": "new", "color": "ffffff"}
PATCH /labels/new {"color": "000000"}
POST /milestones {"title": "2.0"}
POST /issues {"title": "Here", "body": "x"}
PATCH /issues/5 {"title": "There", "body": "y", "labels": ["new"], "assignees": ["ben"], "milestone": 3}
PATCH /issues/5 {"labels": [], "assignees": [], "milestone": null}
PUT /issues/5/lock {"lock_reason": "spam"}
DELETE /issues/5/lock
PATCH /issues/5 {"state": "closed"}
PATCH /issues/5 {"state": "open"}
POST /issues/5/comments {"body": "One"}
PATCH /issues/comments/{id} {"body": "Two"}
DELETE /issues/comments/{id}
PATCH /milestones/3 {"state": "closed"}
PATCH /milestones/3 {"state": "open"}
DELETE /milestones/3
DELETE /labels/new
"""
PULLS = """
POST /pulls {"title": "Dark", "head": "dark-theme", "base": "main", "draft": true}
PATCH /issues/5 {"labels": ["bug"], "assignees": ["ben"]}
PATCH /issues/5 {"labels": [], "assignees": []}
PATCH /pulls/5 {"title": "Darker"}
POST /pulls/5/requested_reviewers {"reviewers": ["ben"]}
DELETE /pulls/5/requested_reviewers {"reviewers": ["ben"]}
POST /pulls/5/reviews {"event": "COMMENT", "body": "Fine"}
POST /pulls/5/comments {"body": "Here", "path": "static/dark.css", "position": 1, "commit_id": "HEAD"}
PATCH /pulls/comments/{id} {"body": "There"}
DELETE /pulls/comments/{id}
PUT /contents/more.css {"message": "More", "content": "YQ==", "branch": "dark-theme"}
PUT /issues/5/lock
DELETE /issues/5/lock
PATCH /pulls/5 {"state": "closed"}
PATCH /pulls/5 {"state": "open"}
"""
REST = """
PUT /contents/a.txt {"message": "A", "content": "YQ=="}
POST /releases {"tag_name": "v2", "draft": true}
PATCH /releases/{id} {"draft": false}
PATCH /releases/{id} {"name": "Two", "body": "Words"}
DELETE /releases/{id}
POST /releases {"tag_name": "v3", "prerelease": true}
POST /commits/main/comments {"body": "Good"}
POST /statuses/main {"state": "success", "context": "ci"}
POST /keys {"title": "Deploy", "key": "KEY"}
POST /forks {}
PUT /user/starred/acme/webapp
DELETE /user/starred/acme/webapp
PUT /subscription {"subscribed": true}
PUT /collaborators/ben {"permission": "admin"}
DELETE /git/refs/heads/dark-theme
PATCH /repos/acme/webapp {"description": "Other"}
PATCH /repos/acme/webapp {"private": true}
PATCH /repos/acme/webapp {"private": false}
PATCH /repos/acme/webapp {"name": "webshop"}
"""


@pytest.mark.parametrize("script", [ISSUES, PULLS, REST], ids=["issues", "pulls", "rest"])
def test_payloads_hold_what_the_published_ones_hold(
    http: httpx.Client, hook: int, examples: dict[tuple[str, str | None], set[str]], script: str
) -> None:
    head = http.get(f"{REPO}/branches/dark-theme").json()["commit"]["sha"]
    act(http, script.replace("KEY", ED25519).replace("HEAD", head))
    name = "webshop" if "webshop" in script else "webapp"
    met, flaws = set(), set()
    for event, action, payload in told(http, hook, f"/repos/acme/{name}"):
        wanted, here = examples.get((event, action)), set(places(payload))
        filled = {place.rpartition("/")[0] for place in here}
        if wanted is None:
            continue
        met.add((event, action))
        for place in sorted(wanted - here):
            parent = place.rpartition("/")[0]
            if not place.startswith(APART) and place not in OLD and (parent in filled or not parent):
                flaws.add(f"{event} {action}: {place}")
    assert len(met) >= 10
    assert not flaws, "\n".join(["", *sorted(flaws)])

"""A day with the clone from outside: PyGithub, an MCP client, signed webhooks, diff, reset, the same bytes again."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from github import Auth, Github
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from .conftest import ADA

SECRET = "only between us"


class Hooks(ThreadingHTTPServer):
    """Takes webhooks on loopback: (event, signature, body)."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []
        hooks = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hooks.taken.append((self.headers["X-GitHub-Event"], self.headers["X-Hub-Signature-256"], body))
                self.send_response_only(204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Keep the tests' output free of requests."""

        super().__init__(("127.0.0.1", 0), Handler)


@pytest.fixture
def hooks() -> Iterator[Hooks]:
    with Hooks() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def day(base: str, hook_url: str) -> list[str]:
    """The script; what it saw, as text."""
    github = Github(
        base_url=base, auth=Auth.Token(ADA), seconds_between_requests=0, seconds_between_writes=0, retry=None
    )
    seen: list[str] = []
    organization = github.get_organization("acme")
    repository = organization.create_repo("launch", auto_init=True)
    repository.create_hook(
        "web", {"url": hook_url, "content_type": "json", "secret": SECRET}, ["issues", "push"], active=True
    )
    made = repository.create_file("src/main.py", "Begin", "print('hello')\n")
    seen.append(made["commit"].sha)
    repository.create_label("urgent", "b60205")
    issue = repository.create_issue("It does not start", body="Nothing happens", labels=["urgent"])
    issue.create_comment("Looking into it")
    issue.edit(state="closed", state_reason="completed")
    found = list(github.search_issues("repo:acme/launch is:closed start"))
    assert [entry.number for entry in found] == [issue.number]
    again = repository.get_issue(issue.number)
    assert (again.state, again.comments, [label.name for label in again.labels]) == ("closed", 1, ["urgent"])
    seen += [
        json.dumps(again.raw_data, sort_keys=True),
        json.dumps(repository.get_commits()[0].raw_data, sort_keys=True),
    ]
    github.close()
    return seen


def wait_for(client: httpx.Client, count: int) -> list[dict[str, Any]]:
    """The deliveries, once none is pending any more."""
    for _ in range(200):
        found: list[dict[str, Any]] = client.get("deliveries").json()
        if len(found) >= count and all(entry["status"] != "pending" for entry in found):
            return found
        threading.Event().wait(0.02)
    raise AssertionError("deliveries stayed pending")


def test_a_day_and_the_same_day_again(farm_url: str, hooks: Hooks) -> None:
    created = httpx.post(
        f"{farm_url}/_clonery/sessions", json={"clock": "2026-02-01T08:00:00Z", "random_seed": 4}
    ).json()
    session, base = created["id"], created["clones"]["github"]["rest"]
    hook_url = f"http://127.0.0.1:{hooks.server_address[1]}/"
    with httpx.Client(base_url=f"{farm_url}/_clonery/sessions/{session}/") as control:
        first = day(base, hook_url)
        wait_for(control, 3)
        events = [event for event, _, _ in hooks.taken]
        assert sorted(set(events)) == ["issues", "ping", "push"]
        for _, signature, body in hooks.taken:
            assert signature == "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        diff = control.get("diff").json()
        kinds = {entry["kind"] for entry in diff["added"]}
        assert {"repository", "issue", "issue_comment", "label", "commit"} <= kinds
        state = control.get("state").content
        control.post("reset", json={})
        assert control.get("diff").json() == {"added": [], "removed": [], "changed": []}
        assert day(base, hook_url) == first
        assert control.get("state").content == state


def test_an_mcp_client_sees_what_pygithub_did(base: str, gh: Github) -> None:
    number = gh.get_repo("acme/webapp").create_issue("From the SDK").number

    async def talk() -> tuple[list[str], Any]:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {ADA}"}) as http,
            streamable_http_client(f"{base}/mcp", http_client=http) as streams,
            ClientSession(*streams[:2]) as session,
        ):
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            where = {"owner": "acme", "repo": "webapp", "issue_number": number}
            read = await session.call_tool("issue_read", {"method": "get", **where})
            await session.call_tool("add_issue_comment", {**where, "body": "From the tool"})
            return names, json.loads(read.content[0].text)  # type: ignore[union-attr] # one text block

    names, issue = anyio.run(talk)
    assert {"issue_read", "issue_write", "add_issue_comment", "search_issues"} <= set(names)
    assert issue["title"] == "From the SDK"
    comments = gh.get_repo("acme/webapp").get_issue(number).get_comments()
    assert [comment.body for comment in comments] == ["From the tool"]

"""The same script passes by every way in: path, session, host names, own port, in process, MCP, tools over HTTP."""

import asyncio
import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import anyio
import anyio.from_thread
import httpx
import pytest
import uvicorn
from github import Auth, Consts, Github
from github.Requester import HTTPRequestsConnectionClass
from mcp import Client, StdioServerParameters

from clonery.server.app import App
from clonery.server.farm import Farm
from clonery.server.settings import Settings

TOKEN = "ghp_adaAcmeDefault00000000000000000000aa"


class Serving:
    """One application on a free port of 127.0.0.1."""

    def __init__(self, app: App) -> None:
        self.server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False, lifespan="off"))
        self.thread = threading.Thread(target=self.server.run)

    def __enter__(self) -> int:
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
            self.thread.join(0.005)
        port: int = self.server.servers[0].sockets[0].getsockname()[1]
        return port

    def __exit__(self, *_: Any) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture(scope="module")
def farm() -> Farm:
    return Farm(Settings(clones=("github",)))


@pytest.fixture(scope="module")
def port(farm: Farm) -> Iterator[int]:
    with Serving(App(farm)) as number:
        yield number


def client(url: str) -> Github:
    return Github(
        auth=Auth.Token(TOKEN), base_url=url, seconds_between_requests=0, seconds_between_writes=0, retry=None
    )


def script(github: Github) -> None:
    """A day's work; every value is read back by another call."""
    login = github.get_user().login
    repository = github.get_user().create_repo("way-in", description="How it was reached")
    assert github.get_repo(f"{login}/way-in").description == "How it was reached"
    repository.create_label("flaky", "ff0000")
    issue = repository.create_issue("It breaks", body="Now and then", labels=["flaky"])
    issue.create_comment("I can see it too")
    found = repository.get_issue(issue.number)
    assert ([label.name for label in found.labels], found.comments) == (["flaky"], 1)
    assert [comment.body for comment in found.get_comments()] == ["I can see it too"]
    found.edit(state="closed")
    assert [entry.number for entry in repository.get_issues(state="closed")] == [issue.number]
    repository.create_file("notes/first.md", "Write it down", "hello\n", branch=repository.default_branch)
    assert repository.get_contents("notes/first.md").decoded_content == b"hello\n"  # type: ignore[union-attr] # one file
    repository.delete()
    assert [entry for entry in github.get_user().get_repos() if entry.name == "way-in"] == []


def ways(port: int) -> dict[str, tuple[str, str]]:
    """Name of a way → its URL and its session."""
    return {
        "path": (f"http://127.0.0.1:{port}/github", "default"),
        "named session": (f"http://127.0.0.1:{port}/s/named/github", "named"),
        "enterprise prefix": (f"http://127.0.0.1:{port}/github/api/v3", "default"),
        "host of clone and session": (f"http://github.hosted.localhost:{port}", "hosted"),
        "host of the vendor": (f"http://api.github.com:{port}", "default"),
    }


@pytest.fixture
def everything_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every host name is this machine's, as a container's network alias makes it."""
    look = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **named: look("127.0.0.1", *more, **named))


@pytest.mark.parametrize("way", ways(0))
@pytest.mark.usefixtures("everything_here")
def test_pygithub_over_http(farm: Farm, port: int, way: str) -> None:
    url, session = ways(port)[way]
    if session not in farm.sessions and session != "default":
        farm.create(name=session)
    before = farm.session(session).opened.log.last
    script(client(url))
    assert farm.session(session).opened.log.last > before


def test_pygithub_on_the_clones_own_port(farm: Farm) -> None:
    farm.create(name="ported")
    with Serving(App(farm, "github", "ported")) as number:
        script(client(f"http://127.0.0.1:{number}"))
    assert farm.session("ported").opened.log.last > 0


def in_process(app: App) -> type[HTTPRequestsConnectionClass]:
    """PyGithub's connection class over an ASGI application, without a socket."""

    class InProcess(HTTPRequestsConnectionClass):
        def request(self, verb: str, url: str, input: Any, headers: Any, stream: bool = False) -> None:
            self.asked = (verb, url, input, headers)

        def getresponse(self) -> Any:
            verb, url, sent, headers = self.asked

            async def call() -> httpx.Response:
                transport = httpx.ASGITransport(app=app)
                async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
                    return await http.request(verb, url, content=sent, headers=headers)

            answer = asyncio.run(call())
            return SimpleNamespace(
                status=answer.status_code,
                getheaders=answer.headers.items,
                read=lambda: answer.text,
                iter_content=lambda **_: answer.iter_bytes(),
            )

    return InProcess


def test_pygithub_in_process(farm: Farm, monkeypatch: pytest.MonkeyPatch) -> None:
    farm.create(name="inside")
    connection = in_process(App(farm, "github", "inside"))
    monkeypatch.setattr("github.Requester.Requester._Requester__httpConnectionClass", connection)
    script(client("http://127.0.0.1"))
    assert farm.session("inside").opened.log.last > 0
    assert Consts.DEFAULT_BASE_URL.startswith("https://")


def issue_script(call: Callable[[str, dict[str, Any]], Any]) -> None:
    """The issue part, through tools."""
    where = {"owner": "acme", "repo": "webapp"}
    made = call("issue_write", {**where, "method": "create", "title": "By a tool", "labels": ["bug"]})
    number = int(made.get("number") or str(made["url"]).rsplit("/", 1)[1])
    call("add_issue_comment", {**where, "issue_number": number, "body": "noted"})
    read = call("issue_read", {**where, "method": "get", "issue_number": number})
    assert (read["title"], read["state"]) == ("By a tool", "open")
    comments = call("issue_read", {**where, "method": "get_comments", "issue_number": number})
    assert [comment["body"] for comment in comments] == ["noted"]
    call("issue_write", {**where, "method": "update", "issue_number": number, "state": "closed"})
    assert call("issue_read", {**where, "method": "get", "issue_number": number})["state"] == "closed"


def test_the_issue_part_over_tools_by_plain_http(farm: Farm, port: int) -> None:
    farm.create(name="plain")

    def call(name: str, arguments: dict[str, Any]) -> Any:
        url = f"http://127.0.0.1:{port}/_clonery/sessions/plain/clones/github/tools/{name}"
        answer = httpx.post(url, json={"arguments": arguments}).json()
        assert not answer["is_error"], answer
        return answer["result"]

    issue_script(call)


def test_the_issue_part_over_mcp(farm: Farm, port: int) -> None:
    farm.create(name="protocol")
    url = f"http://127.0.0.1:{port}/s/protocol/github/mcp"

    def call(name: str, arguments: dict[str, Any]) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
        headers = {
            "Authorization": f"Bearer {TOKEN}", "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": "2025-11-25",
        }  # fmt: skip
        answer = httpx.post(url, json=body, headers=headers).json()["result"]
        assert not answer.get("isError"), answer
        return json.loads(answer["content"][0]["text"])

    issue_script(call)
    assert {line["door"] for line in farm.session("protocol").opened.log.read()[0]} == {"mcp"}


def test_the_issue_part_over_mcp_by_stdio() -> None:
    arguments = ["-c", "from clonery.server.cli import main; main()", "mcp", "github", "--session", "by-stdio"]

    async def main() -> None:
        async with Client(StdioServerParameters(command=sys.executable, args=arguments)) as client:

            async def ask(name: str, arguments: dict[str, Any]) -> Any:
                answer = await client.call_tool(name, arguments)
                assert not answer.is_error, answer
                return json.loads(answer.content[0].text)  # type: ignore[union-attr]  # GitHub's tools answer in text

            await anyio.to_thread.run_sync(issue_script, lambda name, given: anyio.from_thread.run(ask, name, given))

    anyio.run(main)

"""How the command line asks a farm, and what it says when none answers as one."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from clonery.server.cli.client import DEFAULT_URL, Failed, NoFarm, Wrong, ask, farm_url, named_farm

from .conftest import Cli, FarmProcess


@pytest.fixture
def impostor() -> Iterator[Callable[[int, str], str]]:
    """A web server that is no farm: answers everything with one status and text."""
    made: list[HTTPServer] = []

    def start(status: int, text: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response_only(status)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: Any) -> None:
                """Keep the tests' output free of requests."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        made.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in made:
        server.shutdown()
        server.server_close()


def test_the_farm_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (farm_url(), named_farm()) == (DEFAULT_URL, False)
    monkeypatch.setenv("CLONERY_URL", "http://127.0.0.1:7171/")
    assert (farm_url(), named_farm()) == ("http://127.0.0.1:7171", True)


def test_it_answers_json_and_takes_a_prefix(toy_process: FarmProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLONERY_URL", toy_process.url)
    assert ask("GET", "health")["status"] == "ok"
    with pytest.raises(Wrong, match="there is no session 'no one'"):
        ask("GET", "sessions", "no one")


def test_without_a_farm_it_says_what_to_do(alone: Cli) -> None:
    done = alone("session", "list", code=2)
    assert done.output.startswith("Error: no farm answers at http://127.0.0.1:1 (")
    assert done.output.endswith("): start one with `clonery serve`, or set CLONERY_URL\n")


@pytest.mark.parametrize("url", ["localhost:7070", "ftp://x", "http://127.0.0.1:port"])
def test_a_bad_address_is_named(cli: Cli, url: str) -> None:
    done = cli("session", "list", code=2, url=url)
    assert f"CLONERY_URL is {url!r}" in done.output


def test_what_is_no_farm_is_not_believed(cli: Cli, impostor: Callable[[int, str], str]) -> None:
    for status, text, said in ((200, "<html>", "it sent no JSON"), (404, '{"message": "x"}', "it answered 404")):
        url = impostor(status, text)
        assert cli("session", "list", code=2, url=url).output == f"Error: what answers at {url} is no farm: {said}\n"


def test_a_farm_that_fails_is_a_failure_and_no_wrong_input(cli: Cli, impostor: Callable[[int, str], str]) -> None:
    url = impostor(500, '{"error": {"code": "failed", "message": "the farm failed", "field": null}}')
    assert cli("session", "list", code=1, url=url).output == "Error: the farm failed\n"
    assert (Failed.exit_code, Wrong.exit_code, NoFarm.exit_code) == (1, 2, 2)


def test_the_field_is_named_where_the_message_does_not(cli: Cli, impostor: Callable[[int, str], str]) -> None:
    url = impostor(422, '{"error": {"code": "invalid", "message": "too small", "field": "ttl_seconds"}}')
    assert cli("session", "list", code=2, url=url).output == "Error: ttl_seconds: too small\n"

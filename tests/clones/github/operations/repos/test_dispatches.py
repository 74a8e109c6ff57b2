"""Events that callers make up."""

from collections.abc import Callable

import httpx
import pytest
from github import Github
from tests.clones.github.credentials import CLEO


def test_an_event_is_taken_from_those_who_push(gh: Github, sign_in: Callable[[str], Github]) -> None:
    assert gh.get_repo("acme/webapp").create_repository_dispatch("deploy", {"to": "test"})
    assert not sign_in(CLEO).get_repo("acme/webapp").create_repository_dispatch("deploy", {})


@pytest.mark.parametrize(("type", "payload"), [("x" * 101, {}), ("x", {str(n): n for n in range(11)})])
def test_an_event_that_is_too_large(http: httpx.Client, type: str, payload: dict[str, int]) -> None:
    refused = http.post("/repos/acme/webapp/dispatches", json={"event_type": type, "client_payload": payload})
    assert refused.status_code == 422

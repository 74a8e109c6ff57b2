"""GitHub's graph, asked over HTTP with the default token."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.clones.github.credentials import ADA

Ask = Callable[..., Any]


@pytest.fixture
def send(base: str) -> Ask:
    """Posts a document; the whole answer."""

    def post(query: str, token: str = ADA, **variables: Any) -> Any:
        headers = {"Authorization": f"bearer {token}"} if token else {}
        return httpx.post(f"{base}/graphql", json={"query": query, "variables": variables}, headers=headers)

    return post


@pytest.fixture
def ask(send: Ask) -> Ask:
    """Posts a document; the data of an answer without errors."""

    def data(query: str, **variables: Any) -> Any:
        body = send(query, **variables).json()
        assert "errors" not in body, body
        return body["data"]

    return data

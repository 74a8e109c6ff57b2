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
        body = {"query": query, "variables": variables}
        return httpx.post(f"{base}/graphql", json=body, headers=headers, timeout=60)  # the first one reads the schema

    return post


@pytest.fixture
def ask(send: Ask) -> Ask:
    """Posts a document; the data of an answer without errors."""

    def data(query: str, **variables: Any) -> Any:
        body = send(query, **variables).json()
        assert "errors" not in body, body
        return body["data"]

    return data

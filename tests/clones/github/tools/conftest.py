"""What the tests of tools share: a way to call them as a harness without MCP does."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tests.clones.github.credentials import ADA

Use = Callable[..., Any]


@pytest.fixture
def use(base: str, farm_url: str) -> Use:
    """Calls a tool in acme/webapp as the person of a token: `use("issue_read", method="get", issue_number=1)`."""
    id = base.split("/")[4]

    def call(name_: str, /, token: str = ADA, error: bool = False, here: bool = True, **arguments: Any) -> Any:
        url = f"{farm_url}/_clonery/sessions/{id}/clones/github/tools/{name_}"
        given = {"owner": "acme", "repo": "webapp", **arguments} if here else arguments
        answer = httpx.post(url, json={"arguments": given}, headers={"Authorization": f"Bearer {token}"}).json()
        assert answer["is_error"] == error, answer
        return answer["result"]

    return call

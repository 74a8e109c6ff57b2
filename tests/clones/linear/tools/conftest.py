"""Tools called as the tool door calls them, in a session of their own."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state.credentials import Credential

Use = Callable[..., Any]


@pytest.fixture(scope="session")
def tool_farm() -> Farm:
    return Farm(Settings(clones=("linear",)))


@pytest.fixture
def refused(use: Use) -> Use:
    """The message with which a tool refuses."""

    def call(name: str, token: str = "", /, **given: Any) -> str:
        answer = use(name, token, True, **given)
        return str(answer["errors"][0]["message"])

    return call


@pytest.fixture
def use(tool_farm: Farm, seed: str) -> Use:
    """Calls a tool with its arguments; the result, or with `bad` the refusal."""
    session = tool_farm.create(random_seed=1, seeds={"linear": seed}, clock="2026-01-06T12:00:00Z")
    clone, credentials = tool_farm.clone("linear"), session.opened.credentials

    def call(name: str, token: str = "", bad: bool = False, /, **given: Any) -> Any:
        held: Credential | None = credentials.get("linear", token) if token else credentials.default("linear")
        request = Request("POST", "/mcp", base="http://test/linear", door="mcp", credential=held)
        answer = perform.tool(tool_farm, session, clone, request, clone.tools[name], given)
        assert ("errors" in (answer.data if isinstance(answer.data, dict) else {})) is bad, answer.data
        return answer.data

    return call

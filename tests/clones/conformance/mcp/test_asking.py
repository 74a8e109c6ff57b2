"""Tools that log, report or ask while they run."""

from collections.abc import Callable
from typing import Any

import mcp_types as types
import pytest

Talk = Callable[..., Any]


async def call(client: Any, name: str, given: dict[str, Any]) -> Any:
    result = await client.call_tool(name, given)
    (block,) = result.content
    return result.is_error, block.text


def test_messages_are_logged_while_the_tool_runs(talk: Talk) -> None:
    seen: list[Any] = []

    async def take(params: Any) -> None:
        seen.append((params.level, params.data))

    async def use(client: Any) -> None:
        assert await call(client, "test_tool_with_logging", {}) == (False, "Three messages were logged.")

    wanted = [("info", f"Tool {text}") for text in ("execution started", "processing data", "execution completed")]
    talk(use, mode="legacy", logging_callback=take)
    assert seen == wanted
    talk(use, mode="2026-07-28", logging_callback=take)
    assert seen == wanted, "in the stateless era only those who ask for logs get them"
    talk(use, mode="2026-07-28", logging_callback=take, log_level="warning")
    assert seen == wanted
    talk(use, mode="2026-07-28", logging_callback=take, log_level="info")
    assert seen == wanted * 2


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_progress_is_reported(talk: Talk, mode: str) -> None:
    seen: list[Any] = []

    async def take(done: float, total: float | None, _: str | None) -> None:
        seen.append((done, total))

    async def use(client: Any) -> None:
        await client.call_tool("test_tool_with_progress", {}, progress_callback=take)

    talk(use, mode=mode)
    assert seen == [(0, 100), (50, 100), (100, 100)]


def test_the_clients_model_is_asked(talk: Talk) -> None:
    async def sample(_: Any, params: Any) -> types.CreateMessageResult:
        assert params.max_tokens == 100
        content = types.TextContent(text=params.messages[0].content.text.upper())
        return types.CreateMessageResult(role="assistant", model="m", content=content)

    async def use(client: Any) -> Any:
        return await call(client, "test_sampling", {"prompt": "hello"})

    assert talk(use, mode="legacy", sampling_callback=sample) == (False, "LLM response: HELLO")
    assert talk(use, mode="legacy")[0] is True
    assert talk(use, mode="auto", sampling_callback=sample)[0] is True, "no server asks on its own in that era"


def test_the_clients_user_is_asked(talk: Talk) -> None:
    seen: dict[str, Any] = {}

    async def elicit(_: Any, params: Any) -> types.ElicitResult:
        seen[params.message] = params.requested_schema["properties"]
        return types.ElicitResult(action="accept", content={"username": "ada"})

    async def use(client: Any) -> Any:
        await call(client, "test_elicitation_sep1034_defaults", {})
        await call(client, "test_elicitation_sep1330_enums", {})
        return await call(client, "test_elicitation", {"message": "Who?"})

    text = "User response: action=accept, content={'username': 'ada'}"
    assert talk(use, mode="legacy", elicitation_callback=elicit) == (False, text)
    assert list(seen["Who?"]) == ["username", "email"]
    defaults = {name: field["default"] for name, field in seen["Please look over the defaults"].items()}
    assert defaults == {"name": "John Doe", "age": 30, "score": 95.5, "status": "active", "verified": True}
    chosen = seen["Please choose"]
    assert [field["type"] for field in chosen.values()] == ["string"] * 3 + ["array"] * 2
    assert talk(use, mode="legacy")[0] is True

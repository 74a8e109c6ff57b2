"""What the fixtures' server says of itself, and how it tells those who listen."""

from collections.abc import Callable
from typing import Any

import anyio
import pytest
from mcp.shared.subscriptions import ToolsListChanged

Talk = Callable[..., Any]


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_the_server_offers_every_kind_of_thing(talk: Talk, mode: str) -> None:
    async def use(client: Any) -> None:
        able = client.server_capabilities
        assert client.server_info.name == "conformance"
        assert all((able.tools, able.resources, able.prompts, able.completions))
        assert able.resources.subscribe is True
        assert able.tools.list_changed is (mode == "auto")

    talk(use, mode=mode)


@pytest.mark.filterwarnings("ignore::mcp.shared.exceptions.MCPDeprecationWarning")
def test_subscriptions_and_levels_are_accepted_in_the_handshake_era(talk: Talk) -> None:
    async def use(client: Any) -> None:
        for uri in ("test://watched-resource", "test://static-text"):
            await client.session.subscribe_resource(uri)
            await client.session.unsubscribe_resource(uri)
        await client.session.set_logging_level("debug")

    talk(use, mode="legacy")


def test_a_listener_is_told_of_changed_tools_and_of_nothing_else(talk: Talk) -> None:
    async def use(client: Any) -> Any:
        with anyio.fail_after(5):
            async with client.listen(tools_list_changed=True) as events:
                await client.call_tool("test_trigger_prompt_change", {})
                await client.call_tool("test_trigger_tool_change", {})
                return await anext(aiter(events))

    assert talk(use, mode="auto") == ToolsListChanged()

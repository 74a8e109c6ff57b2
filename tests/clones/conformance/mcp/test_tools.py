"""The plain tools."""

from collections.abc import Callable
from typing import Any

import mcp_types as types
import pytest

Talk = Callable[..., Any]


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_each_kind_of_content(talk: Talk, mode: str) -> None:
    async def use(client: Any) -> None:
        for name, kinds in (
            ("test_simple_text", ["text"]),
            ("test_image_content", ["image"]),
            ("test_audio_content", ["audio"]),
            ("test_embedded_resource", ["resource"]),
            ("test_multiple_content_types", ["text", "image", "resource"]),
        ):
            result = await client.call_tool(name, {})
            assert ([block.type for block in result.content], result.is_error) == (kinds, False), name
        failed = await client.call_tool("test_error_handling", {})
        assert (failed.is_error, failed.content[0].text[:23]) == (True, "This tool intentionally")

    talk(use, mode=mode)


def test_tools_are_listed_by_name_with_their_whole_schemas(talk: Talk) -> None:
    async def use(client: Any) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(tools) == sorted(tools)
        assert len(tools) == 27
        wide = tools["json_schema_2020_12_tool"].input_schema
        assert {"$schema", "$defs", "allOf", "if", "then", "else", "additionalProperties"} <= set(wide)
        assert wide["$defs"]["address"]["$anchor"] == "addressDef"
        assert tools["test_headers"].input_schema["properties"]["region"]["x-mcp-header"] == "Region"

    talk(use)


def test_arguments_that_do_not_fit_and_unknown_tools_are_refused(talk: Talk) -> None:
    async def use(client: Any) -> None:
        for given in ({}, {"prompt": 1}):
            result = await client.call_tool("test_sampling", given)
            assert (result.is_error, result.content[0].text) == (True, "The arguments do not fit the tool's schema")
        with pytest.raises(Exception, match="Unknown tool: nothing") as error:
            await client.call_tool("nothing", {})
        assert error.value.code == -32602

    talk(use)


def test_a_capability_that_is_missing_is_named(talk: Talk) -> None:
    async def sample(*_: Any) -> Any:
        """Never called: that the client could is enough."""

    async def refused(client: Any) -> None:
        with pytest.raises(Exception, match="able to sample") as error:
            await client.call_tool("test_missing_capability", {})
        assert error.value.code == types.MISSING_REQUIRED_CLIENT_CAPABILITY
        assert error.value.data == {"requiredCapabilities": {"sampling": {}}}

    async def served(client: Any) -> None:
        assert (await client.call_tool("test_missing_capability", {})).is_error is False

    talk(refused, mode="2026-07-28")
    talk(served, mode="2026-07-28", sampling_callback=sample)

"""Tools of the suite; https://modelcontextprotocol.io/specification/2025-11-25/server/tools."""

from collections.abc import Awaitable, Callable
from typing import Any

import jsonschema_rs
import mcp_types as types
from mcp.server.subscriptions import InMemorySubscriptionBus, PromptsListChanged, ToolsListChanged
from mcp.shared.exceptions import MCPError

from . import asking, rounds
from .asking import log, said
from .pixel import PNG, WAV

Function = Callable[[Any, dict[str, Any]], Awaitable[types.CallToolResult]]

_NOTHING: dict[str, Any] = {"type": "object", "properties": {}}
_WIDE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "$defs": {
        "address": {
            "$anchor": "addressDef",
            "type": "object",
            "properties": {"street": {"type": "string"}, "city": {"type": "string"}},
        }
    },
    "properties": {
        "name": {"type": "string"},
        "address": {"$ref": "#/$defs/address"},
        "contactMethod": {"type": "string", "enum": ["phone", "email"]},
        "phone": {"type": "string"},
        "email": {"type": "string"},
    },
    "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
    "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
    "then": {"required": ["phone"]},
    "else": {"required": ["email"]},
    "additionalProperties": False,
}
_REGION: dict[str, Any] = {
    "type": "object",
    "properties": {"region": {"type": "string", "x-mcp-header": "Region"}, "query": {"type": "string"}},
}


def _one(name: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}


class Fixtures:
    """The tools that the suite calls by name."""

    def __init__(self, bus: InMemorySubscriptionBus) -> None:
        self._bus = bus
        self._tools: dict[str, tuple[dict[str, Any], Function]] = {
            "json_schema_2020_12_tool": (_WIDE, _simple),
            "test_audio_content": (_NOTHING, _audio),
            "test_elicitation": (_one("message"), asking.elicitation),
            "test_elicitation_sep1034_defaults": (_NOTHING, asking.defaults),
            "test_elicitation_sep1330_enums": (_NOTHING, asking.enums),
            "test_embedded_resource": (_NOTHING, _embedded),
            "test_error_handling": (_NOTHING, _fail),
            "test_headers": (_REGION, _simple),
            "test_image_content": (_NOTHING, _image),
            "test_logging_tool": (_NOTHING, asking.with_logging),
            "test_missing_capability": (_NOTHING, _needs_sampling),
            "test_multiple_content_types": (_NOTHING, _mixed),
            "test_sampling": (_one("prompt"), asking.sampling),
            "test_simple_text": (_NOTHING, _simple),
            "test_streaming_elicitation": (_NOTHING, _streaming),
            "test_tool_with_logging": (_NOTHING, asking.with_logging),
            "test_tool_with_progress": (_NOTHING, asking.with_progress),
            "test_trigger_prompt_change": (_NOTHING, self._prompts_changed),
            "test_trigger_tool_change": (_NOTHING, self._tools_changed),
        }

        self._schemas = dict.fromkeys(rounds.TOOLS, _NOTHING) | {name: made[0] for name, made in self._tools.items()}

    def schema(self, name: str) -> dict[str, Any] | None:
        """The input schema of a tool; None where there is no such tool."""
        return self._schemas.get(name)

    async def listing(self, *_: Any) -> types.ListToolsResult:
        """All tools, by name."""
        found = sorted(self._schemas.items())
        return types.ListToolsResult(
            tools=[
                types.Tool(name=name, description=f"The tool {name}.", input_schema=schema) for name, schema in found
            ]
        )

    async def call(self, ctx: Any, params: types.CallToolRequestParams) -> rounds.Result:
        """Call one. Raises MCPError for an unknown tool."""
        schema = self.schema(params.name)
        if schema is None:
            raise MCPError(types.INVALID_PARAMS, f"Unknown tool: {params.name}")
        given = params.arguments or {}
        if not jsonschema_rs.Draft202012Validator(schema).is_valid(given):
            return said("The arguments do not fit the tool's schema", True)
        if params.name in rounds.TOOLS:
            return rounds.TOOLS[params.name](ctx, params)
        return await self._tools[params.name][1](ctx, given)

    async def _tools_changed(self, *_: Any) -> types.CallToolResult:
        await self._bus.publish(ToolsListChanged())
        return said("Those who listen were told.")

    async def _prompts_changed(self, *_: Any) -> types.CallToolResult:
        await self._bus.publish(PromptsListChanged())
        return said("Those who listen were told.")


async def _simple(*_: Any) -> types.CallToolResult:
    return said("This is a simple text response for testing.")


async def _fail(*_: Any) -> types.CallToolResult:
    return said("This tool intentionally returns an error for testing", True)


async def _image(*_: Any) -> types.CallToolResult:
    return types.CallToolResult(content=[types.ImageContent(data=PNG, mime_type="image/png")])


async def _audio(*_: Any) -> types.CallToolResult:
    return types.CallToolResult(content=[types.AudioContent(data=WAV, mime_type="audio/wav")])


async def _embedded(*_: Any) -> types.CallToolResult:
    text = "This is an embedded resource content."
    return types.CallToolResult(content=[_resource("test://embedded-resource", "text/plain", text)])


async def _mixed(*_: Any) -> types.CallToolResult:
    return types.CallToolResult(
        content=[
            types.TextContent(text="Multiple content types test:"),
            types.ImageContent(data=PNG, mime_type="image/png"),
            _resource("test://mixed-content-resource", "application/json", '{"test":"data","value":123}'),
        ]
    )


async def _streaming(ctx: Any, _: Any) -> types.CallToolResult:
    await log(ctx, "before the answer")
    return said("No request of the server's own came with this.")


async def _needs_sampling(ctx: Any, _: Any) -> types.CallToolResult:
    needed = types.ClientCapabilities(sampling=types.SamplingCapability())
    if not ctx.session.check_client_capability(needed):
        data: dict[str, Any] = {"requiredCapabilities": {"sampling": {}}}
        raise MCPError(types.MISSING_REQUIRED_CLIENT_CAPABILITY, "The client must be able to sample", data)
    return said("The client can sample.")


def _resource(uri: str, media: str, text: str) -> types.EmbeddedResource:
    return types.EmbeddedResource(resource=types.TextResourceContents(uri=uri, mime_type=media, text=text))

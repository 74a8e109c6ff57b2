"""Tools that log, report or ask while they run; https://modelcontextprotocol.io/specification/2025-11-25/client."""

from typing import Any

import anyio.lowlevel
import mcp_types as types
from mcp.server.connection import allowed_log_levels
from mcp.shared.exceptions import MCPError
from mcp.shared.message import ServerMessageMetadata


async def log(ctx: Any, text: str) -> None:
    """Send a log message with the answer of this call, if the client wants any."""
    if "info" not in allowed_log_levels(ctx.protocol_version, ctx.meta):
        return
    params = types.LoggingMessageNotificationParams(level="info", data=text)
    await ctx.session.send_notification(
        types.LoggingMessageNotification(params=params), related_request_id=ctx.request_id
    )
    await anyio.lowlevel.checkpoint()


async def with_logging(ctx: Any, _: Any) -> types.CallToolResult:
    """Three log messages."""
    for text in ("Tool execution started", "Tool processing data", "Tool execution completed"):
        await log(ctx, text)
    return said("Three messages were logged.")


async def with_progress(ctx: Any, _: Any) -> types.CallToolResult:
    """Three reports of progress, where the call asks for them."""
    for done in (0, 50, 100):
        await ctx.session.report_progress(done, 100)
        await anyio.lowlevel.checkpoint()
    return said("The progress was reported.")


async def sampling(ctx: Any, given: dict[str, Any]) -> types.CallToolResult:
    """A word of the client's model."""
    message = types.SamplingMessage(role="user", content=types.TextContent(text=given["prompt"]))
    params = types.CreateMessageRequestParams(messages=[message], max_tokens=100)
    try:
        result = await _request(ctx, types.CreateMessageRequest(params=params), types.CreateMessageResult)
    except MCPError as error:
        return said(f"The client does not sample: {error}", True)
    return said(f"LLM response: {getattr(result.content, 'text', '')}")


async def elicitation(ctx: Any, given: dict[str, Any]) -> types.CallToolResult:
    """A word of the client's user."""
    fields = {
        "username": {"type": "string", "description": "User's response"},
        "email": {"type": "string", "description": "User's email address"},
    }
    return await _elicit(ctx, given["message"], fields, "User response")


async def defaults(ctx: Any, _: Any) -> types.CallToolResult:
    """A form whose fields have defaults."""
    fields = {
        "name": {"type": "string", "default": "John Doe"},
        "age": {"type": "integer", "default": 30},
        "score": {"type": "number", "default": 95.5},
        "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
        "verified": {"type": "boolean", "default": True},
    }
    return await _elicit(ctx, "Please look over the defaults", fields, "Elicitation completed")


async def enums(ctx: Any, _: Any) -> types.CallToolResult:
    """A form with each way to choose from a list."""
    plain = ["option1", "option2", "option3"]
    titled = [{"const": f"value{n}", "title": f"Choice {n}"} for n in (1, 2, 3)]
    fields = {
        "untitledSingle": {"type": "string", "enum": plain},
        "titledSingle": {"type": "string", "oneOf": titled},
        "legacyEnum": {"type": "string", "enum": ["opt1", "opt2"], "enumNames": ["Option 1", "Option 2"]},
        "untitledMulti": {"type": "array", "items": {"type": "string", "enum": plain}},
        "titledMulti": {"type": "array", "items": {"anyOf": titled}},
    }
    return await _elicit(ctx, "Please choose", fields, "Elicitation completed")


async def _elicit(ctx: Any, message: str, fields: dict[str, Any], said_first: str) -> types.CallToolResult:
    schema = {
        "type": "object",
        "properties": fields,
        "required": [name for name in fields if "default" not in fields[name]],
    }
    params = types.ElicitRequestFormParams(message=message, requested_schema=schema)
    try:
        result = await _request(ctx, types.ElicitRequest(params=params), types.ElicitResult)
    except MCPError as error:
        return said(f"The client does not ask its user: {error}", True)
    return said(f"{said_first}: action={result.action}, content={result.content or {}}")


async def _request(ctx: Any, request: Any, result: Any) -> Any:
    return await ctx.session.send_request(
        request, result, metadata=ServerMessageMetadata(related_request_id=ctx.request_id)
    )


def said(text: str, error: bool = False) -> types.CallToolResult:
    """A result of one text."""
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=error)

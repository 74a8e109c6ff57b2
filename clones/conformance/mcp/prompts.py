"""Prompts of the suite; https://modelcontextprotocol.io/specification/2025-11-25/server/prompts."""

from typing import Any

import mcp_types as types
from mcp.shared.exceptions import MCPError

from .pixel import PNG
from .rounds import ask, responses

_ARGUMENTS = {
    "test_simple_prompt": (),
    "test_prompt_with_arguments": ("arg1", "arg2"),
    "test_prompt_with_embedded_resource": ("resourceUri",),
    "test_prompt_with_image": (),
    "test_input_required_result_prompt": (),
}


async def listing(*_: Any) -> types.ListPromptsResult:
    """All prompts."""
    return types.ListPromptsResult(
        prompts=[
            types.Prompt(
                name=name,
                description=f"The prompt {name}.",
                arguments=[types.PromptArgument(name=each, description=each, required=True) for each in arguments],
            )
            for name, arguments in _ARGUMENTS.items()
        ]
    )


async def get(_: Any, params: types.GetPromptRequestParams) -> types.GetPromptResult | types.InputRequiredResult:
    """One prompt, its arguments filled in. Raises MCPError."""
    given = params.arguments or {}
    if params.name not in _ARGUMENTS:
        raise MCPError(types.INVALID_PARAMS, f"Unknown prompt: {params.name}")
    missing = [name for name in _ARGUMENTS[params.name] if name not in given]
    if missing:
        raise MCPError(types.INVALID_PARAMS, f"Missing arguments: {', '.join(missing)}")
    if params.name == "test_input_required_result_prompt":
        context = responses(params, "user_context").get("context")
        if not isinstance(context, str):
            return ask(user_context=("What context should the prompt use?", {"context": "string"}))
        return _prompt(_text(f"Context: {context}"))
    return _prompt(*_blocks(params.name, given))


def _blocks(name: str, given: dict[str, str]) -> list[types.ContentBlock]:
    if name == "test_prompt_with_arguments":
        return [_text(f"Prompt with arguments: arg1='{given['arg1']}', arg2='{given['arg2']}'")]
    if name == "test_prompt_with_embedded_resource":
        content = types.TextResourceContents(
            uri=given["resourceUri"], mime_type="text/plain", text="Embedded resource content for testing."
        )
        return [types.EmbeddedResource(resource=content), _text("Please process the embedded resource above.")]
    if name == "test_prompt_with_image":
        return [types.ImageContent(data=PNG, mime_type="image/png"), _text("Please analyze the image above.")]
    return [_text("This is a simple prompt for testing.")]


async def complete(*_: Any) -> types.CompleteResult:
    """No suggestion."""
    return types.CompleteResult(completion=types.Completion(values=[], total=0, has_more=False))


def _text(text: str) -> types.TextContent:
    return types.TextContent(text=text)


def _prompt(*blocks: types.ContentBlock) -> types.GetPromptResult:
    return types.GetPromptResult(messages=[types.PromptMessage(role="user", content=block) for block in blocks])

"""What the suite's server scenarios look for; https://github.com/modelcontextprotocol/conformance."""

from typing import Any

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler

from . import prompts, resources, tools


def extend(server: Server[Any]) -> None:
    """Give the server the fixtures in place of a clone's tools."""
    bus = InMemorySubscriptionBus()
    fixtures = tools.Fixtures(bus)
    server.get_tool_input_schema = fixtures.schema
    handlers: list[tuple[str, Any, Any]] = [
        ("tools/list", types.PaginatedRequestParams, fixtures.listing),
        ("tools/call", types.CallToolRequestParams, fixtures.call),
        ("resources/list", types.PaginatedRequestParams, resources.listing),
        ("resources/templates/list", types.PaginatedRequestParams, resources.templates),
        ("resources/read", types.ReadResourceRequestParams, resources.read),
        ("resources/subscribe", types.SubscribeRequestParams, _accept),
        ("resources/unsubscribe", types.UnsubscribeRequestParams, _accept),
        ("prompts/list", types.PaginatedRequestParams, prompts.listing),
        ("prompts/get", types.GetPromptRequestParams, prompts.get),
        ("completion/complete", types.CompleteRequestParams, prompts.complete),
        ("logging/setLevel", types.SetLevelRequestParams, _accept),
        ("subscriptions/listen", types.SubscriptionsListenRequestParams, ListenHandler(bus)),
    ]
    for method, params, handler in handlers:
        server.add_request_handler(method, params, handler)


async def _accept(_: Any, params: Any) -> types.EmptyResult:
    """Yes, and nothing more: the suite looks at the answer alone."""
    return types.EmptyResult()

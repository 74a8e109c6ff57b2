"""Resources of the suite; https://modelcontextprotocol.io/specification/2025-11-25/server/resources."""

import re
from typing import Any

import mcp_types as types
from mcp.shared.exceptions import MCPError

from .pixel import PNG

_TEMPLATE = re.compile(r"test://template/([^/]+)/data")
_THERE = {
    "test://static-text": ("text/plain", "This is the content of the static text resource."),
    "test://watched-resource": ("text/plain", "What a subscriber waits for."),
}


async def listing(*_: Any) -> types.ListResourcesResult:
    """The resources that have an address of their own."""
    found = [_shown(uri, media) for uri, (media, _) in _THERE.items()]
    return types.ListResourcesResult(resources=[*found, _shown("test://static-binary", "image/png")])


async def templates(*_: Any) -> types.ListResourceTemplatesResult:
    """The one template."""
    made = types.ResourceTemplate(
        uri_template="test://template/{id}/data",
        name="template",
        description="Data by id.",
        mime_type="application/json",
    )
    return types.ListResourceTemplatesResult(resource_templates=[made])


async def read(_: Any, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    """A resource's content. Raises MCPError for an unknown one."""
    uri = str(params.uri)
    if uri in _THERE:
        media, text = _THERE[uri]
        return types.ReadResourceResult(contents=[types.TextResourceContents(uri=uri, mime_type=media, text=text)])
    if uri == "test://static-binary":
        return types.ReadResourceResult(contents=[types.BlobResourceContents(uri=uri, mime_type="image/png", blob=PNG)])
    found = _TEMPLATE.fullmatch(uri)
    if found is None:
        raise MCPError(types.INVALID_PARAMS, "Resource not found", {"uri": uri})
    text = f'{{"id":"{found[1]}","templateTest":true,"data":"Data for ID: {found[1]}"}}'
    return types.ReadResourceResult(
        contents=[types.TextResourceContents(uri=uri, mime_type="application/json", text=text)]
    )


def _shown(uri: str, media: str) -> types.Resource:
    name = uri.removeprefix("test://")
    return types.Resource(uri=uri, name=name, description=f"The resource {name}.", mime_type=media)

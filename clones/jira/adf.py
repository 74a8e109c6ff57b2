"""Rich text: documents in version 3, plain text in version 2; https://developer.atlassian.com/cloud/jira/platform/apis/document/structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clonery.server.call import Call

BLOCKS = ("paragraph", "heading", "codeBlock", "blockquote", "listItem", "rule", "panel", "tableRow")
OLD = ("/rest/api/2/", "/rest/api/latest/")


def plain(call: Call) -> bool:
    """Whether the call came by version 2, where rich text is a text."""
    return call.request.path.startswith(OLD)


def kept(value: Any) -> Any:
    """What was sent as a document: a text becomes a paragraph for each of its blocks."""
    if not isinstance(value, str):
        return value
    blocks = [block for block in value.split("\n\n") if block.strip()]
    return {"type": "doc", "version": 1, "content": [_paragraph(block) for block in blocks]}


def _paragraph(block: str) -> dict[str, Any]:
    content: list[dict[str, Any]] = []
    for number, line in enumerate(block.split("\n")):
        content += [{"type": "hardBreak"}] if number else []
        content += [{"type": "text", "text": line}] if line else []
    return {"type": "paragraph", "content": content}


def shown(call: Call, value: Any) -> Any:
    """A document, or its text for those who came by version 2."""
    return text(value) if plain(call) and isinstance(value, dict) else value


def text(node: Any) -> str:
    """The words of a document, its blocks apart."""
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "text":
        return str(node.get("text", ""))
    if node.get("type") == "hardBreak":
        return "\n"
    if node.get("type") in ("mention", "emoji"):
        return str(node.get("attrs", {}).get("text", ""))
    parts = node.get("content") or ()
    blocks = any(isinstance(part, dict) and part.get("type") in BLOCKS for part in parts)
    return ("\n\n" if blocks and node.get("type") == "doc" else "\n" if blocks else "").join(map(text, parts))

"""Markdown made into HTML; https://docs.github.com/rest/markdown/markdown."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from ..markdown import render
from .meta import text as plain


@operation("markdown/render")
def render_text(call: Call, text: str, mode: str = "markdown", context: str = "") -> Answer:
    """POST /markdown: in mode `gfm` lines break where they do, and issues and people of `context` are links."""
    return plain(render(call, text, context, comment=mode == "gfm"), "text/html")


@operation("markdown/render-raw")
def render_raw(call: Call, body: str = "") -> Answer:
    """POST /markdown/raw: the body is the text."""
    return plain(render(call, body), "text/html")

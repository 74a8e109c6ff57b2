"""The farm's one page: its clones, addresses and tokens, with settings to copy; it loads nothing from elsewhere."""

from __future__ import annotations

from html import escape

from ...farm import DEFAULT, Farm
from ...state.session import Session
from .clones import release
from .connections import connection, snippets

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font: 14px/1.45 ui-monospace, monospace }
pre { background: #8882; padding: .75rem; overflow-x: auto; border-radius: 4px; margin: .25rem 0 1rem }
table { border-collapse: collapse } td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top }
summary { cursor: pointer } button { float: right }
"""
_SCRIPT = """
for (const block of document.querySelectorAll("pre")) {
  const button = document.createElement("button");
  button.textContent = "copy";
  button.onclick = () => navigator.clipboard.writeText(block.textContent);
  block.before(button);
}
"""
TITLES = {
    "shell": "Environment variables", "curl": "curl", "python": "Python", "javascript": "JavaScript",
    "mcp": "MCP client, over HTTP", "mcp_stdio": "MCP client, over standard input and output",
}  # fmt: skip


def page(farm: Farm, root: str) -> str:
    """The page as HTML; `root` is the farm's address as the reader wrote it."""
    session = farm.session(DEFAULT)
    names = session.clones
    parts = [_clone(farm, root, session, name) for name in names]
    links = "".join(f'<li><a href="#{escape(name)}">{escape(farm.clone(name).title)}</a></li>' for name in names)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Clonery</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>Clonery {escape(release())}</h1><p>Stateful clones at <code>{escape(root)}</code>. What follows is the "
        f"session <code>{DEFAULT}</code>; more sessions, each with a state of its own, are made by "
        f"<code>POST {escape(root)}/_clonery/sessions</code> and found below <code>{escape(root)}/s/&lt;session&gt;/"
        f'</code>. The control API describes itself at <a href="_clonery/openapi.json">_clonery/openapi.json</a>; '
        f"all clones in one MCP server are at <code>{escape(root)}/mcp</code>.</p><ul>{links}</ul>"
        f"{''.join(parts)}<script>{_SCRIPT}</script></body></html>\n"
    )


def _clone(farm: Farm, root: str, session: Session, name: str) -> str:
    clone = farm.clone(name)
    where = connection(root, session, clone)
    rows = [("REST", where["rest"]), ("MCP", where["mcp"]), ("Token", where["token"] or "none")]
    rows += [("Host names", ", ".join(clone.hosts))] if clone.hosts else []
    table = "".join(f"<tr><th>{title}</th><td><code>{escape(text)}</code></td></tr>" for title, text in rows)
    copied = "".join(
        f"<details><summary>{escape(TITLES.get(title, title))}</summary><pre>{escape(text)}</pre></details>"
        for title, text in snippets(root, session, clone).items()
    )
    return f'<section id="{escape(name)}"><h2>{escape(clone.title)}</h2><table>{table}</table>{copied}</section>'

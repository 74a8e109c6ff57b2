"""Bodies as HTML and as plain text beside or in place of Markdown; https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#media-types."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from clonery.server.request import Request
from clonery.server.state.record import Record

from .markdown import render
from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

_ASKED = re.compile(r"application/vnd\.github\.(?:v3\.)?(text|html|full)(?:\+json)?(?:$|[,; ])")
_TAG = re.compile(r"<[^>]+>")


def form_of(request: Request) -> str:
    """The form that the Accept header asks for: text, html, full, or "" for Markdown as it is."""
    accept = request.headers.get("accept", "")
    found = _ASKED.search(accept) if ".github." in accept else None
    return found[1] if found else ""


def formed(call: Call, record: Record, shown: dict[str, Any], form: str) -> dict[str, Any]:
    """A shown issue, comment, pull request, review or release with its body in that form."""
    body = shown.get("body") or ""
    html = render(call, body, _context(call, record), comment=True).strip()
    made = shown if form == "full" else {name: value for name, value in shown.items() if name != "body"}
    if form in ("html", "full"):
        made["body_html"] = html
    if form in ("text", "full"):
        made["body_text"] = unescape(_TAG.sub("", html)).strip()
    return made


def _context(call: Call, record: Record) -> str:
    """`owner/name` of the repository that references in the body are meant in; "" for a gist's comment."""
    repository = call.peek(Repository, record.get("repository"))
    return f"{call.get(User, repository.owner).login}/{repository.name}" if repository else ""

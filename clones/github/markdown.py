"""Markdown as GitHub reads it: tables, strike-through, task lists, links to issues and people; https://docs.github.com/rest/markdown."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from .lookups import permission
from .records.issues import Issue
from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

_REFERENCE = re.compile(
    r"(?<![\w/@#.-])(?:(?P<owner>[\w-]+)/(?P<repo>[\w.-]+))?#(?P<number>\d{1,9})\b|(?<![\w/@.])@(?P<login>[A-Za-z0-9][\w-]*)"
)
_TASK = re.compile(r"\[([ xX])\] ")


@cache
def _reader(breaks: bool) -> Any:
    # Imported by the first call that needs it: no other call pays for it.
    from markdown_it import MarkdownIt

    options = {"html": False, "breaks": breaks, "xhtmlOut": False}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def render(call: Call, text: str, context: str = "", comment: bool = False) -> str:
    """The HTML of a text; raw HTML in it is shown, not obeyed.

    As a `comment` its lines break where they do, and references are links: `#1` to an issue of the repository
    `context` (`owner/name`), `owner/name#1`, `@login`, as far as they exist and the caller may see them.
    """
    reader = _reader(comment)
    tokens = reader.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            in_item = place > 1 and tokens[place - 2].type == "list_item_open"
            token.children = _dressed(call, token.children, context if comment else None, in_item)
    made: str = reader.renderer.render(tokens, reader.options, {})
    return made


def _dressed(call: Call, children: list[Any], context: str | None, in_item: bool) -> list[Any]:
    """The children with a leading task mark as a box, and with references as links where there is a context."""
    made: list[Any] = []
    depth = 0
    for place, child in enumerate(children):
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        task = _TASK.match(child.content) if in_item and place == 0 and child.type == "text" else None
        if task:
            ticked = ' checked=""' if task[1] != " " else ""
            made.append(_html(child, f'<input type="checkbox"{ticked} disabled=""> '))
            child.content = child.content[task.end() :]
        if context is None or child.type != "text" or depth:
            made.append(child)
        else:
            made.append(_html(child, _linked(call, child.content, context)))
    return made


def _html(token: Any, html: str) -> Any:
    return token.copy(type="html_inline", content=html)


def _linked(call: Call, text: str, context: str) -> str:
    """The escaped text with its references as links."""
    made, end = [], 0
    for match in _REFERENCE.finditer(text):
        url = _person(call, match["login"]) if match["login"] else _issue(call, match, context)
        if url:
            made += [escape(text[end : match.start()]), f'<a href="{escape(url)}">{escape(match[0])}</a>']
            end = match.end()
    return "".join([*made, escape(text[end:])])


def _person(call: Call, login: str) -> str:
    user = call.find(User, login=login)
    return f"{call.base}/{user.login}" if user else ""


def _issue(call: Call, match: re.Match[str], context: str) -> str:
    """The address of an issue that exists and that the caller may see; else nothing."""
    owner, _, name = f"{match['owner']}/{match['repo']}".partition("/") if match["owner"] else context.partition("/")
    account = call.find(User, login=owner)
    repository = call.find(Repository, owner=account.id, name=name) if account else None
    if account is None or repository is None or permission(call, repository) is None:
        return ""
    issue = call.find(Issue, repository=repository.id, number=int(match["number"]))
    kind = "issues" if issue and issue.pull is None else "pull"
    return f"{call.base}/{account.login}/{repository.name}/{kind}/{issue.number}" if issue else ""

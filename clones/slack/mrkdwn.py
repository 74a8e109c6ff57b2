"""Texts in Slack's markup: as they are stored, and as rich text; https://docs.slack.dev/messaging/formatting-message-text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_TAG = re.compile(r"<(?:[@#!][^<>\s][^<>]*|(?:https?|mailto|tel|slack):[^<>|\s]+(?:\|[^<>]*)?)>")
_BARE = re.compile(r"\bhttps?://(?:(?!&[lg]t;)[^\s<>|\"'`])+(?<![.,;:!?)\]}])")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_INLINE = re.compile(
    r"(?P<tag><[^<>]+>)|(?P<code>`[^`\n]+`)|(?P<emoji>:[a-z0-9_+'-]+(?:::skin-tone-[2-6])?:)"
    r"|(?<![\w*])\*(?P<bold>[^*\n]+?)\*(?![\w*])|(?<![\w_])_(?P<italic>[^_\n]+?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^~\n]+?)~(?![\w~])"
)
_FENCE = re.compile(r"```\n?(.*?)\n?```", re.S)
_SPECIAL = ("here", "channel", "everyone")


def normal(text: str) -> str:
    """A text as Slack keeps it: what is no markup is escaped, bare addresses become links."""
    made, last = [], 0
    for found in _TAG.finditer(text):
        made += [_escaped(text[last : found.start()]), found.group().replace("\n", "")]
        last = found.end()
    return "".join([*made, _escaped(text[last:])])


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return _BARE.sub(lambda found: f"<{found.group()}>", text)


def plain(text: str) -> str:
    """A stored text as it reads: entities taken back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def linked(text: str, user: Callable[[str], str | None], channel: Callable[[str], str | None]) -> str:
    """Names of people and channels as mentions, where `user` and `channel` know their ids."""

    def mention(found: re.Match[str]) -> str:
        sign, name = found.group(1), found.group(2)
        if sign == "@" and name in _SPECIAL:
            return f"<!{name}>"
        id = user(name) if sign == "@" else channel(name)
        return found.group() if id is None else f"<@{id}>" if sign == "@" else f"<#{id}|{name}>"

    return re.sub(r"(?<![\w<!|])([@#])([a-z0-9][\w.-]*[\w-]|[a-z0-9])", mention, text)


def mentioned(text: str) -> list[str]:
    """The ids of the people whom a stored text mentions."""
    return re.findall(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>", text)


def rich_text(text: str, block_id: str) -> dict[str, Any]:
    """The block that Slack makes of a text."""
    elements: list[dict[str, Any]] = []
    last = 0
    for fence in _FENCE.finditer(text):
        elements += _paragraphs(text[last : fence.start()].strip("\n"))
        elements.append({"type": "rich_text_preformatted", "elements": inline(fence.group(1)), "border": 0})
        last = fence.end()
    elements += _paragraphs(text[last:].lstrip("\n") if last else text)
    return {"type": "rich_text", "block_id": block_id, "elements": elements}


def _paragraphs(text: str) -> list[dict[str, Any]]:
    """Sections, and quotes where lines begin with `>`."""
    if not text:
        return []
    groups: list[tuple[bool, list[str]]] = []
    for line in text.split("\n"):
        quoted = line.startswith(("&gt;", ">"))
        line = re.sub(r"^(?:&gt;|>)\s?", "", line) if quoted else line
        if groups and groups[-1][0] == quoted:
            groups[-1][1].append(line)
        else:
            groups.append((quoted, [line]))
    names = {True: "rich_text_quote", False: "rich_text_section"}
    return [{"type": names[quoted], "elements": inline("\n".join(lines))} for quoted, lines in groups]


def inline(text: str, style: dict[str, bool] | None = None) -> list[dict[str, Any]]:
    """The elements of one run of text, each with the style it stands in."""
    made: list[dict[str, Any]] = []
    last = 0
    for found in _INLINE.finditer(text):
        _add_text(made, text[last : found.start()], style)
        kind, inner = found.lastgroup or "", found.group(found.lastgroup or 0)
        if kind == "tag":
            made.append(_tag(inner[1:-1], style))
        elif kind == "code":
            _add_text(made, inner[1:-1], {**(style or {}), "code": True})
        elif kind == "emoji":
            made.append(_emoji(inner.strip(":")))
        else:
            made += inline(inner, {**(style or {}), kind: True})
        last = found.end()
    _add_text(made, text[last:], style)
    return made


def _add_text(made: list[dict[str, Any]], text: str, style: dict[str, bool] | None) -> None:
    if text:
        made.append({"type": "text", "text": plain(text), **({"style": style} if style else {})})


def _emoji(name: str) -> dict[str, Any]:
    head, _, tone = name.partition("::skin-tone-")
    return {"type": "emoji", "name": head, **({"skin_tone": int(tone)} if tone else {})}


def _tag(inner: str, style: dict[str, bool] | None) -> dict[str, Any]:
    target, _, label = inner.partition("|")
    styled = {"style": style} if style else {}
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:], **styled}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:], **styled}
    if target.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": target[9:], **styled}
    if target.startswith("!date^"):
        parts = target.split("^")
        return {"type": "date", "timestamp": int(parts[1]), "format": parts[2] if len(parts) > 2 else "", **styled}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:], **styled}
    return {"type": "link", "url": plain(target), **({"text": plain(label)} if label else {}), **styled}


def markdown(text: str) -> str:
    """Standard markdown in Slack's own markup: bold, italics, strikes, links, headings and bullets."""
    text = re.sub(r"^#{1,6}\s+(.*)$", r"**\1**", text, flags=re.M)
    text = re.sub(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)", r"<\2|\1>", text)
    text = re.sub(r"(?<!\*)\*(?!\*|\s)([^*\n]+?)\*(?!\*)", r"_\1_", text)
    text = re.sub(r"\*\*([^*\n]+?)\*\*", r"*\1*", text)
    text = re.sub(r"~~([^~\n]+?)~~", r"~\1~", text)
    return re.sub(r"^(\s*)[-*+]\s+", r"\1• ", text, flags=re.M)

"""The answer of an agent, taken from what its harness printed."""

from __future__ import annotations

import json
from typing import Any

_DECODER = json.JSONDecoder()
TRIES = 2000
"""Braces of mixed output that may turn out to begin no object before the search ends."""


def answer(stdout: str) -> str:
    """The text of one JSON object with `text` or `payloads`; of such an object amid other output; of JSON lines; else
    the lines that are not empty."""
    stripped = stdout.strip()
    whole = _loads(stripped)
    if isinstance(whole, dict):
        found = _text(whole)
        return stripped if found is None else found
    lines = [line.strip() for line in stripped.splitlines() if line.strip()]
    events = [_loads(line) for line in lines]
    if len(lines) > 1 and all(isinstance(event, dict) for event in events):
        texts = [text for event in events if (text := _text(event))]
        return "\n".join(texts) if texts else "\n".join(lines)
    amid = _amid(stripped)
    if amid is not None:
        return amid
    texts = [text for event in events if isinstance(event, dict) and (text := _text(event))]
    return "\n".join(texts or lines)


def _amid(text: str) -> str | None:
    """The text of the last JSON object that has one, wherever it stands but inside another."""
    best, at, tries = None, text.find("{"), 0
    while at >= 0 and tries < TRIES:
        try:
            made, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            tries, end = tries + 1, at + 1
        else:
            found = _text(made)
            best = best if found is None else found
        at = text.find("{", end)
    return best


def _text(made: Any) -> str | None:
    if not isinstance(made, dict):
        return None
    if isinstance(made.get("text"), str):
        return str(made["text"])
    payloads = made.get("payloads")
    if not isinstance(payloads, list):
        return None
    texts = [part if isinstance(part, str) else part.get("text") for part in payloads if isinstance(part, str | dict)]
    return "\n".join(str(text) for text in texts if text is not None)


def _loads(text: str) -> Any:
    if not text.startswith("{"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

"""How the command line asks a farm: plain HTTP with the standard library, which starts fastest."""

import json
import os
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import click

DEFAULT_URL = "http://127.0.0.1:7070"
TIMEOUT_SECONDS = 60.0


class Wrong(click.ClickException):
    """The input was wrong; the message says in a sentence or two what would be right."""

    exit_code = 2


class Failed(click.ClickException):
    """What was asked for was tried and has failed."""

    exit_code = 1


class NoFarm(Wrong):
    """Nothing answers where the farm should be."""


def farm_url() -> str:
    """The address of the farm, without a trailing slash."""
    return (os.environ.get("CLONERY_URL") or DEFAULT_URL).rstrip("/")


def named_farm() -> bool:
    """Whether the caller named a farm, so that no other may answer in its place."""
    return bool(os.environ.get("CLONERY_URL"))


def ask(method: str, *path: str, body: Any = None, offline: bool = False, **query: Any) -> Any:
    """What the control API answers at /_clonery/<path>, None where that is nothing. Raises Wrong, Failed.

    `query` values that are None are left out. With `offline` a farm in this process answers where none runs and
    CLONERY_URL names none: for what does not depend on any session.
    """
    target = "/_clonery/" + "/".join(quote(part, safe="") for part in path)
    asked = {name.rstrip("_"): value for name, value in query.items() if value is not None}
    target += f"?{urlencode(asked)}" if asked else ""
    text = None if body is None else json.dumps(body).encode()
    try:
        status, answer = _over_http(method, target, text)
    except NoFarm:
        if not offline or named_farm():
            raise
        from .offline import answer as in_process

        status, answer = in_process(method, target)
    return _read(status, answer)


def _over_http(method: str, target: str, body: bytes | None) -> tuple[int, bytes]:
    import http.client

    url = farm_url()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Wrong(f"CLONERY_URL is {url!r}, which is no address: write it like {DEFAULT_URL}")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    try:
        with closing(kind(parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request(method, parts.path + target, body, {"Content-Type": "application/json"} if body else {})
            made = connection.getresponse()
            return made.status, made.read()
    except (OSError, http.client.HTTPException) as error:
        reason = f"no farm answers at {url} ({error})"
        raise NoFarm(f"{reason}: start one with `clonery serve`, or set CLONERY_URL") from None
    except ValueError:
        raise Wrong(f"CLONERY_URL is {url!r}, which has no port: write it like {DEFAULT_URL}") from None


def _read(status: int, text: bytes) -> Any:
    try:
        answer = json.loads(text) if text else None
    except ValueError:
        raise Wrong(f"what answers at {farm_url()} is no farm: it sent no JSON") from None
    if status < 400:
        return answer
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict) or "message" not in error:
        raise Wrong(f"what answers at {farm_url()} is no farm: it answered {status}")
    # The control API's own words; they do not always say which field they are about.
    message, field = str(error["message"]), error.get("field")
    if status >= 500:
        raise Failed(message)
    raise Wrong(f"{field}: {message}" if field and str(field) not in message else message)

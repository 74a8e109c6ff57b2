"""What comes in through a door and what goes out: plain values, the same for every door."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import orjson

from .problems import Malformed

if TYPE_CHECKING:
    from .problems import Problem
    from .state.credentials import Credential


@dataclass(slots=True)
class Request:
    """One call as it arrived. `path` is the vendor's path, raw (still percent-encoded); headers are lower-case.

    `base` is the address that links of the clone start with, without a trailing slash; `root` the farm's own.
    `credential` is set by doors that find out who calls in a way of their own.
    """

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    base: str = ""
    root: str = ""
    door: str = "rest"
    prefix: str = ""
    credential: Credential | None = None

    def header(self, name: str, default: str = "") -> str:
        return self.headers.get(name, default)

    @property
    def basic(self) -> tuple[str, str] | None:
        """Name and password of basic authorization; None without one that can be read."""
        style, _, rest = self.header("authorization").partition(" ")
        if style.lower() != "basic":
            return None
        try:
            name, _, password = b64decode(rest.strip(), validate=True).decode().partition(":")
        except ValueError:
            return None
        return name, password

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query's names and values, decoded. Raises Malformed for invalid UTF-8."""
        if not self.query:
            return []
        try:
            return parse_qsl(self.query, keep_blank_values=True, errors="strict", max_num_fields=1000)
        except ValueError as error:
            raise Malformed(f"the query can't be read: {error}", code="query") from None

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies by name, each as it was sent."""
        pairs = (part.strip().partition("=") for part in self.header("cookie").split(";"))
        return {name: value for name, _, value in pairs if name}

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(slots=True)
class Answer:
    """What goes out. `json` says that the body is JSON; `transport` asks the door for a broken connection.

    `transport` is "", "timeout", "reset" or "truncate"; `delay_ms` holds the answer back.
    """

    status: int = 200
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    json: bool = True
    delay_ms: int = 0
    transport: str = ""
    refused: bool = False
    """Whether it is a refusal: some vendors give those the status of a success."""
    problem: Problem | None = None
    """Why a call was refused; None for every other answer, also one that a fault made."""

    @property
    def data(self) -> Any:
        """The body as a JSON value; text where it is none, None where it is empty."""
        if not self.body:
            return None
        return orjson.loads(self.body) if self.json else self.body.decode("utf-8", "replace")

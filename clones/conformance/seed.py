"""One person with a token; https://github.com/modelcontextprotocol/conformance."""

from typing import Any

from clonery.server.call import Call

from .records import User

SCHEMA: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {}}


def plant(call: Call, data: dict[str, Any]) -> None:
    """The person whom the suite's client acts as."""
    call.mint("conformance_default", user=call.create(User, login="tester").id, default=True)


def export(call: Call) -> dict[str, Any]:
    return {}

"""The toy's seeds; https://example.com/toy."""

from typing import Any

from clonery.server.call import Call

from .records import Box, User

SCHEMA: dict[str, Any] = {
    "type": "object", "additionalProperties": False,
    "properties": {"now": {"type": "string"}, "boxes": {"type": "array", "items": {"type": "string"}}},
}  # fmt: skip


def plant(call: Call, data: dict[str, Any]) -> None:
    """Three people and the named boxes."""
    people = [call.create(User, login=login) for login in ("ada", "ben", "cleo")]
    call.mint("toy_default", user=people[0].id, default=True)
    call.mint("toy_reader", user=people[1].id, scopes=("read",))
    for name in data.get("boxes", []):
        call.create(Box, name=name)


def export(call: Call) -> dict[str, Any]:
    return {"boxes": [box.name for box in call.all(Box)]}

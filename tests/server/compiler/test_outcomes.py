"""What an action sets, where name and schema make it plain."""

from typing import Any

import pytest

from clonery.server.compiler.outcomes import sets_of
from clonery.server.compiler.store import SchemaStore

Json = dict[str, Any]
FLAG: Json = {"type": "boolean"}
TIME: Json = {"type": "string", "format": "date-time"}


def item(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


def among(*values: str) -> Json:
    return {"type": "string", "enum": list(values)}


@pytest.mark.parametrize(
    ("schema", "action", "sets"),
    [
        (item(state=among("open", "closed")), "close", {"state": "closed"}),
        (item(state=among("opened", "closed")), "reopen", {"state": "opened"}),
        (item(status=among("CANCELED", "ACTIVE")), "cancel", {"status": "CANCELED"}),
        (item(status={"anyOf": [{"const": "paid"}, {"const": "open"}]}), "pay", {"status": "paid"}),
        (item(status=among("draft", "uncollectible")), "mark_uncollectible", {"status": "uncollectible"}),
        (item(locked=FLAG), "lock", {"locked": True}),
        (item(locked=FLAG), "unlock", {"locked": False}),
        (item(is_archived=FLAG), "unarchive", {"is_archived": False}),
        (item(enabled=FLAG), "disable", {"enabled": False}),
        (item(pinned=FLAG), "pin", {"pinned": True}),
        (item(archivedAt=TIME), "archive", {"archivedAt": {"$now": True}}),
        (item(archivedAt=TIME), "unarchive", {"archivedAt": None}),
        (
            item(type={"type": "string"}, attributes=item(status=among("paused"))),
            "pause",
            {"attributes.status": "paused"},
        ),
        (item(status={"type": "string"}), "cancel", {"status": "canceled"}),
        (item(status={"type": "string"}), "rotate", {}),
        (item(is_deleted=FLAG), "restore", {"is_deleted": False}),
        (item(archivedAt=TIME), "restore", {"archivedAt": None}),
        (item(state=among("open")), "close", {}),
        (item(createdAt=TIME), "create", {}),
        ({}, "close", {}),
    ],
)
def test_sets(schema: Json, action: str, sets: Json) -> None:
    assert sets_of(SchemaStore(), schema, action) == ({"sets": sets} if sets else {})

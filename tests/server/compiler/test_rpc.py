"""Effects of methods called by name."""

import pytest

from .conftest import Compile, Json

OVERRIDES: Json = {
    "sources": [{"file": "methods.json", "kind": "methods", "reason": "r"}],
    "kinds": {"chat": {"kind": "message", "reason": "r"}, "room.history": {"kind": "message", "reason": "r"}},
    "aliases": {
        "room": {"arguments": ["channel", "room_id"], "parent": True, "reason": "r"},
        "message": {"arguments": ["ts"], "all": ["channel", "ts"], "reason": "r"},
    },
}


def method(*required: str, **optional: str) -> Json:
    params = {name: {"type": "str", "required": True} for name in required}
    return {"params": params | {name: {"type": kind} for name, kind in optional.items()}}


METHODS = {
    "rooms.list": method(cursor="str", limit="int"),
    "rooms.history": method("channel", cursor="str"),
    "rooms.create": method("name"),
    "rooms.info": method("channel"),
    "rooms.archive": method("channel"),
    "rooms.join": method("channel"),
    "rooms.rename": method("channel", "name"),
    "rooms.setTopic": method("channel", "topic"),
    "rooms.listMembers": method("channel"),
    "rooms.billingInfo": method(),
    "admin.rooms.delete": method("room_id"),
    "admin.rooms.bulkDelete": method("room_ids"),
    "chat.postMessage": method("channel", "text"),
    "chat.update": method("channel", "ts", "text"),
    "chat.delete": method("channel", "ts"),
    "search.messages": method("query"),
    "users.profile.set": method("profile"),
    "users.identity": method(),
    "files.upload": method("content"),
    "api.test": method(),
}
EXPECTED: dict[str, Json] = {
    "rooms.list": {"verb": "list", "kind": "room", "list_at": "",
                   "paging": {"style": "cursor", "page": "cursor", "size": "limit"}},
    "rooms.history": {"verb": "list", "kind": "message", "parents": [{"kind": "room", "params": ["channel"]}],
                      "list_at": "", "paging": {"style": "cursor", "page": "cursor"}},
    "rooms.create": {"verb": "create", "kind": "room"},
    "rooms.info": {"verb": "read", "kind": "room", "identity": ["channel"]},
    "rooms.archive": {"verb": "act", "kind": "room", "action": "archive", "identity": ["channel"],
                      "sets": {"archived": True}},
    "rooms.join": {"verb": "act", "kind": "room", "action": "join", "identity": ["channel"]},
    "rooms.rename": {"verb": "update", "kind": "room", "action": "rename", "identity": ["channel"]},
    "rooms.setTopic": {"verb": "update", "kind": "room", "action": "set_topic", "identity": ["channel"]},
    "rooms.listMembers": {"verb": "list", "kind": "room_member", "parents": [{"kind": "room", "params": ["channel"]}],
                          "list_at": "", "paging": {"style": "none"}},
    "rooms.billingInfo": {"verb": "read_singleton", "kind": "room_billing_info"},
    "admin.rooms.delete": {"verb": "delete", "kind": "room", "identity": ["room_id"]},
    "admin.rooms.bulkDelete": {"verb": "delete", "kind": "room", "many": "room_ids"},
    "chat.postMessage": {"verb": "create", "kind": "message", "parents": [{"kind": "room", "params": ["channel"]}]},
    "chat.update": {"verb": "update", "kind": "message", "identity": ["channel", "ts"]},
    "chat.delete": {"verb": "delete", "kind": "message", "identity": ["channel", "ts"]},
    "search.messages": {"verb": "search", "kind": "message", "list_at": "", "paging": {"style": "none"}},
    "users.profile.set": {"verb": "update", "kind": "user_profile", "identity": ["profile"]},
    "users.identity": {"verb": "read", "kind": "user", "self": True},
    "files.upload": {"verb": "upload", "kind": "file"},
    "api.test": {"verb": "none", "kind": "api"},
}  # fmt: skip


@pytest.mark.parametrize("name", METHODS)
def test_effect(compiled: Compile, name: str) -> None:
    made = compiled({"methods.json": METHODS}, OVERRIDES)
    assert made.effect(name) == {"parents": [], "identity": []} | EXPECTED[name]

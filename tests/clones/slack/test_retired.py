"""Methods that are gone say so, and what took their place."""

import pytest
from tests.clones.caller import Caller


@pytest.mark.parametrize(
    ("method", "now"),
    [("channels.history", "conversations.history"), ("im.open", "conversations.open"), ("rtm.start",
        "apps.connections.open"),
     ("files.upload", "files.getUploadURLExternal"), ("files.comments.delete", "")],
)  # fmt: skip
def test_a_retired_method_names_its_successor(method: str, now: str) -> None:
    ask = Caller("slack")
    given = dict.fromkeys(ask.clone.operations[method].entry["inputSchema"].get("required", []), "x")
    answer = ask("POST", f"/api/{method}", given, content_type="application/json; charset=utf-8").data
    assert answer["error"] == "method_deprecated"
    said = answer["response_metadata"]["messages"][0]
    assert said.endswith(f"Please use {now} instead." if now else "can no longer be used.")

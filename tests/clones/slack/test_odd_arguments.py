"""Odd arguments, by chance: every method, tool and act answers or refuses in Slack's words, and none fails."""

import random
from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.server import perform
from clonery.server.operation import Operation
from clonery.server.request import Request

TEXTS = ["C0ACMEGEN0", "C0ACMERAN0", "U0ACMEBEN0", "A0ACMEBOT0", "T0ACME0000", "x", "", "1762161120.000002",
         "1700000000", "-1",
         "#webapp", "@ben", "https://x.example", "{", "[]", '{"a":1}', "true", "жук"]  # fmt: skip
OTHERS: list[Any] = [["U0ACMEBEN0"], [], [{}], {"a": 1}, 5, True, {"type": "markdown", "markdown": "a"}]
OBJECTS: list[Any] = [{}, {"type": "modal"}, {"type": "home", "blocks": [{}]}, {"event_type": "a", "event_payload": {}},
                      {"type": "modal", "title": {"type": "plain_text", "text": "x"},
                       "blocks": [{"type": "divider"}]}]  # fmt: skip
ENDING = ("auth.revoke", "admin.users.", "apps.uninstall")
"""Methods after which the default token would do nothing more."""


def some(chance: random.Random, schema: dict[str, Any]) -> Any:
    """A value of the schema's type, or of none."""
    if "anyOf" in schema:
        return some(chance, chance.choice(schema["anyOf"]))
    kinds = {
        "string": TEXTS, "integer": [0, 1, -5, 100, 2**40], "number": [1.5, 0], "boolean": [True, False],
        "array": [[], [{}], ["U0ACMEBEN0"], [{"id": "x"}], [{"type": "divider"}], [1]], "object": OBJECTS,
    }  # fmt: skip
    return chance.choice(kinds.get(str(schema.get("type")), TEXTS + OTHERS))


def given(chance: random.Random, schema: dict[str, Any]) -> dict[str, Any]:
    """What is required, and a half of the rest."""
    required = schema.get("required", ())
    properties = schema.get("properties", {}).items()
    return {name: some(chance, each) for name, each in properties if name in required or chance.random() < 0.5}


@pytest.mark.parametrize("seed", range(3))
def test_no_method_fails(seed: int) -> None:
    ask, chance, good = Caller("slack"), random.Random(seed), 0
    tokens = [ask.token, ask.details["bot_token"], ask.details["app_token"]]
    for name, operation in ask.clone.operations.items():
        if "rpc" in operation.entry and not name.startswith(ENDING):
            body = given(chance, operation.entry["inputSchema"])
            token = ask.token if seed == 0 else chance.choice(tokens)
            answer = ask("POST", f"/api/{name}", body, token=token, content_type="application/json; charset=utf-8")
            assert answer.status == 200
            assert answer.data["ok"] is True or answer.data["error"]
            good += answer.data["ok"] is True
    assert good > 10


def test_no_tool_and_no_act_fails() -> None:
    ask, chance = Caller("slack"), random.Random(1)
    for _ in range(5):
        for tool in ask.clone.tools.values():
            held = ask.session.opened.credentials.default("slack")
            request = Request("POST", "/", base="http://farm/slack", door="tools", credential=held)
            made = perform.tool(ask.farm, ask.session, ask.clone, request, tool, given(chance, tool.schema))
            assert made.data["ok"] is True or made.refused
        for name, (function, schema, _summary) in ask.clone.acts.items():
            act = Operation({"name": f"act:{name}", "inputSchema": schema}, ask.clone.specs.schema)
            act.bind(function)
            body = given(chance, schema) | ({"user": "ben"} if "user" in schema["properties"] else {})
            request = Request("POST", "/", base="http://farm/slack", door="act")
            made = perform.act(ask.farm, ask.session, ask.clone, request, act, body)
            assert made.data["ok"] is True or made.refused

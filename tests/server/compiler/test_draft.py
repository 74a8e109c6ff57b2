"""The names of arguments, and the entry of tools.json."""

import pytest

from clonery.server.compiler.draft import Argument, Draft
from clonery.server.compiler.report import DescriptionProblem


def draft(*arguments: Argument) -> Draft:
    return Draft("name", "a.json", {"http": {"method": "GET", "path": "/a"}}, list(arguments))


def test_a_body_argument_keeps_its_name_and_others_step_aside() -> None:
    made = draft(
        Argument("id", "query", {}), Argument("id", "path", {}, True), Argument("id", "body", {"type": "string"}),
        Argument("id", "header", {}),
    )  # fmt: skip
    assert made.input_schema() == {
        "type": "object",
        "properties": {
            "id": {"type": "string", "x-in": "body"},
            "path_id": {"x-in": "path", "x-name": "id"},
            "query_id": {"x-in": "query", "x-name": "id"},
            "header_id": {"x-in": "header", "x-name": "id"},
        },
        "required": ["path_id"],
    }


def test_one_name_twice_in_one_place_is_refused() -> None:
    with pytest.raises(DescriptionProblem, match="two query arguments are named 'a'"):
        draft(Argument("a", "query", {}), Argument("a", "query", {})).named()


def test_only_what_says_something_is_in_an_entry() -> None:
    made = draft(
        Argument("body", "body", {"type": "array"}, whole=True, deprecated=True),
        Argument("a", "query", {}, style="csv"),
    )
    made.results = {"204": {}, "200": {"type": "string"}}
    made.consumes, made.produces, made.closed = ["application/json"], ["text/csv"], True
    made.effect = {"verb": "none"}
    entry = made.entry()
    assert sorted(entry) == ["effect", "http", "inputSchema", "name", "produces", "results"]
    assert entry["inputSchema"]["properties"] == {
        "a": {"x-in": "query", "x-style": "csv"},
        "body": {"type": "array", "x-in": "body", "x-whole": True, "deprecated": True},
    }
    assert entry["inputSchema"]["additionalProperties"] is False
    assert made.result == {"type": "string"}
    made.refused = "why"
    assert "effect" not in made.entry()
    assert made.entry()["refused"] == "why"

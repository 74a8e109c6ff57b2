"""What is committed under tool_specs: lines load, references resolve, nothing is prose, names are unique."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

from clonery.server.compiler.output import check_facts
from clonery.server.compiler.store import references

ROOT = Path(__file__).resolve().parents[3] / "src" / "clonery" / "tool_specs"
CLONES = sorted(path.parent.name for path in ROOT.glob("*/tools.json"))
VERBS = {
    "create", "read", "list", "update", "replace", "delete", "act", "read_singleton", "write_singleton", "count",
    "search", "upload", "download", "none",
}  # fmt: skip


def load(clone: str) -> tuple[dict[str, Any], dict[str, Any]]:
    folder = ROOT / clone
    return orjson.loads((folder / "tools.json").read_bytes()), orjson.loads((folder / "schemas.json").read_bytes())


def test_all_nineteen_fit() -> None:
    assert len(CLONES) >= 19
    assert sum(path.stat().st_size for path in ROOT.glob("*/*")) < 30_000_000


@pytest.mark.parametrize("clone", CLONES)
def test_every_line_is_an_entry(clone: str) -> None:
    data, schemas = load(clone)
    lines = (ROOT / clone / "tools.json").read_bytes().splitlines()
    entries = [orjson.loads(line.rstrip(b",")) for line in lines[1:] if line.startswith(b'{"')]
    assert entries == [*data["operations"], *data["tools"]]
    assert lines[0] == b'{"clone":"%s","format":1,"operations":[' % clone.encode()
    rows = (ROOT / clone / "schemas.json").read_bytes().splitlines()
    assert len(rows) == len(schemas) + 2
    assert all(orjson.loads(b"{" + row.rstrip(b",") + b"}") for row in rows[1:-1])


@pytest.mark.parametrize("clone", CLONES)
def test_names_and_places_are_unique(clone: str) -> None:
    data, _ = load(clone)
    names = Counter(entry["name"] for entry in data["operations"])
    places: Counter[str] = Counter()
    for entry in data["operations"]:
        if "http" in entry:
            places[entry["http"]["method"] + " " + re.sub(r"\{[^{}]+\}", "*", entry["http"]["path"])] += 1
    assert [name for name, count in (names + places).items() if count > 1] == []
    assert list(names) == sorted(names)
    tools = [entry["name"] for entry in data["tools"]]
    assert tools == sorted(set(tools))


@pytest.mark.parametrize("clone", CLONES)
def test_references_resolve_and_nothing_is_prose(clone: str) -> None:
    data, schemas = load(clone)
    assert {name for entry in [data, schemas] for name in references(entry)} <= schemas.keys()
    for entry in [*data["operations"], *data["tools"]]:
        check_facts(entry["name"], entry)
    for name, schema in schemas.items():
        check_facts(name, schema)
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", name)


@pytest.mark.parametrize("clone", CLONES)
def test_schemas_are_schemas(clone: str) -> None:
    data, schemas = load(clone)
    local = orjson.loads(orjson.dumps(schemas).replace(b'"schemas.json#/', b'"#/$defs/'))
    jsonschema_rs.validator_for({"$defs": local, "anyOf": [{"$ref": f"#/$defs/{name}"} for name in local] or [True]})
    for entry in data["operations"]:
        jsonschema_rs.meta.validate(entry["inputSchema"])


@pytest.mark.parametrize("clone", CLONES)
def test_effects_are_complete(clone: str) -> None:
    data, _ = load(clone)
    refused = [entry["name"] for entry in data["operations"] if "refused" in entry]
    assert len(refused) <= 0.05 * len(data["operations"])
    for entry in data["operations"]:
        if "refused" in entry:
            assert entry["refused"]
            continue
        effect, arguments = entry["effect"], entry["inputSchema"]["properties"]
        assert effect["verb"] in VERBS, entry["name"]
        assert re.fullmatch(r"[a-z0-9_]+", effect["kind"]), entry["name"]
        named = [*effect["identity"], *(name for parent in effect["parents"] for name in parent["params"])]
        named += [effect[key] for key in ("many", "body_at") if key in effect]
        assert {name.split(".")[0] for name in named} <= arguments.keys(), entry["name"]
        assert ("list_at" in effect and "paging" in effect) or effect["verb"] not in ("list", "search"), entry["name"]
        assert "action" in effect or effect["verb"] != "act", entry["name"]


@pytest.mark.parametrize("clone", CLONES)
def test_tools_lead_to_operations(clone: str) -> None:
    data, _ = load(clone)
    operations = {entry["name"]: entry for entry in data["operations"]}
    for tool in data["tools"]:
        assert tool["description"]
        assert isinstance(tool["read_only"], bool)
        assert set(tool.get("calls", ())) <= operations.keys()
        if "operation" in tool:
            arguments = operations[tool["operation"]]["inputSchema"]["properties"]
            assert set(tool.get("arguments", {}).values()) <= arguments.keys(), tool["name"]

"""`clonery spec compile`."""

from pathlib import Path

import orjson

from .conftest import Cli

DESCRIPTION = {
    "openapi": "3.0.0", "info": {"title": "Acme", "version": "1"},
    "paths": {"/boxes": {"get": {"operationId": "boxes/list", "responses": {"200": {"description": "Boxes."}}}}},
}  # fmt: skip


def test_compile_writes_the_folder_and_says_what_is_in_it(alone: Cli, tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "openapi.json").write_bytes(orjson.dumps(DESCRIPTION))
    done = alone("spec", "compile", "acme", "--from", "acme")
    assert done.stdout.startswith("acme: 1 operations, ")
    made = orjson.loads((tmp_path / "tool_specs" / "acme" / "tools.json").read_bytes())
    assert [entry["http"] for entry in made["operations"]] == [{"method": "GET", "path": "/boxes"}]
    alone("spec", "compile", "acme", "--from", "acme/openapi.json", "--out", "elsewhere")
    assert (tmp_path / "elsewhere" / "tools.json").is_file()


def test_compile_names_what_is_wrong(alone: Cli, tmp_path: Path) -> None:
    assert "there is no nowhere: --from takes" in alone("spec", "compile", "acme", "--from", "nowhere", code=2).output
    (tmp_path / "openapi.json").write_text("{")
    assert "openapi.json: " in alone("spec", "compile", "acme", "--from", "openapi.json", code=2).output

"""`clonery new`."""

from pathlib import Path

import orjson

from .conftest import Cli
from .test_specs import DESCRIPTION


def test_new_makes_a_clone_and_says_how_to_serve_it(alone: Cli, tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_bytes(orjson.dumps(DESCRIPTION))
    done = alone("new", "acme", "--from", "openapi.json")
    assert done.stdout.splitlines() == [
        "clones/acme: 1 operations, 0 of them refused, 1 MCP tools", "",
        "  clonery serve --clones-dir clones acme", "  pytest clones/acme",
    ]  # fmt: skip
    assert (tmp_path / "clones" / "acme" / "dialect.py").is_file()
    alone("new", "acme", "--from", "openapi.json", "--clones-dir", "elsewhere")
    assert (tmp_path / "elsewhere" / "acme" / "tools.json").is_file()


def test_new_names_what_is_wrong(alone: Cli, tmp_path: Path) -> None:
    assert "there is no file nowhere: --from takes" in alone("new", "acme", "--from", "nowhere", code=2).output
    (tmp_path / "openapi.json").write_bytes(orjson.dumps(DESCRIPTION))
    assert "comes with Clonery" in alone("new", "github", "--from", "openapi.json", code=2).output
    assert "a clone's name is" in alone("new", "Acme!", "--from", "openapi.json", code=2).output
    alone("new", "acme", "--from", "openapi.json")
    assert "is there already" in alone("new", "acme", "--from", "openapi.json", code=2).output
    (tmp_path / "bad.json").write_text("[]")
    assert "bad.json: no OpenAPI description" in alone("new", "bad", "--from", "bad.json", code=2).output
    assert not (tmp_path / "clones" / "bad").exists()

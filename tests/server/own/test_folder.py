"""The folder of a clone of one's own, and every refusal that makes none."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from clonery.server.compiler import DescriptionProblem
from clonery.server.own import new_clone

from .conftest import DESCRIPTIONS

FILES = [
    "SOURCE.md", "__init__.py", "dialect.py", "operations", "schemas.json", "seeds", "test_shop_two.py", "tools.json",
]  # fmt: skip


def test_a_folder_has_all_that_a_clone_needs_and_its_test_passes(tmp_path: Path) -> None:
    made, report = new_clone("shop-two", DESCRIPTIONS / "shop.json", tmp_path / "mine" / "clones")
    assert (made, report.operations, report.tools) == (tmp_path / "mine" / "clones" / "shop_two", 6, 6)
    assert sorted(path.name for path in made.iterdir() if path.name != "__pycache__") == FILES
    seed = orjson.loads((made / "seeds" / "small-project.json").read_bytes())
    assert [token["token"] for token in seed["tokens"]] == ["shop_two_default"]
    assert len(seed["users"]) == 3
    assert seed["records"]["order"][0]["status"] == "pending"
    test = made / "test_shop_two.py"
    assert 'client.request("POST", "/orders"' in test.read_text()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def described(**more: object) -> dict[str, object]:
    return {"openapi": "3.0.0", "info": {"title": "Bad", "version": "1"}, "paths": {}, **more}


def answering(schema: object) -> dict[str, object]:
    return {"responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}}


REFUSED = [
    ({"hello": 1}, "bad.json: no OpenAPI description"),
    ({"openapi": "4.0", "paths": {}}, "bad.json: OpenAPI 4.0: 2.0, 3.0 and 3.1 are known"),
    (described(), "bad.json: no description found"),
    (
        described(paths={"/a": {"get": answering({"$ref": "#/components/schemas/None"})}}),
        "bad.json#/paths//a/get/responses/200/content/application/json/schema: unresolved reference",
    ),
    (
        described(
            paths={"/a": {"get": answering({"$ref": "#/components/schemas/A"})}},
            components={"schemas": {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}},
        ),
        "schema A: a loop of references: A → B → A|schema B: a loop of references: B → A → B",
    ),
    (
        described(paths={"/a/{x}": {"get": answering({})}, "/a/{y}": {"get": answering({})}}),
        r"bad.json: two operations on GET /a/\*: ",
    ),
    (described(paths={f"/{n}": {"get": answering({})} for n in range(10_000)}), "bad.json#/paths: 10000 paths"),
]


@pytest.mark.parametrize(("description", "message"), REFUSED)
def test_a_description_that_is_none_leaves_nothing_behind(tmp_path: Path, description: object, message: str) -> None:
    (tmp_path / "bad.json").write_bytes(orjson.dumps(description))
    with pytest.raises(DescriptionProblem, match=message):
        new_clone("bad", tmp_path / "bad.json", tmp_path / "clones")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.json"]


@pytest.mark.parametrize("name", ["", "Billing", "bill_ing", "-a", "a--b", "../a", "9a", "a" * 64])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DescriptionProblem, match="a clone's name is a-z, 0-9 and -"):
        new_clone(name, DESCRIPTIONS / "shop.json", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(DescriptionProblem, match="comes with Clonery: choose another"):
        new_clone("shop", DESCRIPTIONS / "shop.json", tmp_path, ("shop",))
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "mine.txt").write_text("mine")
    with pytest.raises(DescriptionProblem, match="is there already"):
        new_clone("shop", DESCRIPTIONS / "shop.json", tmp_path)
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]

"""Bytes of the files, the check for prose, and the step from the old folder to the new."""

from pathlib import Path

import pytest

from clonery.server.compiler.draft import Draft
from clonery.server.compiler.output import (
    check_facts,
    hoist,
    roots_of,
    schemas_lines,
    source_page,
    tools_lines,
    write_folder,
)
from clonery.server.compiler.report import DescriptionProblem, Report
from clonery.server.compiler.store import SchemaStore


def test_entries_stand_one_a_line_with_sorted_keys() -> None:
    text = tools_lines("toy", [{"name": "a", "http": {}}, {"name": "b"}], [{"name": "t"}], graphql=True)
    assert text.decode() == (
        '{"clone":"toy","format":1,"operations":[\n{"http":{},"name":"a"},\n{"name":"b"}\n'
        '],"graphql":"schema.graphql","schemas":"schemas.json","tools":[\n{"name":"t"}\n]}\n'
    )
    assert schemas_lines({"b": {}, "a": {"type": "null"}}) == b'{\n"a":{"type":"null"},\n"b":{}\n}\n'
    assert schemas_lines({}) == b"{\n}\n"


def test_long_strings_and_sentences_are_refused() -> None:
    check_facts(
        "entry", {"pattern": "^[a-z ]+$", "enum": ["two words"], "description": "We may say what a tool does, here."}
    )
    with pytest.raises(DescriptionProblem, match="entry: a string of 301 characters"):
        check_facts("entry", {"a": ["x" * 301]})
    with pytest.raises(DescriptionProblem, match="prose is no fact"):
        check_facts("entry", {"enum": ["It is the time at which this was made by the user."]})
    with pytest.raises(DescriptionProblem, match="prose is no fact"):
        check_facts("entry", {"It is the time at which this was made by the user.": 1})


def test_large_answers_are_shared_by_name() -> None:
    large = {"type": "object", "properties": {f"field{number}": {"type": "string"} for number in range(20)}}
    drafts = [
        Draft(name, "a.json", {}, results={"200": large}, errors={"404": {"type": "object"}}) for name in ("b", "a")
    ]
    drafts.append(
        Draft("c", "a.json", {}, results={"200": {"type": "array", "items": large}, "201": {"type": "string"}})
    )
    store = SchemaStore()
    hoist(drafts, store)
    assert store.schemas == {"a.200": large, "a.404": {"type": "object"}}
    assert drafts[0].results == {"200": {"$ref": "schemas.json#/a.200"}}
    assert drafts[0].errors == {"404": {"$ref": "schemas.json#/a.404"}}
    assert drafts[2].results == {
        "200": {"type": "array", "items": {"$ref": "schemas.json#/a.200"}},
        "201": {"type": "string"},
    }
    assert roots_of([drafts[2].entry()], [{"name": "t"}])[0][0] == "operation c"


def test_what_was_made_by_hand_stays_and_the_rest_is_replaced(tmp_path: Path) -> None:
    out = tmp_path / "toy"
    out.mkdir()
    for name in ("overrides.json", "notes.txt", "schema.graphql"):
        (out / name).write_text(name)
    (out / "more").mkdir()
    (out / "more" / "a.txt").write_text("a")
    write_folder(out, {"tools.json": b"1"})
    assert sorted(path.name for path in out.iterdir()) == ["more", "notes.txt", "overrides.json", "tools.json"]
    assert (out / "more" / "a.txt").read_text() == "a"
    assert list(tmp_path.iterdir()) == [out]
    write_folder(tmp_path / "deep" / "new", {"tools.json": b"2"})
    assert (tmp_path / "deep" / "new" / "tools.json").read_bytes() == b"2"


def test_a_failed_write_leaves_everything_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "toy"
    write_folder(out, {"tools.json": b"1"})
    with pytest.raises(FileNotFoundError):
        write_folder(out, {"tools.json": b"2", "no/such/folder": b"3"})
    assert (out / "tools.json").read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [out]


def test_the_page_of_sources() -> None:
    report = Report("toy", operations=1, tools=2, schemas=3)
    report.sources.append({"file": "a.json", "kind": "openapi", "title": "Toy", "version": "7", "count": 1})
    report.verbs["read"] = 1
    report.refused["odd"] = "why"
    report.note("a remark")
    page = source_page(report)
    assert "| a.json | openapi | Toy | 7 | 1 |" in page
    assert "1 operations, 2 tools, 3 shared schemas; 1 operations are refused." in page
    assert "| `odd` | why |" in page
    assert page.endswith("- a remark\n")

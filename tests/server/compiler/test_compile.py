"""One folder in, one folder out: the same bytes each time, and nothing at all when something is wrong."""

from pathlib import Path
from typing import Any

import pytest

from clonery.server.compiler import DescriptionProblem, compile_clone

from .conftest import ISSUE, Compile, openapi, operation

PATHS = {
    "/repos/{owner}/{repo}/issues": {
        "get": operation(operationId="issues/list", ref="issue", many=True),
        "post": operation(
            operationId="issues/create",
            ref="issue",
            body={"type": "object", "required": ["title"], "properties": {"title": {"type": "string"}}},
        ),
    },
    "/repos/{owner}/{repo}/issues/{issue_number}": {
        "get": operation(operationId="issues/get", ref="issue"),
        "delete": operation(operationId="issues/delete"),
    },
}


def test_an_entry_has_the_form_that_loaders_take_line_by_line(compiled: Compile) -> None:
    made = compiled({"openapi.json": openapi(PATHS, {"issue": ISSUE})})
    lines = (made.out / "tools.json").read_text().splitlines()
    assert lines[0] == '{"clone":"toy","format":1,"operations":['
    assert lines[1] == (
        '{"effect":{"identity":[],"kind":"issue","parents":[{"implied":true,"kind":"repo","params":["owner","repo"]}],'
        '"verb":"create"},"http":{"method":"POST","path":"/repos/{owner}/{repo}/issues"},"inputSchema":{"properties":'
        '{"owner":{"type":"string","x-in":"path"},"repo":{"type":"string","x-in":"path"},"title":{"type":"string",'
        '"x-in":"body"}},"required":["owner","repo","title"],"type":"object"},"name":"issues/create",'
        '"results":{"200":{"$ref":"schemas.json#/issue"}}},'
    )
    assert [line[-1] for line in lines[1:5]] == [",", ",", ",", "}"]
    assert lines[5:] == ['],"schemas":"schemas.json","tools":[', "]}"]
    assert list(made.operations) == ["issues/create", "issues/delete", "issues/get", "issues/list"]
    assert (made.report.operations, made.report.schemas) == (4, 1)


def test_the_same_input_gives_the_same_bytes(compiled: Compile) -> None:
    document = openapi(PATHS, {"issue": ISSUE})
    first = compiled({"openapi.json": document}).out
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    turned = openapi(dict(reversed(PATHS.items())), {"issue": dict(reversed(ISSUE.items()))})
    after = {path.name: path.read_bytes() for path in compiled({"openapi.json": turned}).out.iterdir()}
    assert after == before
    assert sorted(before) == ["SOURCE.md", "schemas.json", "tools.json"]


def test_a_refusal_leaves_the_folder_as_it_was(compiled: Compile, tmp_path: Path) -> None:
    out = compiled({"openapi.json": openapi(PATHS, {"issue": ISSUE})}, {"kinds": {}}).out
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(DescriptionProblem, match="paths"):
        compiled({"openapi.json": {"openapi": "3.1.0"}})
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert [path.name for path in out.parent.iterdir()] == ["toy"]
    with pytest.raises(DescriptionProblem, match="no such file"):
        compile_clone("toy", tmp_path / "nowhere", tmp_path / "specs" / "new")
    assert not (tmp_path / "specs" / "new").exists()


def test_two_operations_on_one_method_and_path_are_refused_by_name(compiled: Compile) -> None:
    paths = {"/a/{id}": {"get": operation(operationId="one")}, "/a/{name}": {"get": operation(operationId="other")}}
    with pytest.raises(DescriptionProblem, match=r"two operations on GET /a/\*: one, other"):
        compiled({"openapi.json": openapi(paths)})
    paths["/a/{name}"]["get"]["operationId"] = "one"
    with pytest.raises(DescriptionProblem, match=r"two operations are named 'one': GET /a/\{id\}, GET /a/\{name\}"):
        compiled({"openapi.json": openapi(paths)})


@pytest.mark.parametrize(
    ("document", "place", "message"),
    [
        ({"hello": "world"}, "api.json", "no OpenAPI description"),
        ([1, 2], "api.json", "no OpenAPI description"),
        ({"openapi": "4.0", "paths": {}}, "api.json", "OpenAPI 4.0: 2.0, 3.0 and 3.1 are known"),
        (openapi({}), "from", "no description found"),
        (openapi({"/a": {"get": operation(ref="gone")}}), "api.json#/paths//a/get", "unresolved reference"),
        (
            openapi({"/a": {"get": operation(ref="a")}}, {"a": {"type": "object", "colour": 1}}),
            "api.json#/components/schemas/a",
            "unknown schema keyword 'colour'",
        ),
        (
            openapi(
                {"/a": {"get": operation(ref="a")}},
                {"a": {"$ref": "#/components/schemas/b"}, "b": {"$ref": "#/components/schemas/a"}},
            ),
            "schema a",
            "a loop of references: a → b → a",
        ),
    ],
)
def test_what_is_no_description_is_refused_with_its_place(
    compiled: Compile, document: Any, place: str, message: str
) -> None:
    with pytest.raises(DescriptionProblem) as refused:
        compiled({"api.json": document})
    assert refused.value.place.startswith(place)
    assert message in refused.value.message


def test_schemas_that_hold_each_other_stay_references(compiled: Compile) -> None:
    tree = {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/node"}}},
    }
    made = compiled({"api.json": openapi({"/a": {"get": operation(ref="node")}}, {"node": tree})})
    assert made.schemas["node"]["properties"]["children"]["items"] == {"$ref": "schemas.json#/node"}


def test_corrections_change_what_the_rules_made(compiled: Compile) -> None:
    made = compiled(
        {"openapi.json": openapi(PATHS, {"issue": ISSUE})},
        {
            "operations": {
                "issues/get": {"effect": {"verb": "read_singleton", "fields": None}, "reason": "a test"},
                "DELETE /repos/{owner}/{repo}/issues/{issue_number}": {"name": "issues/bin", "reason": "a test"},
                "issues/create": {"refused": "not here", "reason": "a test"},
                "issues/list": {"drop": True, "reason": "nobody needs it"},
                "issues/old": {"name": "issues/new", "reason": "a test"},
            },
            "deep": {"/repos/{owner}/{repo}/issues/{issue_number}": {"params": ["issue_number"], "reason": "a test"}},
            "kinds": {"issue": {"kind": "ticket", "reason": "a test"}},
        },
    )
    assert sorted(made.operations) == ["issues/bin", "issues/create", "issues/get"]
    assert made.effect("issues/get")["verb"] == "read_singleton"
    assert "fields" not in made.effect("issues/get")
    assert made.effect("issues/bin")["kind"] == "ticket"
    assert made.operations["issues/bin"]["http"]["deep"] == ["issue_number"]
    assert made.operations["issues/create"]["refused"] == "not here"
    assert made.report.refused == {"issues/create": "not here"}
    assert made.report.remarks == [
        "issues/list was left out: nobody needs it",
        "overrides.json: operations 'issues/old' met nothing",
    ]


def test_five_thousand_paths_compile_and_ten_thousand_are_refused(compiled: Compile) -> None:
    paths = {f"/things{number}/{{id}}": {"get": operation()} for number in range(10_000)}
    with pytest.raises(DescriptionProblem, match=r"api.json#/paths: 10000 paths, at most 5000"):
        compiled({"api.json": openapi(paths)})
    assert compiled({"api.json": openapi(dict(list(paths.items())[:5000]))}).report.operations == 5000

"""A clone loads its kinds, operations, tools and jobs from its folder, and refuses what does not fit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from clonery.server.clone import Specs
from clonery.server.registry import Registry


def test_a_clone_knows_its_kinds_operations_tools_and_jobs(ask: Callable[..., Any]) -> None:
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # the fixture has the farm at hand
    assert set(clone.kinds) >= {"user", "box", "widget"}
    assert clone.counts == {"written": 7, "generic": 1, "refused": 1}
    assert set(clone.tools) == {"create_widget", "get_widget"}
    assert set(clone.jobs) == {"close"}


def test_a_kind_that_nobody_declared_takes_any_field(ask: Callable[..., Any]) -> None:
    clone = ask.farm.clone("toy")  # type: ignore[attr-defined] # as above
    kind = clone.kind("gizmo")
    assert clone.kind("gizmo") is kind
    assert clone.kinds_by_number[kind.KIND.number] is kind
    assert clone.kind("box") is clone.kinds["box"]


def test_specs_are_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "tools.json").write_text(
        '{"clone":"x","operations":[\n{"name":"a"},\n{"name":"b"}\n],"tools":[\n{"name":"t"}\n]}\n'
    )
    (tmp_path / "schemas.json").write_text('{\n"one":{"type":"string"},\n"two":{"a":{"b":1}}\n}\n')
    specs = Specs(tmp_path)
    assert list(specs.lines("operations")) == [b'{"name":"a"}', b'{"name":"b"}']
    assert list(specs.lines("tools")) == [b'{"name":"t"}']
    assert specs.schema("two") == {"a": {"b": 1}}
    assert list(Specs(tmp_path / "none").lines("tools")) == []


def test_paths_that_take_uploads_lead_to_the_same_operation() -> None:
    routes = Registry(("google-workspace",)).get("google-workspace").routes
    found = [routes.find(path, "POST") for path in ("/drive/v3/files", "/upload/drive/v3/files")]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0][0].ends["POST"][1] is found[1][0].ends["POST"][1]

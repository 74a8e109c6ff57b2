"""References, loops, shapes of objects, and forgetting what nobody needs."""

import pytest

from clonery.server.compiler.report import DescriptionProblem
from clonery.server.compiler.store import SchemaStore, canonical, reference_name, references, safe_name, without_null


def store() -> SchemaStore:
    made = SchemaStore()
    made.schemas = {
        "pet": {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]},
        "cat": {"allOf": [ref("pet"), {"type": "object", "properties": {"lives": {}}, "required": ["lives"]}]},
        "alias": {"anyOf": [ref("pet"), {"type": "null"}]},
    }
    return made


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"schemas.json#/{name}"}


def test_names_behind_references() -> None:
    assert (reference_name(ref("pet")), reference_name({"$ref": 3}), reference_name({})) == ("pet", "", "")
    assert store().name_of(ref("alias")) == "pet"
    assert store().resolve(ref("alias")) == store().schemas["pet"]
    assert without_null({"oneOf": [{"type": "null"}, {"allOf": [ref("cat")]}]}) == ref("cat")
    assert safe_name("a b/c<d>") == "a_b_c_d"


def test_an_object_is_seen_with_all_its_parts() -> None:
    cat = store().shape(ref("cat"))
    assert (sorted(cat.properties), cat.required, cat.closed) == (["id", "lives"], {"id", "lives"}, False)
    either = store().shape({"oneOf": [ref("pet"), ref("cat")]})
    assert (sorted(either.properties), either.required) == (["id", "lives"], {"id"})
    differing = store().shape(
        {"anyOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"type": "integer"}}}]}
    )
    assert differing.properties == {"a": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}
    assert store().types({"oneOf": [ref("pet"), {"items": {}}]}) == {"object", "array"}


def test_every_reference_must_lead_somewhere() -> None:
    made = store()
    made.check_references([("op", {"a": [ref("cat")]})])
    with pytest.raises(DescriptionProblem, match="op: unresolved reference 'dog'"):
        made.check_references([("op", ref("dog"))])
    made.schemas["loop"] = ref("loop")
    with pytest.raises(DescriptionProblem, match="loop → loop"):
        made.check_references([])


def test_what_no_operation_reaches_is_forgotten() -> None:
    made = store()
    made.prune([{"results": {"200": ref("cat")}}])
    assert sorted(made.schemas) == ["cat", "pet"]
    assert references({"a": [ref("x"), {"b": ref("y")}]}) == ["y", "x"]
    assert canonical({"b": 1, "a": 2}) == b'{"a":2,"b":1}'

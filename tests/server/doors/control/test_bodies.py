"""Schemas of bodies, and the words for what breaks one."""

import jsonschema
import jsonschema_rs
import pytest

from clonery.server.doors.control import bodies

WANTED = bodies.fields(
    "kind", kind=bodies.one_of("status", "delay"), names=bodies.many(bodies.NAME),
    from_=bodies.fields(depth=bodies.COUNT),
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "field", "message"),
    [
        ({"kind": "delay", "nmes": 1}, "nmes", "unknown field 'nmes'; did you mean 'names'? "
         "There are kind, names, from"),
        ({}, "kind", "'kind' is missing"),
        ({"kind": "statsu"}, "kind", "'statsu' is not known; did you mean 'status'? There are status, delay"),
        ({"kind": "delay", "names": ["A"]}, "names.0", 'names.0: "A" does not match "^[a-z0-9-]{1,63}$"'),
        ({"kind": "delay", "from": {"deep": 1}}, "from.deep", "unknown field 'deep'; did you mean 'depth'? "
         "There are depth"),
        ({"kind": "delay", "from": {"depth": -1}}, "from.depth", "from.depth: -1 is less than the minimum of 0"),
        ([], "", "the body has to be object, not array"),
        ({"kind": "delay", "names": 1}, "names", "names has to be array, not number"),
        ({"kind": "delay", "names": [None]}, "names.0", "names.0 has to be string, not null"),
    ],
)  # fmt: skip
def test_a_flaw_names_its_field_and_what_would_be_right(value: object, field: str, message: str) -> None:
    error = next(jsonschema_rs.Draft202012Validator(WANTED).iter_errors(value))
    assert bodies.flaw(error, WANTED) == (field, message)


def test_what_is_not_required_may_be_null() -> None:
    assert WANTED["properties"]["names"]["type"] == ["array", "null"]
    assert WANTED["properties"]["kind"] == {"type": "string", "enum": ["status", "delay"]}
    either = bodies.maybe({"type": ["string", "object"]})
    assert either == {"type": ["string", "object", "null"]} == bodies.maybe(either)
    for value, good in ((None, True), ("a", True), ("b", False)):
        assert jsonschema.Draft202012Validator(bodies.maybe(bodies.one_of("a"))).is_valid(value) is good
    assert bodies.maybe(bodies.ANY) == {}


def test_an_answer_has_all_its_fields() -> None:
    assert bodies.answer(id=bodies.TEXT, from_=bodies.TEXT)["required"] == ["id", "from"]

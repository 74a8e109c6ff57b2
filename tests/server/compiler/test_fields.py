"""Which field of a record an argument names."""

from typing import Any

import pytest

from clonery.server.compiler.draft import Argument, Draft
from clonery.server.compiler.fields import field_of, fields_of
from clonery.server.compiler.store import SchemaStore

Json = dict[str, Any]


def item(**fields: str) -> Json:
    return {"type": "object", "properties": {name: {"type": kind} for name, kind in fields.items()}}


@pytest.mark.parametrize(
    ("kind", "schema", "argument", "field"),
    [
        ("issue", item(id="integer", number="integer"), "issue_number", "number"),
        ("issue", item(id="integer"), "id", ""),
        ("merge_request", item(id="integer", iid="integer"), "merge_request_iid", "iid"),
        ("customer", item(id="string", name="string"), "customer", "id"),
        ("customer", item(id="string"), "customerId", "id"),
        ("run", item(id="string"), "actorRunId", "id"),
        ("organization", item(id="integer", login="string"), "org", "login"),
        ("team", item(id="integer", slug="string"), "team_slug", "slug"),
        ("workflow", item(id="integer", name="string"), "workflow", "name"),
        ("booking", item(uid="string"), "bookingUid", "uid"),
        ("thing", item(colour="string"), "thing", ""),
        ("thing", {}, "thing", ""),
    ],
)
def test_the_field(kind: str, schema: Json, argument: str, field: str) -> None:
    assert field_of(SchemaStore(), kind, schema, argument, {"type": "string"}) == field


def test_several_arguments_name_several_fields() -> None:
    draft = Draft("x", "a.json", {}, [Argument(name, "path", {"type": "string"}) for name in ("owner", "repo")])
    schema = item(id="integer", name="string")
    assert fields_of(SchemaStore(), "repository", schema, draft, ("owner", "repo")) == {"repo": "name"}
    assert fields_of(SchemaStore(), "repository", schema | {"properties": {}}, draft, ("owner", "repo")) == {}

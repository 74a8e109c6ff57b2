"""The control API describes every call, and nothing else."""

import jsonschema

from clonery.server.doors.control import ROUTES
from clonery.server.doors.control.openapi import described

DOCUMENT = described(ROUTES, "1.2.3")


def test_every_call_is_described() -> None:
    listed = {(method.upper(), path[1:]) for path, calls in DOCUMENT["paths"].items() for method in calls}
    assert listed == {(route.method, route.path) for route in ROUTES}
    assert DOCUMENT["info"]["version"] == "1.2.3"
    assert DOCUMENT["servers"] == [{"url": "/_clonery"}]


def test_a_call_has_its_schemas_and_parameters() -> None:
    made = DOCUMENT["paths"]["/sessions"]["post"]
    assert made["operationId"] == "post_sessions"
    assert made["requestBody"]["content"]["application/json"]["schema"]["additionalProperties"] is False
    assert [one["name"] for one in made["parameters"]] == ["Idempotency-Key"]
    assert set(made["responses"]) == {"201", "400", "404", "409", "422"}
    calls = DOCUMENT["paths"]["/sessions/{id}/calls"]["get"]
    named = [(one["name"], one["in"]) for one in calls["parameters"]]
    assert named == [("id", "path"), ("after", "query"), ("limit", "query")]
    assert "content" not in DOCUMENT["paths"]["/sessions/{id}"]["delete"]["responses"]["204"]
    assert DOCUMENT["paths"]["/sessions/{id}/seed"]["post"]["requestBody"]["required"] is True


def test_names_are_told_apart_and_schemas_are_schemas() -> None:
    calls = [call for path in DOCUMENT["paths"].values() for call in path.values()]
    assert len({call["operationId"] for call in calls}) == len(calls)
    for route in ROUTES:
        for schema in (route.body, route.answer, route.query_schema):
            if schema is not None:
                jsonschema.Draft202012Validator.check_schema(schema)

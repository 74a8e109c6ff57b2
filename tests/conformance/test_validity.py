"""References between schemas are followed, also in circles, and the first fault is named by its place."""

from typing import Any, cast

from clonery.server.clone import Clone

from .validity import Validity


class Specs:
    """Two schemas that name each other."""

    def schema(self, name: str) -> Any:
        below = {"$ref": f"schemas.json#/{'tree' if name == 'leaf' else 'leaf'}"}
        return {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "below": below}}


class Holder:
    specs = Specs()


def test_a_circle_of_schemas_is_followed_as_deep_as_the_value() -> None:
    validity = Validity(cast("Clone", Holder()))
    schema = {"$ref": "schemas.json#/tree"}
    assert validity.wrong(schema, {"id": 1, "below": {"id": 2, "below": {"id": 3}}}) == ""
    wrong = validity.wrong(schema, {"id": 1, "below": {"id": 2, "below": {"id": "3"}}})
    assert "/below" in wrong
    assert "integer" in wrong

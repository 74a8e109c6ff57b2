"""A generated client is read from its wheel without running it."""

import io
import zipfile

import pytest

from clonery.server.compiler import DescriptionProblem

from .conftest import Compile

PET = """
class Pet(object):
    openapi_types = {"first_name": "str", "kind": "str", "tags": "list[Tag]", "extra": "dict(str, int)"}
    attribute_map = {"first_name": "firstName", "kind": "kind", "tags": "tags", "extra": "extra"}

    @first_name.setter
    def first_name(self, first_name):
        if self.validation and first_name is None:
            raise ValueError("Invalid value for `first_name`, must not be `None`")

    @kind.setter
    def kind(self, kind):
        allowed_values = ["None", "cat", "dog"]
"""
TAG = """
class Tag(object):
    openapi_types = {"id": "%s"}
    attribute_map = {"id": "id"}
"""
COLOUR = """
class Colour(object):
    RED = "red"
    BLUE = "blue"
    allowable_values = [RED, BLUE]
"""
API = '''
class PetsApi(object):
    def find_with_http_info(self, pet_id, **kwargs):
        """Find

        :type pet_id: int
        :type fields: list[str], optional
        """
        path_params["petId"] = local_var_params["pet_id"]
        query_params.append(("fields", local_var_params["fields"]))
        collection_formats["fields"] = "csv"
        body_params = None
        response_types_map = {200: "Pet", 404: "Tag"}
        return self.api_client.call_api("/pets/{petId}", "GET", path_params)

    def create_with_http_info(self, pet, **kwargs):
        """Create

        :type pet: Pet
        """
        body_params = local_var_params["pet"]
        header_params["Content-Type"] = self.api_client.select_header_content_type(["application/json"])
        response_types_map = {}
        return self.api_client.call_api("/pets", "POST", path_params)
'''


def wheel(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/") + ".py", text)
    return made.getvalue()


def test_calls_and_models(compiled: Compile) -> None:
    content = wheel(
        toy__pets__models__pet=PET, toy__pets__models__tag=TAG % "int", toy__pets__models__colour=COLOUR,
        toy__pets__api__pets_api=API,
        toy__shops__models__pet=PET, toy__shops__models__tag=TAG % "int",
        toy__zoos__models__tag=TAG % "str",
        toy__zoos__api__pets_api=API.replace("/pets", "/animals").replace('"Pet"', '"Tag"'),
    )  # fmt: skip
    made = compiled({"toy.whl": content}, {"sources": [{"file": "toy.whl", "reason": "r"}]})
    assert sorted(made.operations) == ["pets/pets/create", "pets/pets/find", "zoos/pets/create", "zoos/pets/find"]
    find = made.operations["pets/pets/find"]
    assert find["http"] == {"method": "GET", "path": "/pets/{petId}"}
    assert find["inputSchema"] == {
        "type": "object",
        "properties": {
            "fields": {"type": "array", "items": {"type": "string"}, "x-in": "query", "x-style": "csv"},
            "petId": {"type": "integer", "x-in": "path"},
        },
        "required": ["petId"],
    }
    assert find["results"] == {"200": {"$ref": "schemas.json#/Pet"}}
    create = made.operations["pets/pets/create"]
    assert create["results"] == {"204": {}}
    assert create["inputSchema"]["required"] == ["firstName"]
    assert made.schemas["Pet"]["properties"] == {
        "extra": {"type": "object", "additionalProperties": {"type": "integer"}},
        "firstName": {"type": "string"},
        "kind": {"type": "string", "enum": ["cat", "dog"]},
        "tags": {"type": "array", "items": {"$ref": "schemas.json#/pets.Tag"}},
    }
    assert made.operations["zoos/pets/find"]["results"] == {"200": {"$ref": "schemas.json#/zoos.Tag"}}
    assert sorted(made.schemas) == ["Pet", "pets.Tag", "zoos.Tag"]


def test_what_is_refused(compiled: Compile) -> None:
    sources = {"sources": [{"file": "toy.whl", "reason": "r"}]}
    with pytest.raises(DescriptionProblem, match="no wheel"):
        compiled({"toy.whl": b"text"}, sources)
    idle = "class A(object):\n    def go_with_http_info(self):\n        pass\n"
    with pytest.raises(DescriptionProblem, match="go_with_http_info calls nothing"):
        compiled({"toy.whl": wheel(toy__a__api__a_api=idle)}, sources)

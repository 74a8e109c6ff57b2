"""OpenAPI 2 is read as version 3."""

from clonery.server.compiler.swagger import as_version_3

from .conftest import Compile

DOCUMENT = {
    "swagger": "2.0",
    "basePath": "/api",
    "info": {"title": "Toy", "version": "1"},
    "produces": ["application/json"],
    "parameters": {"page": {"name": "page", "in": "query", "type": "integer", "minimum": 1}},
    "definitions": {"pet": {"type": "object", "properties": {"id": {"type": "integer"}}}},
    "responses": {"missing": {"schema": {"$ref": "#/definitions/pet"}}},
    "paths": {
        "/pets": {
            "parameters": [{"$ref": "#/parameters/page"}],
            "get": {
                "operationId": "listPets",
                "parameters": [{"name": "ids", "in": "query", "type": "array", "items": {"type": "string"}}],
                "responses": {
                    "200": {"schema": {"type": "array", "items": {"$ref": "#/definitions/pet"}}},
                    "404": {"$ref": "#/responses/missing"},
                },
            },
            "post": {
                "operationId": "addPet",
                "consumes": ["application/xml"],
                "parameters": [
                    {"name": "pet", "in": "body", "required": True, "schema": {"$ref": "#/definitions/pet"}}
                ],
                "responses": {"201": {"schema": {"$ref": "#/definitions/pet"}}},
            },
        },
        "/pets/{id}/photo": {
            "post": {
                "operationId": "addPhoto",
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "type": "integer"},
                    {"name": "photo", "in": "formData", "required": True, "type": "file"},
                    {
                        "name": "tags",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "string"},
                        "collectionFormat": "multi",
                    },
                ],
                "responses": {"204": {}},
            }
        },
    },
}


def test_every_part_finds_its_place(compiled: Compile) -> None:
    made = compiled({"api.json": DOCUMENT}).operations
    assert made["listPets"]["http"] == {"method": "GET", "path": "/api/pets"}
    assert made["listPets"]["inputSchema"]["properties"] == {
        "ids": {"type": "array", "items": {"type": "string"}, "x-in": "query", "x-style": "csv"},
        "page": {"type": "integer", "minimum": 1, "x-in": "query"},
    }
    assert made["listPets"]["results"] == {"200": {"type": "array", "items": {"$ref": "schemas.json#/pet"}}}
    assert made["listPets"]["errors"] == {"404": {"$ref": "schemas.json#/pet"}}
    assert made["addPet"]["consumes"] == ["application/xml"]
    assert made["addPet"]["inputSchema"]["properties"]["id"] == {"type": "integer", "x-in": "body"}
    photo = made["addPhoto"]
    assert photo["consumes"] == ["multipart/form-data"]
    assert photo["inputSchema"]["properties"]["photo"] == {"type": "string", "format": "binary", "x-in": "body"}
    assert "x-style" not in photo["inputSchema"]["properties"]["tags"]
    assert photo["inputSchema"]["required"] == ["id", "photo"]


def test_the_rewritten_form() -> None:
    made = as_version_3({"swagger": "2.0", "paths": {}})
    assert made == {
        "openapi": "3.0.0",
        "info": {},
        "servers": [{"url": ""}],
        "paths": {},
        "components": {"schemas": {}, "responses": {}},
    }

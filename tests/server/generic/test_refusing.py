"""A clone of one's own refuses in the form that its description publishes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clonery.server.generic.fitting import Fitting
from clonery.server.generic.refusing import _filled
from clonery.server.own import new_clone
from clonery.server.perform import rest
from clonery.server.request import Request

KENNEL = Path(__file__).parents[1] / "own" / "descriptions" / "kennel.yaml"


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Any]:
    from clonery.server.farm import Farm
    from clonery.server.settings import Settings

    new_clone("kennel", KENNEL, tmp_path)
    farm = Farm(Settings(clones=("kennel",), clones_folder=tmp_path))
    headers = {"authorization": "Bearer kennel_default", "content-type": "application/json"}

    def call(body: bytes) -> Any:
        request = Request("PUT", "/api/v3/dog", "", headers, body, "http://f/kennel")
        answer = rest(farm, farm.session("default"), farm.clone("kennel"), request)
        return answer.status, answer.data

    return call


def test_flaws_stand_where_the_schema_has_a_place_for_them(put: Callable[[bytes], Any]) -> None:
    status, shown = put(b'{"id": 1, "name": 5, "photoUrls": []}')
    assert (status, shown["status"], shown["title"]) == (422, 422, "name must be of type string")
    assert shown["errors"] == [{"field": "name", "message": "name must be of type string"}]


def test_what_is_published_for_every_other_status(put: Callable[[bytes], Any]) -> None:
    status, shown = put(b'{"id": 404, "name": "x", "photoUrls": []}')
    assert (status, shown["status"], shown["title"]) == (404, 404, "there is no dog 404")


def test_an_error_inside_an_envelope() -> None:
    inner = {"type": "object", "properties": {"code": {"type": "string"}, "detail": {"type": "string"}}}
    schema = {
        "type": "object",
        "properties": {"error": inner, "messages": {"type": "array", "items": {"type": "string"}}},
    }
    said = ("", "not_found", "there is no dog 7")
    assert _filled(Fitting(None), schema, 404, said, [said], 3) == {
        "error": {"code": "not_found", "detail": "there is no dog 7"},
        "messages": ["there is no dog 7"],
    }

"""Where lists and items stand in answers, and the noun in a schema's name."""

from typing import Any

import pytest

from clonery.server.compiler.answers import Answers, wrap_lists
from clonery.server.compiler.draft import Argument, Draft
from clonery.server.compiler.store import SchemaStore

Json = dict[str, Any]
THINGS: Json = {"type": "array", "items": {"type": "object"}}


def thing(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


NUMBER: Json = {"type": "integer"}


@pytest.mark.parametrize(
    ("schema", "hints", "found"),
    [
        (THINGS, (), ("", 5)),
        (thing(data=THINGS), (), ("data", 2)),
        (thing(data=THINGS, has_more={"type": "boolean"}), (), ("data", 3)),
        (thing(values=THINGS, startAt=NUMBER, total=NUMBER, maxResults=NUMBER), (), ("values", 4)),
        (thing(teams=THINGS), ("team",), ("teams", 4)),
        (thing(teams=THINGS, errors=THINGS), ("teams",), ("teams", 3)),
        (thing(data=thing(items=THINGS)), (), ("data.items", 2)),
        (thing(types=THINGS), ("object_type",), ("types", 4)),
        (thing(errors=THINGS), (), None),
        (thing(a=THINGS, b=THINGS), (), None),
        (thing(name={"type": "string"}), (), None),
    ],
)
def test_the_list_in_an_answer(schema: Json, hints: tuple[str, ...], found: tuple[str, int] | None) -> None:
    listing = Answers(SchemaStore()).listing(schema, hints)
    assert (listing and (listing.at, listing.strength)) == found


@pytest.mark.parametrize(
    ("schema", "hints", "at"),
    [
        (thing(data=thing(id=NUMBER)), (), "data"),
        (thing(data=thing(id=NUMBER), status={"type": "string"}), (), "data"),
        (thing(data=thing(id=NUMBER), name={"type": "string"}), (), ""),
        (thing(ticket=thing(id=NUMBER)), ("ticket",), "ticket"),
        (thing(data=thing(item=thing(id=NUMBER))), (), "data.item"),
        (thing(id=NUMBER, owner=thing()), ("owner",), ""),
        ({"type": "string"}, (), ""),
    ],
)
def test_the_item_in_an_answer(schema: Json, hints: tuple[str, ...], at: str) -> None:
    assert Answers(SchemaStore()).item(schema, hints)[0] == at


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("full-repository", "repository"),
        ("PullRequestSimple", "pull_request"),
        ("issuing.card", "issuing_card"),
        ("v2.MonitorResponseData", "monitor"),
        ("API_Entities_MergeRequest", "merge_request"),
        ("branch-with-protection", "branch"),
        ("repo-search-result-item", "repo"),
        ("UserV2", "user"),
        ("GenericResponse", ""),
    ],
)
def test_the_noun_in_a_name(name: str, noun: str) -> None:
    store = SchemaStore()
    store.schemas[name] = {"type": "object"}
    answers = Answers(store, strip=("api", "entities"), prefixes=("v2.",))
    assert answers.noun({"$ref": f"schemas.json#/{name}"}) == noun
    assert answers.noun({"type": "object"}) == ""


def test_a_list_described_as_one_item_becomes_a_list() -> None:
    store = SchemaStore()
    store.schemas["commit"] = {"type": "object"}
    one: Json = {"$ref": "schemas.json#/commit"}

    def draft(path: str, *arguments: str) -> Draft:
        made = Draft("x", "a.json", {"http": {"method": "GET", "path": path}}, results={"200": one})
        made.arguments = [Argument(name, "query", {}) for name in arguments]
        return made

    drafts = [draft("/commits"), draft("/commits/{id}"), draft("/settings"), draft("/found", "page", "per_page")]
    wrap_lists(drafts, Answers(store))
    listed = {"200": {"type": "array", "items": one}}
    assert [each.results == listed for each in drafts] == [True, False, False, True]

"""Paths as a tree: groups of params, partitions, labels."""

from typing import Any

from clonery.server.compiler.answers import Answers
from clonery.server.compiler.draft import Draft
from clonery.server.compiler.places import Group, Place, Tree, segments_of
from clonery.server.compiler.store import SchemaStore


def draft(method: str, path: str, name: str = "", **results: Any) -> Draft:
    return Draft(name or f"{method} {path}", "a.json", {"http": {"method": method, "path": path}}, results=results)


def tree(*drafts: Draft) -> Tree:
    return Tree(list(drafts), Answers(SchemaStore()))


def test_segments() -> None:
    assert segments_of("/a/{b}/c.{d}") == ([("a", ()), ("{}", ("b",)), ("{}", ("d",))], "")
    assert segments_of("/v1/{name}:watch") == ([("v1", ()), ("{}", ("name",))], "watch")


def test_params_that_follow_each_other_name_one_item() -> None:
    issue = draft("GET", "/repos/{owner}/{repo}/issues/{number}")
    made = tree(issue, draft("POST", "/repos/{owner}/{repo}/issues"))
    assert made.places[id(issue)] == Place(
        [Group(("repos",), ("owner", "repo"))], ("repos", "{}", "{}", "issues"), ("number",)
    )
    close = draft("POST", "/issues/{number}/close")
    place = tree(close).places[id(close)]
    assert (place.key, place.identity, place.after_item) == (("issues", "{}", "close"), (), True)


def test_a_param_that_lists_is_a_collection_of_its_own() -> None:
    one, make = draft("GET", "/objects/{type}/{id}"), draft("POST", "/objects/{type}")
    made = tree(one, make)
    assert made.partitions == {("objects", "{}")}
    assert made.places[id(one)] == Place([Group(("objects",), ("type",))], ("objects", "{}"), ("id",))
    assert made.places[id(make)] == Place([Group(("objects",), ("type",))], ("objects", "{}"), ())
    edit = draft("POST", "/objects/{type}", "updateObject")
    assert tree(one, edit).partitions == set()


def test_labels_leave_out_roots_and_versions() -> None:
    made = tree()
    assert made.label(("api", "v4", "projects", "{}", "issues")) == "issues"
    assert made.label(("rest", "agile", "1.0", "board")) == "agile/board"
    assert made.label(("user", "starred")) == "starred"
    assert made.label(("v1",)) == "v1"


def test_what_counts_as_a_list() -> None:
    things = {"type": "object", "properties": {"things": {"type": "array"}}}
    odd = {"type": "object", "properties": {"parts": {"type": "array"}}}
    plain = draft("GET", "/things", **{"200": things})
    detail = draft("GET", "/car", **{"200": odd})
    said = draft("GET", "/car", "listParts", **{"200": odd})
    unsaid = draft("GET", "/cars", **{"200": {}})
    made = tree(plain, detail, said, unsaid)
    assert [made.is_list(each, has_items=False) for each in (plain, detail, said, unsaid)] == [True, False, True, True]
    assert made.is_list(detail, has_items=True)
    assert made.has_items(()) is False

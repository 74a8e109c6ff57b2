"""Words in each clone: nouns of the book, of declared kinds and of described ones, and the paths of properties."""

from __future__ import annotations

from typing import Any

import pytest
from tests.runs.playing import crafted

from clonery.runs.criteria.nouns import _book, _kinds, find, link, nouns, parent, singulars
from clonery.runs.criteria.paths import names, read
from clonery.server.registry import Registry


@pytest.mark.parametrize("clone", Registry().names)
def test_every_clone_has_nouns_and_those_of_the_book_are_kinds_that_it_has(clone: str) -> None:
    found = nouns(clone)
    assert found
    declared, described = _kinds(clone)
    kinds = {*declared, *described}
    assert [noun for noun in found.values() if noun.rank == 0 and noun.kind not in kinds] == []
    assert [
        noun.home for noun in found.values() if noun.rank == 0 and noun.home not in {"", "author", "recipient", *found}
    ] == []


def test_the_book_is_of_clones_that_there_are() -> None:
    assert set(_book()) - {"*"} <= set(Registry().names)


@pytest.mark.parametrize(
    ("word", "singular"),
    [("issues", "issue"), ("branches", "branch"), ("replies", "reply"), ("people", "person"), ("status", "status"),
     ("statuses", "status"), ("boxes", "box"), ("address", "address")],
)  # fmt: skip
def test_plurals(word: str, singular: str) -> None:
    assert singular in singulars(word)


def test_the_clones_that_know_a_word_best_are_meant() -> None:
    assert [noun.clone for noun in find(["pull", "requests"], ("github", "slack"))] == ["github"]
    assert [noun.clone for noun in find(["issues"], ("github", "linear", "jira"))] == ["github", "linear", "jira"]
    assert find(["flurbs"], ("github",)) == []


def test_properties_lead_through_other_records() -> None:
    issue = nouns("github")["issue"]
    assert link(issue, "label") == "labels[]>label"
    assert link(issue, "labels") == "labels[]>label"
    assert link(issue, "repository") == "repository>repository"
    assert link(issue, "body") == "body"
    assert link(issue, "flavour") == ""
    assert parent("github", "issue_comment") == ("issue", "issue")


ISSUE: dict[str, Any] = {
    "id": 1, "labels": [7, 8], "user": 3, "repository": 2, "milestone": None, "state": {"name": "Done", "id": "s"},
    "_parent": "project/p1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("id", [1]), ("labels[]", [7, 8]), ("labels[]>label.name", ["bug", None]), ("user>user.login", ["ada"]),
        ("repository>repository.owner>user.login", ["ada"]), ("milestone>milestone.title", []),
        ("state.name", ["Done"]),
        ("nothing", None), ("nothing|id", [1]), ("nothing>user|labels[]", [7, 8]), ("_parent>project.name", ["Shop"]),
        ("_parent>team", ["project/p1"]), ("user>user", [3, "ada"]),
        ("repository>repository", [2, "webapp", "ada/webapp"]), ("nothing.more", None), ("id.more", None),
    ],
)  # fmt: skip
def test_a_path_is_walked(path: str, values: list[Any] | None) -> None:
    world = crafted({}, {
        "github/issue": [ISSUE], "github/label": [{"id": 7, "name": "bug"}, {"id": 8, "name": None}],
        "github/user": [{"id": 3, "login": "ada"}], "github/repository": [{"id": 2, "name": "webapp", "owner": 3}],
        "github/project": [{"id": "p1", "name": "Shop"}],
    }).world  # fmt: skip
    item = world.items("after", "github", "issue")[0]
    assert read(world, item, path) == values


def test_names_are_put_together_and_cut() -> None:
    refs = [{"id": 1, "name": "refs/heads/main"}, {"id": 2, "name": "refs/tags/v1"}]
    world = crafted({}, {"github/ref": refs}).world
    found = [list(names(world, item, "ref", item.doc)) for item in world.items("after", "github", "ref")]
    assert found == [[1, "refs/heads/main", "main"], [2, "refs/tags/v1", "v1"]]

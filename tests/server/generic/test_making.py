"""New items: what names them, what the schema completes, what the caller chose."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.generic.making import make
from clonery.server.request import Request
from clonery.server.settings import Settings


def test_a_new_item_is_named_in_the_forms_of_its_schema(plain: Callable[..., Any]) -> None:
    made = [plain("POST", "/shops/main/items", {"title": title}).data for title in ("a", "b")]
    assert [item["number"] for item in made] == [1, 2]
    assert len({UUID(item["id"]) for item in made}) == 2
    assert made[0]["created_at"].endswith("Z")


def test_what_the_caller_sent_is_kept_and_the_rest_is_the_smallest(plain: Callable[..., Any]) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp", "tags": ["old"]})
    read = plain("GET", "/shops/main/items/1").data
    assert (read["title"], read["tags"]) == ("Lamp", ["old"])
    assert (read["state"], read["owner"], read["price"]) == ("open", {"login": "ada"}, 1)


def test_names_are_found_in_an_index_however_many_there_are(plain: Callable[..., Any]) -> None:
    before = len(list(plain.session.store.select(plain.farm.clone("plain").kind("item"))))  # type: ignore[attr-defined] # a function with two things at hand
    for number in range(30):
        plain("POST", "/shops/main/items", {"title": f"item {number}"})
    session, kind = plain.session, plain.farm.clone("plain").kind("item")  # type: ignore[attr-defined] # a function with two things at hand
    (found,) = session.store.execute(
        "SELECT count(*) FROM entries WHERE ix = ?",
        (next(key.number for key in kind.KIND.indexes if key.fields == ("number",)),),
    ).fetchone()
    assert found == before + 30


def test_generic_and_written_items_of_a_kind_share_one_count() -> None:
    farm = Farm(Settings(clones=("github",)))
    clone, session = farm.clone("github"), farm.create()
    call = perform.start(farm, session, clone, Request("POST", ""))
    operation = clone.operations["issues/create"]
    with session.transaction():
        repository = next(iter(session.store.select(clone.kind("repository"))))
        made = make(call, operation, operation.entry["effect"], {"title": "generic"}, [repository])
        assert call.next("id/issue") == made.id + 1


def test_numbers_go_on_behind_those_that_others_wrote(plain: Callable[..., Any]) -> None:
    """What is known of the highest number is forgotten when somebody else writes."""
    session, kind = plain.session, plain.farm.clone("plain").kind("item")  # type: ignore[attr-defined] # a function with two things at hand

    def made() -> int:
        return int(plain("POST", "/shops/main/items", {"title": "t"}).data["number"])

    assert [made(), made(), made()] == [1, 2, 3]
    with session.transaction():
        session.store.insert(kind, {"id": "mine", "number": 4, "title": "t", "_parent": "shop/main"})
        session.store.insert(kind, {"id": "hers", "number": 5, "title": "t", "_parent": "shop/other"})
    assert [made(), made()] == [5, 6]

"""How a stored item looks in an answer: completed by the schema, without what the engine keeps for itself."""

from collections.abc import Callable
from typing import Any

from clonery.server.generic.showing import plain as fields_of


def test_an_answer_has_what_the_schema_requires_and_nothing_of_ours(plain: Callable[..., Any]) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    read = plain("GET", "/shops/main/items/1").data
    assert set(read) >= {"id", "number", "title", "state", "tags", "created_at", "url", "owner", "price"}
    assert [name for name in read if name.startswith("_")] == []


def test_a_record_without_a_shape_is_shown_by_its_own_fields(plain: Callable[..., Any]) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    session, clone = plain.session, plain.farm.clone("plain")  # type: ignore[attr-defined] # a function with two things at hand
    record = next(session.store.select(clone.kind("item"), {"title": "Lamp"}))
    call = type("Bare", (), {"clone": clone})()
    assert fields_of(call, record)["title"] == "Lamp"
    assert "_parent" in record.doc
    assert "_parent" not in fields_of(call, record)


def test_an_answer_without_a_body_has_none(plain: Callable[..., Any]) -> None:
    plain("POST", "/shops/main/items", {"title": "Lamp"})
    gone = plain("DELETE", "/shops/main/items/1")
    assert (gone.status, gone.body) == (204, b"")

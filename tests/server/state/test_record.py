"""A kind is declared once: its fields, keys and numbers follow from the declaration."""

import pytest

from clonery.server.state.record import Record, open_kind


class Tag(Record, kind="tag", parent="owner=user", unique=["owner name nocase"], indexes=["parts[] name"]):
    id: int
    owner: int
    name: str
    color: str = "red"
    parts: list[str]


def test_the_declaration_gives_fields_defaults_and_keys() -> None:
    Tag.KIND.bind("paint")
    assert set(Tag.FIELDS) == {"id", "owner", "name", "color", "parts"}
    assert Tag.DEFAULTS == {"color": "red"}
    assert Tag.KIND.parent == ("owner", "user")
    assert (Tag.KIND.unique[0].fields, Tag.KIND.unique[0].fold) == (("owner", "name"), True)
    assert Tag.KIND.indexes[0].many == 0


def test_numbers_differ_by_clone_and_kind_and_stay() -> None:
    one, other = open_kind("tag", "a"), open_kind("tag", "b")
    assert one.KIND.number != other.KIND.number
    assert open_kind("tag", "a").KIND.number == one.KIND.number


def test_records_read_as_attributes_and_do_not_change() -> None:
    tag = Tag.load(1, {"id": 7, "name": "x"})
    assert (tag.id, tag.name, tag.color, tag.get("parts", "none")) == (7, "x", "red", "none")
    with pytest.raises(AttributeError, match=r"call\.update\(tag, name="):
        tag.name = "y"


def test_an_index_has_three_fields_at_most() -> None:
    class Wide(Record, kind="wide", indexes=["a b c d"]):
        id: int

    with pytest.raises(AssertionError, match="more than 3"):
        Wide.KIND.bind("x")

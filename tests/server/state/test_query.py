"""The plan of a list: the index with the longest equal prefix, then the one that gives the order."""

from clonery.server.state.query import gte, has, plan
from clonery.server.state.record import Record


class Row(Record, kind="row", indexes=["box state made", "box made", "tags[] made"]):
    id: int


Row.KIND.bind("x")
BY_STATE, BY_BOX, BY_TAG = Row.KIND.indexes


def test_equal_fields_and_order_come_from_one_index() -> None:
    made = plan(Row.KIND, {"box": 1, "state": "open"}, "-made")
    assert made.values == (BY_STATE.number, 1, "open")
    assert made.order == "e.c DESC, e.rid DESC"
    assert made.count() == "SELECT count(*) FROM entries e WHERE e.ix = ? AND e.a IS ? AND e.b IS ?"


def test_the_order_decides_between_equal_prefixes() -> None:
    assert plan(Row.KIND, {"box": 1}, "made").values[0] == BY_BOX.number


def test_a_range_on_the_next_field_stays_in_the_index() -> None:
    made = plan(Row.KIND, {"box": 1, "made": gte("2026")}, "made")
    assert "e.b >= ?" in made.sql


def test_a_list_field_is_found_by_its_own_index_only() -> None:
    assert plan(Row.KIND, {"tags": has("a")}, "-made").values[0] == BY_TAG.number
    assert "records r" in plan(Row.KIND, {"tags": "a"}, "").sql.split(" WHERE ")[0]


def test_what_no_index_knows_is_read_from_the_document() -> None:
    made = plan(Row.KIND, {"owner.login": "ada"}, "size")
    assert "json_extract(r.doc, '$.owner.login') IS ?" in made.sql
    assert made.order == "json_extract(r.doc, '$.size'), r.rid"


def test_the_rows_of_one_value_lie_in_order_of_age() -> None:
    made = plan(Row.KIND, {"box": 1, "made": "2026"}, "-rid")
    assert "e.b IS ? AND e.c = 0" in made.sql
    assert made.order == "e.rid DESC"
    assert "e.c = 0" not in plan(Row.KIND, {"box": 1}, "-made").sql


def test_a_statement_over_plain_values_is_made_once_for_their_fields() -> None:
    first, second = plan(Row.KIND, {"box": 1, "note": "x"}, "-made"), plan(Row.KIND, {"box": 2, "note": None}, "-made")
    assert second.sql is first.sql
    assert first.values == (BY_BOX.number, 1, "x")
    assert second.values == (BY_BOX.number, 2, None)
    assert plan(Row.KIND, {"box": gte(1), "note": "x"}, "-made").sql != first.sql

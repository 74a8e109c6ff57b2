"""What an operation's function reads, writes and asks for."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server.call import Call
from clonery.server.problems import NotFound
from clonery.server.request import Request
from clonery.server.state.clock import parse

Ask = Callable[..., Any]


@pytest.fixture
def call(ask: Ask) -> Call:
    clone = ask.farm.clone("toy")
    return Call(ask.session, clone, Request("GET", "/x", base="http://f/toy"), parse("2026-01-01T00:00:00Z"))


def test_time_links_and_numbers(call: Call) -> None:
    assert (call.now, call.base) == ("2026-01-01T00:00:00Z", "http://f/toy")
    assert [call.next("n"), call.next("n"), call.next("other", 10)] == [1, 2, 10]
    assert call.new_id("pi_").startswith("pi_")
    assert len(call.new_id("pi_")) == 27
    assert call.new_id() != call.new_id()
    assert 0 <= call.random(5) < 5


def test_a_counter_goes_on_after_what_was_given_out_otherwise(call: Call) -> None:
    call.reach("n", 7)
    call.reach("n", 3)
    assert call.next("n") == 8


def test_records_by_id_name_and_page(call: Call) -> None:
    user, box = call.clone.kinds["user"], call.clone.kinds["box"]
    assert call.get(user, 2).doc == {"id": 2, "login": "ben"}
    assert call.peek(user, 99) is None
    with pytest.raises(NotFound):
        call.get(user, 99)
    call.paging.limit, call.paging.offset = 2, 0
    page = call.page(user, {}, "login")
    assert ([u.doc["login"] for u in page.items], page.total, page.more) == (["ada", "ben"], 3, True)
    call.paging.offset = 2
    assert (call.page(user, {}, "login").total, call.page(user, {}, "login").more) == (3, False)
    assert call.slice(range(5)).items == [2, 3]
    with call.session.transaction():
        made = call.create(box, name="x")
        assert call.update(made, name="y").doc == {"id": made.id, "name": "y"}
        assert call.get(box, made.id).doc["name"] == "y"
        call.delete(made)
    assert call.find(box, name="y") is None


def test_unknown_fields_are_our_own_mistake(call: Call) -> None:
    with pytest.raises(AssertionError, match="no field"):
        call.create(call.clone.kinds["box"], name="x", colour="red")


def test_bytes_are_kept_with_the_state(call: Call) -> None:
    with call.session.transaction():
        key = call.put_bytes(b"\x00hello")
    assert call.read_bytes(key) == b"\x00hello"
    call.session.reset()
    with pytest.raises(NotFound):
        call.read_bytes(key)


def test_a_minted_token_works_at_once(ask: Ask, call: Call) -> None:
    with call.session.transaction():
        call.mint("fresh", user=3)
    assert ask("POST", "/boxes", {"name": "mine"}, token="fresh").status == 201

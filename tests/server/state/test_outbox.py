"""Deliveries are written with the call, tried, retried and repeated."""

from collections.abc import Callable
from typing import Any

from clonery.server.call import Call
from clonery.server.request import Request
from clonery.server.state import outbox
from clonery.server.state.outbox import Delivery

Ask = Callable[..., Any]


def call_of(ask: Ask) -> Call:
    return Call(ask.session, ask.farm.clone("toy"), Request("POST", "/x"), ask.session.clock.now())


def put(ask: Ask, **fields: Any) -> Delivery:
    call = call_of(ask)
    with ask.session.transaction():
        return outbox.put(call, Delivery(url="http://127.0.0.1:1/", event="e", body="{}", headers={}, **fields))


def test_a_delivery_is_due_at_once_and_settles(ask: Ask) -> None:
    made = put(ask, hook=4)
    now = ask.session.clock.now()
    (due,) = outbox.pending(ask.session, now)
    assert (due.id, due.clone, due.hook, due.status) == (made.id, "toy", 4, "pending")
    with ask.session.transaction():
        outbox.settle(ask.session, due, {"status": 200}, now)
    assert outbox.pending(ask.session, now + 10**12) == []
    assert outbox.all_of(ask.session, "toy", 4)[0].status == "delivered"
    assert outbox.all_of(ask.session, "toy", 5) == []


def test_a_failed_try_waits_as_long_as_the_vendor_does(ask: Ask) -> None:
    put(ask, retries=[60_000_000])
    now = ask.session.clock.now()
    (due,) = outbox.pending(ask.session, now)
    with ask.session.transaction():
        outbox.settle(ask.session, due, {"status": 500}, now)
    assert outbox.pending(ask.session, now + 59_000_000) == []
    (again,) = outbox.pending(ask.session, now + 60_000_000)
    assert len(again.attempts) == 1
    with ask.session.transaction():
        outbox.settle(ask.session, again, {"status": None, "error": "refused"}, now)
    assert outbox.all_of(ask.session)[0].status == "failed"


def test_a_redelivery_is_a_new_delivery_of_the_same_request(ask: Ask) -> None:
    first = put(ask)
    with ask.session.transaction():
        again = outbox.again(ask.session, first, ask.session.clock.now(), "later")
    assert (again.redelivery_of, again.body, again.attempts) == (first.id, first.body, [])
    assert [made.id for made in outbox.all_of(ask.session)] == [first.id, again.id]


def test_what_a_failed_call_put_in_is_not_sent(ask: Ask) -> None:
    call = call_of(ask)
    try:
        with ask.session.transaction():
            outbox.put(call, Delivery(url="http://127.0.0.1:1/", event="e", body="{}", headers={}))
            raise ValueError
    except ValueError:
        pass
    assert outbox.all_of(ask.session) == []

"""Deliveries over the control API: shown with their tries, and sent again."""

import asyncio

from clonery.server import perform
from clonery.server.request import Request
from clonery.server.state import outbox

from ...conftest import Target
from .conftest import Control


def put(control: Control, url: str) -> None:
    """A call that puts one delivery into the outbox of session x."""
    farm, session = control.farm, control.farm.session("x")
    call = perform.start(farm, session, farm.clone("toy"), Request("POST", "/"))
    with session.transaction():
        outbox.put(call, outbox.Delivery(url, "made", '{"a": 1}', {"X-Event": "made"}, hook=7))
    control.runner.run(sent(control, call))


async def sent(control: Control, call: object = None) -> None:
    if call is not None:
        control.farm.committed(call)  # type: ignore[arg-type] # a Call
    await asyncio.wait_for(control.farm.pump.drain(), 10)


def test_a_delivery_is_shown_and_sent_again(control: Control, target: Target) -> None:
    assert control("GET", "sessions/x/deliveries") == []
    put(control, target.url)
    (made,) = control("GET", "sessions/x/deliveries")
    assert [made[name] for name in ("id", "clone", "event", "hook", "status")] == [1, "toy", "made", 7, "delivered"]
    assert (made["body"], made["headers"], made["created_at"]) == (
        '{"a": 1}', {"X-Event": "made"}, "2026-01-01T00:00:00Z",
    )  # fmt: skip
    assert [attempt["status"] for attempt in made["attempts"]] == [200]
    control("POST", "sessions/x/clock", {"advance": "1m"})
    again = control("POST", "sessions/x/deliveries/1/redeliver")
    assert (again["id"], again["redelivery_of"], again["status"], again["attempts"]) == (2, 1, "pending", [])
    assert again["created_at"] == "2026-01-01T00:01:00Z"
    control.runner.run(sent(control))
    assert [made["status"] for made in control("GET", "sessions/x/deliveries")] == ["delivered", "delivered"]
    assert target.bodies == ['{"a": 1}', '{"a": 1}']


def test_they_outlive_a_reset(control: Control, target: Target) -> None:
    put(control, target.url)
    control("POST", "sessions/x/reset")
    assert len(control("GET", "sessions/x/deliveries")) == 1


def test_an_unknown_one_cannot_be_sent_again(control: Control) -> None:
    for id in ("1", "one"):
        refused = control.refused("POST", f"sessions/x/deliveries/{id}/redeliver")
        assert refused == (404, "not_found", "delivery", f"no delivery {id!r}")

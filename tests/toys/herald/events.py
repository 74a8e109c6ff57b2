"""What receivers answered becomes a record."""

from typing import Any

from clonery.server.call import Call
from clonery.server.problems import Invalid
from clonery.server.state.outbox import Delivery


def deliveries(call: Call, event: str, payload: dict[str, Any]) -> list[Delivery]:
    return []


def answered(call: Call, delivery: Delivery, attempt: dict[str, Any]) -> None:
    """Keep an answer; one that says `bad` is refused."""
    if attempt["body"] == "bad":
        raise Invalid("a bad answer")
    call.create(call.clone.kind("answer"), id=call.next("answer"), event=delivery.event, body=attempt["body"])

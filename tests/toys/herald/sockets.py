"""A socket for whoever asks with `name`; an acknowledgement is the delivery's number and a word."""

from collections.abc import Callable

from clonery.server.call import Call
from clonery.server.problems import Forbidden
from clonery.server.state.outbox import Delivery


def opened(call: Call, count: Callable[[str], int]) -> tuple[str, list[str]]:
    name = dict(call.request.pairs).get("name")
    if not name:
        raise Forbidden("nameless")
    return name, [f"hello {name}"]


def frame(delivery: Delivery) -> str:
    return f"{delivery.id} {delivery.body}"


def acknowledged(text: str) -> tuple[int, str] | None:
    number, _, said = text.partition(" ")
    return (int(number), said) if number.isdecimal() else None

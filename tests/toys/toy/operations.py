"""The toy's operations; https://example.com/toy."""

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import act, job, operation
from clonery.server.problems import NotFound

from .records import Box, Widget


def _box(call: Call, name: str) -> Box:
    box = call.find(Box, name=name)
    if box is None:
        raise NotFound(f"no box {name}")
    return box


@operation("box/create")
def create_box(call: Call, name: str) -> Box:
    return call.create(Box, name=name)


@operation("box/delete")
def delete_box(call: Call, box: str) -> None:
    call.delete(_box(call, box))


@operation("widget/create")
def create_widget(call: Call, box: str, name: str, tags: list[str] | None = None, explode: bool = False) -> Widget:
    found = _box(call, box)
    widget = call.create(
        Widget, box=found, number=call.next(f"widget/{found.id}"), name=name, tags=tags or [], owner=call.actor,
        created_at=call.now,
    )  # fmt: skip
    if explode:
        raise NotFound("exploded after the write")
    return widget


@operation("widget/list")
def list_widgets(call: Call, box: str, state: str = "open", tag: str = "") -> Page:
    where: dict[str, Any] = {"box": _box(call, box).id, "state": state}
    return call.page(Widget, where, "-created_at")


@operation("widget/get")
def get_widget(call: Call, box: str, number: int) -> Widget:
    widget = call.find(Widget, box=_box(call, box).id, number=number)
    if widget is None:
        raise NotFound(f"no widget {number}")
    return widget


@operation("widget/update")
def update_widget(call: Call, box: str, number: int, **changes: Any) -> Widget:
    return call.update(get_widget(call, box, number), **changes)


@operation("widget/later")
def close_later(call: Call, box: str, number: int, seconds: int) -> Widget:
    widget = get_widget(call, box, number)
    call.schedule(call.moment + seconds * 1_000_000, "close", widget=widget.id)
    return widget


@job("close")
def close(call: Call, widget: int) -> None:
    call.update(call.get(Widget, widget), state="closed", name=f"closed {call.now}")


@act(
    "arrive",
    {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"], "additionalProperties": False},
    "A box arrives by post.",
)
def arrive(call: Call, name: str) -> Box:
    return call.create(Box, name=name)

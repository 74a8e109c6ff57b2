"""Every event that can be triggered happens, and is told as any other."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.clones.stripe.triggers import TRIGGERS


@pytest.mark.parametrize("event", sorted(TRIGGERS))
def test_an_event_is_triggered(api: Any, act: Callable[..., Any], event: str) -> None:
    made = act("trigger", event=event)
    read = api.events.retrieve(made["id"])
    assert (read.type, read.object) == (event, "event")
    assert read.data.object.object
    assert made["id"] in [one.id for one in api.events.list({"type": event}).data]

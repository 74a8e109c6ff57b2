"""A farm in a process of its own for each vendor's SDK, and the settings that the farm itself gives out for it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.server.cli.conftest import FarmProcess, serving


class Vendor:
    """One clone on a socket: `env` is what `clonery env` prints, `fidelities` how its calls were answered."""

    def __init__(self, name: str, farm: FarmProcess) -> None:
        self.name = name
        self.farm = farm
        self.env: dict[str, str] = farm.get("/_clonery/sessions/default")[1]["clones"][name]["env"]

    @property
    def calls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.farm.get("/_clonery/sessions/default/calls?limit=1000")[1]["calls"]
        return found

    def generic(self) -> set[str]:
        """The operations that answered well though nobody has written them."""
        return {each["operation"] for each in self.calls if each["fidelity"] == "generic" and each["status"] < 300}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """What is called inside has to be answered by operations that nobody has written, and by six at least."""
        before = len(self.calls)
        yield
        calls = self.calls[before:]
        assert [(each["operation"], each["fidelity"]) for each in calls if each["fidelity"] != "generic"] == []
        assert len({each["operation"] for each in calls}) >= 5, calls


@pytest.fixture(scope="module")
def vendor(request: pytest.FixtureRequest) -> Iterator[Vendor]:
    """The clone that the module names in CLONE."""
    name = request.module.CLONE
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with serving(name, port=port) as farm:
        yield Vendor(name, farm)

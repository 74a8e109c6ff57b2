"""What every test needs: no farm of the caller's, no connection that leaves the machine, and ports that are free."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest_plugins = ("tests.coverage_record",)


def stays_here(address: Any) -> bool:
    """Whether `address`, as a socket takes it, is a path (Unix) or a loopback host."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def stay_at_home() -> Iterator[None]:
    """Forget CLONERY_URL and refuse every connection to another machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if not stays_here(address):
            raise ConnectionRefusedError(f"a test tried to reach {address}: tests stay on loopback")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CLONERY_URL", raising=False)
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture
def free_port() -> Callable[[], int]:
    """Ports of 127.0.0.1 that nothing listens on."""

    def find() -> int:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port: int = listener.getsockname()[1]
            return port

    return find

"""Sockets: bound at once, in a row, with errors that say what to do."""

import socket
from collections.abc import Callable

import pytest

from clonery.server.listening import PortInUse, listen


def close(sockets: list[socket.socket]) -> None:
    for listener in sockets:
        listener.close()


def test_a_free_port_is_found() -> None:
    (listener,) = sockets = listen("127.0.0.1", 0)
    try:
        with socket.create_connection(listener.getsockname()):
            assert listener.getsockname()[1] > 0
    finally:
        close(sockets)


def test_more_ports_follow_each_other(free_row: Callable[[int], int]) -> None:
    port = free_row(3)
    sockets = listen("127.0.0.1", port, 2)
    try:
        assert [listener.getsockname()[1] for listener in sockets] == [port, port + 1, port + 2]
    finally:
        close(sockets)


def test_a_taken_port_frees_those_before_it(free_row: Callable[[int], int]) -> None:
    port = free_row(2)
    taken = listen("127.0.0.1", port + 1)
    try:
        with pytest.raises(PortInUse, match=f"port {port + 1} is in use"):
            listen("127.0.0.1", port, 1)
        close(listen("127.0.0.1", port))
    finally:
        close(taken)


def test_ports_end_at_65535() -> None:
    with pytest.raises(PortInUse, match="port 65536 is above 65535"):
        listen("127.0.0.1", 65535, 1)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(PortInUse, match=f"{host} is no address of this machine"):
        listen(host, 0)

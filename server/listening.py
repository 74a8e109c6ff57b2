"""The sockets that a farm listens on, bound before anything slow begins."""

import errno
import socket

BACKLOG = 2048
LAST = 65535


class PortInUse(OSError):
    """An address that can't be listened on; the message says which and what to do."""


def listen(host: str, port: int, more: int = 0) -> list[socket.socket]:
    """A listening socket on `port` (0: a free one), and on each of the `more` ports behind it. Raises PortInUse."""
    made: list[socket.socket] = []
    try:
        for number in range(more + 1):
            made.append(_bound(host, port + number if port else 0))
    except OSError as error:
        for listener in made:
            listener.close()
        if not isinstance(error, PortInUse):
            raise PortInUse(f"{host} is no address of this machine: {error.strerror}") from None
        raise
    return made


def _bound(host: str, port: int) -> socket.socket:
    if port > LAST:
        raise PortInUse(f"port {port} is above {LAST}: choose a lower one with --port")
    family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Lets a farm start again at once: connections of the last one may still linger.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} is in use: stop what listens there, or choose another with --port") from None
        if error.errno == errno.EACCES:
            raise PortInUse(f"port {port} may not be taken by this user: choose one above 1023 with --port") from None
        raise
    return listener

"""A small load client: raw sockets with keep-alive, so that the client costs little beside the server."""

import selectors
import socket
import time


def request(method: str, path: str, port: int, token: str = "", body: bytes = b"") -> bytes:
    """The bytes of one HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept: application/json"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One keep-alive connection that sends the same request again and again."""

    def __init__(self, port: int, message: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.message = message
        self.buffer = b""

    def send(self) -> None:
        self.socket.sendall(self.message)

    def read(self) -> bool:
        """Take what has come; True once the answer is whole. Raises RuntimeError for one that is no success."""
        self.buffer += self.socket.recv(1 << 18)
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = self.buffer[:end].lower()
        if head[9:10] != b"2":
            raise RuntimeError(self.buffer[:500].decode("utf-8", "replace"))
        at = head.find(b"content-length:")
        size = int(head[at + 15 : head.find(b"\r\n", at) if head.find(b"\r\n", at) > 0 else end]) if at > 0 else 0
        if len(self.buffer) < end + 4 + size:
            return False
        self.buffer = b""
        return True


def rate(port: int, message: bytes, connections: int, seconds: float) -> float:
    """Requests per second over so many connections for so long."""
    selector = selectors.DefaultSelector()
    pool = [Connection(port, message) for _ in range(connections)]
    for connection in pool:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send()
    done, began = 0, time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        for key, _ in selector.select(0.5):
            if key.data.read():
                done += 1
                key.data.send()
    for connection in pool:
        connection.socket.close()
    return done / (now - began)


def once(port: int, message: bytes) -> float:
    """Milliseconds of one request on a new connection's first answer."""
    connection = Connection(port, message)
    began = time.perf_counter()
    connection.send()
    while not connection.read():
        pass
    took = (time.perf_counter() - began) * 1000
    connection.socket.close()
    return took

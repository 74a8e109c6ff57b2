"""One delivery over the network: only to this machine, or to a host that the farm was told to allow."""

from __future__ import annotations

import asyncio
import time
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple

from .state.outbox import Delivery

if TYPE_CHECKING:
    import httpx

TIMEOUT_SECONDS = 10.0
BODY_LIMIT_BYTES = 64 * 1024
"""How much of an answer an attempt keeps."""


class Target(NamedTuple):
    """Where a delivery goes: the addresses to try in turn, and whether they are this machine's."""

    hosts: tuple[str, ...]
    here: bool


def local(host: str) -> bool:
    """Whether a host name or address is this machine by its form alone; nothing is looked up."""
    if _named_here(host):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _named_here(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


class Sender:
    """Makes requests; `allowed` are the hosts beside loopback that they may go to."""

    def __init__(self, allowed: tuple[str, ...] = (), timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self.allowed = frozenset(host.lower() for host in allowed)
        self.timeout_seconds = timeout_seconds
        self._clients: dict[bool, httpx.AsyncClient] = {}

    async def close(self) -> None:
        """Close the connections that are kept."""
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    async def send(self, delivery: Delivery) -> tuple[dict[str, Any], bool]:
        """One attempt (`status`, `headers`, `body`, `error`, `duration_ms`), and whether it was the last to make sense.

        `status` is None where nobody answered, and `error` says why.
        """
        import httpx

        attempt: dict[str, Any] = {"status": None, "headers": {}, "body": "", "error": None}
        began = time.perf_counter()
        refused = False
        try:
            url = httpx.URL(delivery.url)
            target = self._target(url.scheme, url.raw_host.decode())
            async with asyncio.timeout(self.timeout_seconds):
                await self._try(url, target, delivery, attempt)
        except PermissionError as error:
            attempt["error"], refused = str(error), True
        except TimeoutError:
            attempt |= {"status": None, "error": f"no whole answer within {self.timeout_seconds:g} seconds"}
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            attempt |= {"status": None, "error": f"{type(error).__name__}: {error}"}
        attempt["duration_ms"] = round((time.perf_counter() - began) * 1000, 3)
        return attempt, refused

    def _target(self, scheme: str, host: str) -> Target:
        """Raises PermissionError for what the farm does not send to."""
        if scheme not in ("http", "https") or not host:
            raise PermissionError("not sent: the address is no http or https address with a host")
        if _named_here(host):
            # Never looked up: a resolver could answer with another machine.
            return Target(("127.0.0.1", "::1"), True)
        if local(host):
            return Target((host,), True)
        if host.lower() in self.allowed:
            return Target((host,), False)
        raise PermissionError(
            f"not sent: {host} is not this machine; start the farm with --allow-webhook-host {host} to let it go there"
        )

    async def _try(self, url: httpx.URL, target: Target, delivery: Delivery, attempt: dict[str, Any]) -> None:
        import httpx

        client = self._client(target.here)
        headers = {name: value for name, value in delivery.headers.items() if name.lower() != "host"}
        headers["Host"] = url.netloc.decode()
        for host in target.hosts:
            request = client.build_request(
                delivery.method, url.copy_with(host=host), content=delivery.body.encode(), headers=headers,
                extensions={"sni_hostname": url.raw_host.decode()},
            )  # fmt: skip
            try:
                answer = await client.send(request, stream=True)
            except httpx.ConnectError:
                if host == target.hosts[-1]:
                    raise
                continue
            try:
                await _read(answer, attempt)
            finally:
                await answer.aclose()
            return

    def _client(self, here: bool) -> httpx.AsyncClient:
        """Certificates are checked unless the target is this machine, for which nobody can have a good one."""
        import httpx

        if here not in self._clients:
            client = httpx.AsyncClient(
                verify=not here, trust_env=False, follow_redirects=False, timeout=self.timeout_seconds
            )
            client.headers.clear()
            self._clients[here] = client
        return self._clients[here]


async def _read(answer: httpx.Response, attempt: dict[str, Any]) -> None:
    body = bytearray()
    async for part in answer.aiter_raw():
        body += part
        if len(body) >= BODY_LIMIT_BYTES:
            break
    attempt["status"] = answer.status_code
    attempt["headers"] = dict(answer.headers)
    attempt["body"] = bytes(body[:BODY_LIMIT_BYTES]).decode("utf-8", "replace")

"""The two ways to a farm's control calls: inside this process, and over HTTP; both take and answer the same values."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import quote

from clonery.server.farm import Farm as Kernel
from clonery.server.farm import FarmError, UnknownSession

if TYPE_CHECKING:
    import httpx

    from clonery.server.doors.control.table import Route

T = TypeVar("T")
UNHEARD = "http://localhost"
"""The address that links of a farm lead to which listens nowhere."""


class Link(Protocol):
    """What carries control calls to a farm; `url` is its address, without a trailing slash."""

    @property
    def url(self) -> str: ...

    def ask(
        self, method: str, path: tuple[str, ...], body: Mapping[str, Any] | None = None, **query: Any
    ) -> Any: ...  # fmt: skip


class Inside:
    """Control calls to a farm of this process, as function calls.

    `through` runs a function where the farm's calls run: in the thread that serves it, else right here.
    """

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.heard = ""
        self.through: Callable[[Callable[[], Any]], Any] = lambda work: work()

    @property
    def url(self) -> str:
        return self.heard or UNHEARD

    def ask(self, method: str, path: tuple[str, ...], body: Mapping[str, Any] | None = None, **query: Any) -> Any:
        """The answer of a control call. Raises FarmError, UnknownSession, LookupError for an unknown clone."""
        return self.through(lambda: self._ask(method, path, dict(body or {}), query))

    def _ask(self, method: str, path: tuple[str, ...], body: dict[str, Any], query: dict[str, Any]) -> Any:
        from clonery.server.doors.control import ROUTES, bodies
        from clonery.server.doors.control.table import Asked
        from clonery.server.request import Answer

        route, named = _find(ROUTES, method, path)
        if route.body is not None:
            for error in route.validator.iter_errors(body):
                field, message = bodies.flaw(error, route.body)
                raise FarmError(message, field)
        asked = Asked(self.kernel, named, _given(query), body, {}, self.url)
        made = route.handle(asked)
        if inspect.iscoroutine(made):
            made = _at_once(made)
        if isinstance(made, Answer):
            import orjson

            return orjson.loads(made.body)
        return made


class Http:
    """Control calls to a farm that listens at `url`."""

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._client: httpx.Client | None = None

    @property
    def url(self) -> str:
        return self._url

    def ask(self, method: str, path: tuple[str, ...], body: Mapping[str, Any] | None = None, **query: Any) -> Any:
        """The answer of a control call. Raises FarmError, UnknownSession; ConnectionError where no farm answers."""
        import httpx

        if self._client is None:
            # The environment's proxies are for other hosts than one's own farm.
            self._client = httpx.Client(timeout=self._timeout, trust_env=False)
        target = f"{self._url}/_clonery/" + "/".join(quote(part, safe="") for part in path)
        try:
            answer = self._client.request(method, target, json=body, params=_given(query))
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ConnectionError(f"no farm answers at {self._url}: {error or type(error).__name__}") from None
        return _read(self._url, answer)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _read(url: str, answer: httpx.Response) -> Any:
    try:
        made = answer.json() if answer.content else None
    except ValueError:
        raise ConnectionError(f"what answers at {url} is no farm: it sent no JSON") from None
    if answer.status_code < 400:
        return made
    error = made.get("error") if isinstance(made, dict) else None
    if not isinstance(error, dict):
        raise ConnectionError(f"what answers at {url} is no farm: it answered {answer.status_code}")
    message, field = str(error.get("message")), str(error.get("field") or "")
    if answer.status_code == 404 and field == "session":
        raise UnknownSession(message)
    raise FarmError(message, field, str(error.get("code")), answer.status_code)


def _find(routes: list[Route], method: str, path: tuple[str, ...]) -> tuple[Route, dict[str, str]]:
    for route in routes:
        parts = route.path.split("/")
        if route.method == method and len(parts) == len(path):
            pairs = list(zip(parts, path, strict=True))
            if all(part == value or part[0] == "{" for part, value in pairs):
                return route, {part[1:-1]: value for part, value in pairs if part[0] == "{"}
    raise FarmError(f"nothing is at {method} {'/'.join(path)}", "", "not_found", 404)


def _given(query: Mapping[str, Any]) -> dict[str, Any]:
    return {name.rstrip("_"): value for name, value in query.items() if value is not None}


def _at_once(work: Any) -> Any:
    """The result of a coroutine that waits for nothing, whether or not an event loop runs here."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("a control call waited")

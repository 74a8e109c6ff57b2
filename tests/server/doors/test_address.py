"""Addresses are taken apart: path, host, header, forwarded names."""

from collections.abc import Callable
from typing import Any

import pytest

from clonery.server.doors.address import Addresses
from clonery.server.farm import Farm


def read(farm: Farm, path: str, **headers: str) -> tuple[str, str, str, str]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    place = Addresses(farm).read({"raw_path": path.encode(), "path": path, "scheme": "http"}, names)
    return place.session, place.clone, place.path, place.base


@pytest.mark.parametrize(
    ("path", "headers", "wanted"),
    [
        ("/toy/a%2Fb", {"host": "h:1"}, ("default", "toy", "/a%2Fb", "http://h:1/toy")),
        ("/s/x/toy", {"host": "h:1"}, ("x", "toy", "/", "http://h:1/s/x/toy")),
        ("/s/x/toy/y", {"host": "h", "x_clonery_session": "z"}, ("x", "toy", "/y", "http://h/s/x/toy")),
        ("/y", {"host": "toy.x.localhost:9"}, ("x", "toy", "/y", "http://toy.x.localhost:9")),
        ("/toy/y", {"host": "h", "x_forwarded_host": "p.example", "x_forwarded_proto": "https"},
         ("default", "toy", "/y", "https://p.example/toy")),
        ("/_clonery/health", {"host": "127.0.0.1:7070"}, ("default", "", "/_clonery/health", "http://127.0.0.1:7070")),
        ("/mcp", {"host": "127.0.0.1"}, ("default", "", "/mcp", "http://127.0.0.1")),
        ("/s/x/mcp", {"host": "127.0.0.1"}, ("x", "", "/mcp", "http://127.0.0.1/s/x")),
    ],
)  # fmt: skip
def test_an_address(toy_farm: Callable[..., Farm], path: str, headers: dict[str, Any], wanted: Any) -> None:
    assert read(toy_farm(), path, **headers) == wanted

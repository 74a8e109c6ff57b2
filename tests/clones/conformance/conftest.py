"""The fixtures' server with the official client before it, in this process."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio
import pytest
from mcp import Client

from clonery.server.doors.mcp.door import McpDoor
from clonery.server.farm import Farm
from clonery.server.settings import Settings


@pytest.fixture
def fixtures_farm() -> Iterator[Farm]:
    """A farm that serves the fixtures alone."""
    farm = Farm(Settings(clones=("conformance",)))
    yield farm
    farm.session("default").close()


@pytest.fixture
def talk(fixtures_farm: Farm) -> Callable[..., Any]:
    """Runs a coroutine function on a client of the fixtures: talk(use, mode="legacy", …)."""

    def run(use: Callable[[Client], Awaitable[Any]], **options: Any) -> Any:
        async def main() -> Any:
            server = McpDoor(fixtures_farm).server(fixtures_farm.clone("conformance"))
            async with Client(server, **options) as client:
                return await use(client)

        return anyio.run(main)

    return run

"""A made-up service that people let apps into; its page would be https://example.com/consenting."""

from pathlib import Path

from clonery.server.clone import Clone
from clonery.server.dialect import Dialect
from clonery.server.operation import Operation


class Consenting(Dialect):
    """Reads need the scope `read`, writes `write`."""

    def scopes(self, operation: Operation) -> tuple[str, ...]:
        return ("write",) if operation.writes else ("read", "write")


clone = Clone(
    name="consenting",
    title="Consenting",
    dialect=Consenting(),
    package=__name__,
    folder=Path(__file__).parent,
    consent=True,
)

"""A made-up service that the kernel's tests run on; its page would be https://example.com/toy."""

from pathlib import Path

from clonery.server.clone import Clone
from clonery.server.dialect import Dialect

clone = Clone(
    name="toy", title="Toy", dialect=Dialect(), package=__name__, folder=Path(__file__).parent,
    hosts=("api.toy.example",), env={"TOY_URL": "{rest}", "TOY_TOKEN": "{token}"}, prefixes=("/v9",),
)  # fmt: skip

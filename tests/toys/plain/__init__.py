"""A made-up service without a single written operation; its page would be https://example.com/plain."""

from pathlib import Path

from clonery.server.clone import Clone
from clonery.server.dialect import Dialect

clone = Clone(name="plain", title="Plain", dialect=Dialect(), package=__name__, folder=Path(__file__).parent)

"""What every stored object is: the document that the API shows, with fields of our own behind an underscore; https://docs.stripe.com/api."""

from __future__ import annotations

from typing import Any, ClassVar

from clonery.server.state.record import Record

Document = dict[str, Any]


class Thing(Record):
    """Any object: the document is what the API shows; a kind declares the fields that the clone reads itself."""

    OPEN: ClassVar[bool] = True
    OBJECT: ClassVar[str] = ""
    """What the API calls it, where that is not the kind's own name."""
    id: str
    object: str
    created: int = 0
    livemode: bool = False
    metadata: dict[str, str]

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
    SEARCHED: ClassVar[tuple[str, ...]] = ()
    """What a kind with many objects is found by at once, beside its metadata: it then keeps `_terms`, indexed."""

    def __init_subclass__(cls, kind: str = "", indexes: tuple[str, ...] | list[str] = (), **more: Any) -> None:
        """Every kind is listed newest first within an account: the last index gives that, whatever else is asked."""
        super().__init_subclass__(kind=kind, indexes=[*indexes, "_account"] if kind else (), **more)

    id: str
    object: str
    created: int = 0
    livemode: bool = False
    metadata: dict[str, str]
    _account: str | None = None
    """The connected account that it belongs to; None for the platform's own."""

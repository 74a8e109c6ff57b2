"""Clonery: stateful clones of the services your agents and integrations talk to."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .farm import Farm, FarmError, Session, UnknownSession

__all__ = ["Farm", "FarmError", "Session", "UnknownSession"]


def __getattr__(name: str) -> Any:
    """Names of this package, imported when they are first asked for: the farm takes a while that not everyone needs."""
    if name not in __all__:
        raise AttributeError(f"module 'clonery' has no attribute {name!r}")
    from . import farm

    return getattr(farm, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

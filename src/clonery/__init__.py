"""Clonery: stateful clones of the services your agents and integrations talk to."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .farm import Clone, Farm, FarmAt, FarmError, Session, UnknownSession
    from .runs.scenario import Scenario

__all__ = ["Clone", "Farm", "FarmAt", "FarmError", "Scenario", "Session", "UnknownSession"]
_ELSEWHERE = {"Scenario": "clonery.runs.scenario"}


def __getattr__(name: str) -> Any:
    """Names of this package, imported when they are first asked for: the farm takes a while that not everyone needs."""
    if name not in __all__:
        raise AttributeError(f"module 'clonery' has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "clonery.farm")), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

"""What goes into a session and what is read from its log: seeds as people name them, lines as they are counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from clonery.server.farm import FarmError

Seed = str | Mapping[str, Any]
"""A seed's name, the path of a .json file, or the data itself."""


class Calls(list[dict[str, Any]]):
    """Lines of the call log, oldest first; as in the control API's answer, they are also what `["calls"]` gives."""

    def __getitem__(self, at: Any) -> Any:
        return list(self) if at == "calls" else super().__getitem__(at)


def plain(seed: Seed) -> str | dict[str, Any]:
    """A seed as the control API takes it: the data of a file in place of its path. Raises FarmError."""
    if not isinstance(seed, str):
        return dict(seed)
    if not seed.endswith(".json"):
        return seed
    try:
        data = json.loads(Path(seed).read_bytes())
    except (OSError, ValueError) as error:
        raise FarmError(f"{seed}: {getattr(error, 'strerror', None) or error}", "seeds") from None
    if not isinstance(data, dict):
        raise FarmError(f"{seed}: a seed is an object", "seeds")
    return data

"""Settings are one of a kind below their parent, merged by PATCH and replaced by PUT."""

from collections.abc import Callable
from typing import Any


def test_settings_are_kept_per_parent(plain: Callable[..., Any]) -> None:
    assert plain("GET", "/shops/main/settings").data == {"theme": "", "open": False}
    assert plain("PATCH", "/shops/main/settings", {"theme": "dark"}).data == {"theme": "dark", "open": False}
    plain("PATCH", "/shops/main/settings", {"open": True})
    assert plain("GET", "/shops/main/settings").data == {"theme": "dark", "open": True}
    assert plain("GET", "/shops/other/settings").data == {"theme": "", "open": False}
    plain("PUT", "/shops/main/settings", {"theme": "light"})
    assert plain("GET", "/shops/main/settings").data == {"theme": "light", "open": False}

"""Test clocks and what is to happen on them; https://docs.stripe.com/api/test_clocks."""

from __future__ import annotations

from typing import Any, ClassVar

from .thing import Thing


class Clock(Thing, kind="test_helpers_test_clock"):
    OBJECT: ClassVar[str] = "test_helpers.test_clock"
    frozen_time: int = 0
    status: str = "ready"


class Timer(Thing, kind="timer", indexes=["clock at"]):
    """What is to happen on a test clock; without one, the session's own clock runs it."""

    clock: str = ""
    at: int = 0
    step: str = ""
    subject: str = ""
    seen: list[Any]
    """The mode and the account in which it happens."""

"""Readers and where they stand; https://docs.stripe.com/api/terminal/readers."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Location(Thing, kind="terminal_location"):
    OBJECT: ClassVar[str] = "terminal.location"
    display_name: str = ""


class Reader(Thing, kind="terminal_reader", indexes=["location"]):
    OBJECT: ClassVar[str] = "terminal.reader"
    action: Document | None = None
    device_type: str = "simulated_wisepos_e"
    location: str | None = None
    serial_number: str = ""
    status: str | None = "online"

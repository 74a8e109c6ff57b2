"""How many of something a criterion asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """How many; `high` None is no limit."""

    low: int
    high: int | None

    def fits(self, number: int) -> bool:
        return number >= self.low and (self.high is None or number <= self.high)

    @property
    def said(self) -> str:
        """The same in words."""
        if self.low == self.high:
            return f"exactly {self.low}" if self.low else "none"
        if self.high is None:
            return f"at least {self.low}"
        return f"between {self.low} and {self.high}" if self.low else f"at most {self.high}"

    def __str__(self) -> str:
        if self.high is None:
            return f">= {self.low}"
        if self.low == self.high:
            return f"= {self.low}"
        return f"<= {self.high}" if not self.low else f"between {self.low} and {self.high}"

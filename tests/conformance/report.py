"""What one walk over a clone's operations found."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """What one walk found. `failures` are (operation, status, why), `unread` the writes that no other call showed.

    `refused` are the operations that the clone refuses, `checked` those whose refusal is the vendor's, as an example
    says; both by name with the reason.
    """

    clone: str
    operations: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    checked: dict[str, str] = field(default_factory=dict)
    answered: int = 0
    valid: int = 0
    writes: int = 0
    stateful: int = 0
    failures: list[tuple[str, int, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def due(self) -> int:
        """How many operations owe a valid answer."""
        return self.operations - len(self.refused)

    @property
    def valid_share(self) -> float:
        return self.valid / self.due if self.due else 1.0

    @property
    def right_share(self) -> float:
        """Valid answers, and refusals that are the vendor's own and of the vendor's form."""
        return (self.valid + len(self.checked)) / self.due if self.due else 1.0

    @property
    def refused_share(self) -> float:
        return len(self.refused) / self.operations if self.operations else 0.0

    def add(self, other: "Report") -> None:
        """Take what another walk over the same clone found."""
        for name in ("operations", "answered", "valid", "writes", "stateful", "failures", "unread"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refused |= other.refused
        self.checked |= other.checked

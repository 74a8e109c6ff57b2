"""What a compilation says: a report when it went well, one problem with its place when it did not."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class DescriptionProblem(Exception):
    """A description that can't be compiled; `place` is the file and the way into it, `message` what is wrong there."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message


@dataclass
class Report:
    """What was written: counts, the operations that no rule could place, and remarks on what was left out."""

    clone: str
    operations: int = 0
    tools: int = 0
    schemas: int = 0
    size_bytes: int = 0
    verbs: Counter[str] = field(default_factory=Counter)
    refused: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    sources: list[Json] = field(default_factory=list)

    def note(self, remark: str) -> None:
        if remark not in self.remarks:
            self.remarks.append(remark)

    def __str__(self) -> str:
        verbs = " ".join(f"{verb}={count}" for verb, count in sorted(self.verbs.items()))
        lines = [
            f"{self.clone}: {self.operations} operations, {len(self.refused)} refused, {self.tools} tools, "
            f"{self.schemas} schemas, {self.size_bytes} bytes",
            f"  {verbs}",
        ]
        lines += [f"  refused {name}: {reason}" for name, reason in sorted(self.refused.items())]
        return "\n".join(lines + [f"  {remark}" for remark in self.remarks])

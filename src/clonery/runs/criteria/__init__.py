"""Criteria: what a run is to meet, read from plain words, exact forms, SQL, Python or suites, and decided by code."""

from .criterion import Criterion, already, judge
from .lexicon import Unreadable
from .world import Evidence

__all__ = ["Criterion", "Evidence", "Unreadable", "already", "judge"]

"""The compiler from vendor descriptions to tool_specs."""

from .compile import compile_clone
from .report import DescriptionProblem, Report

__all__ = ["DescriptionProblem", "Report", "compile_clone"]

"""What a document costs by the usual reckoning: a tenth a leaf, one an object, times the size of its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import FieldNode, FragmentSpreadNode, VariableNode

if TYPE_CHECKING:
    from .documents import Operation

LEAF, OBJECT = 0.1, 1.0


def complexity(operation: Operation, variables: dict[str, Any], page_size: int) -> float:
    """The cost of an operation with these variables."""
    known: dict[str, float] = {}

    def of(selections: Any) -> float:
        cost = 0.0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                inner = LEAF if node.selection_set is None else OBJECT + of(node.selection_set) * times(node)
                cost += inner
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in known:
                    known[name] = 0.0
                    known[name] = of(operation.fragments[name].selection_set)
                cost += known[name]
            else:
                cost += of(node.selection_set)
        return cost

    def times(node: FieldNode) -> float:
        """How many elements the list of a field may have; 1 where it is none."""
        assert node.selection_set is not None
        below = {inner.name.value for inner in node.selection_set.selections if isinstance(inner, FieldNode)}
        if not below & {"nodes", "edges"}:
            return 1
        for argument in node.arguments or ():
            if argument.name.value in ("first", "last"):
                value = argument.value
                asked = variables.get(value.name.value) if isinstance(value, VariableNode) else _number(value)
                if isinstance(asked, int):
                    return asked
        return page_size

    return of(operation.node.selection_set)


def _number(node: Any) -> int | None:
    text = getattr(node, "value", None)
    return int(text) if isinstance(text, str) and text.isdecimal() else None

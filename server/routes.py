"""Which operation a path is: a trie over raw segments, so that the number of operations does not matter."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(slots=True)
class Node:
    """One place in the trie: what may follow, and what ends here, by method."""

    literal: dict[str, "Node"] = field(default_factory=dict)
    mixed: list[tuple[re.Pattern[str], "Node"]] = field(default_factory=list)
    single: "Node | None" = None
    deep: "Node | None" = None
    ends: dict[str, tuple[tuple[str, ...], Any]] = field(default_factory=dict)


class Routes:
    """Paths with placeholders → what was added for them. Literal text wins over a placeholder, that over a deep one."""

    def __init__(self) -> None:
        self.root = Node()

    def add(self, method: str, path: str, deep: tuple[str, ...], target: Any) -> None:
        """Raises ValueError where method and path are taken."""
        node, names = self.root, []
        for segment in path.strip("/").split("/") if path.strip("/") else []:
            found = _PLACEHOLDER.findall(segment)
            names += found
            if not found:
                node = node.literal.setdefault(segment, Node())
            elif segment != f"{{{found[0]}}}":
                node = _mixed(node, segment)
            elif found[0] in deep:
                node.deep = node.deep or Node()
                node = node.deep
            else:
                node.single = node.single or Node()
                node = node.single
        if method in node.ends:
            raise ValueError(f"{method} {path} is there twice")
        node.ends[method] = (tuple(names), target)

    def find(self, path: str, method: str = "") -> tuple[Node, list[str]] | None:
        """The place that a raw path ends at, and what its placeholders hold, percent-decoded.

        Of several places the first one that answers the method; if none does, the first one.
        """
        found = self._find(path, "GET" if method == "HEAD" else method)
        return self._find(path, "") if found is None and method else found

    def _find(self, path: str, method: str) -> tuple[Node, list[str]] | None:
        segments = path.strip("/").split("/")
        if segments == [""]:
            segments = []
        values: list[str] = []
        node = _walk(self.root, segments, 0, values, method)
        return (node, values) if node else None


def _mixed(node: Node, segment: str) -> Node:
    parts = _PLACEHOLDER.split(segment)
    pattern = "".join(f"({'.+?' if i % 2 else ''})" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    for known, below in node.mixed:
        if known.pattern == pattern:
            return below
    below = Node()
    node.mixed.append((re.compile(pattern), below))
    node.mixed.sort(key=lambda pair: -len(pair[0].pattern))
    return below


def _answers(node: Node, method: str) -> bool:
    return method in node.ends if method else bool(node.ends)


def _walk(node: Node, segments: list[str], at: int, values: list[str], method: str) -> Node | None:
    if at == len(segments):
        if _answers(node, method):
            return node
        if node.deep and _answers(node.deep, method):
            values.append("")
            return node.deep
        return None
    segment = segments[at]
    below = node.literal.get(segment)
    if below is None and "%" in segment:
        below = node.literal.get(unquote(segment))
    if below and (found := _walk(below, segments, at + 1, values, method)):
        return found
    mark = len(values)
    for pattern, below in node.mixed:
        match = pattern.fullmatch(segment)
        if match:
            values.extend(unquote(group) for group in match.groups())
            if found := _walk(below, segments, at + 1, values, method):
                return found
            del values[mark:]
    if node.single and segment:
        values.append(unquote(segment) if "%" in segment else segment)
        if found := _walk(node.single, segments, at + 1, values, method):
            return found
        del values[mark:]
    return _walk_deep(node, segments, at, values, method) if node.deep else None


def _walk_deep(node: Node, segments: list[str], at: int, values: list[str], method: str) -> Node | None:
    """A placeholder that may hold slashes: the shortest rest that still ends somewhere wins the longest hold."""
    assert node.deep is not None
    mark = len(values)
    for end in range(len(segments), at, -1):
        if end == len(segments) and not _answers(node.deep, method):
            continue
        if end < len(segments) and segments[end] not in node.deep.literal:
            continue
        values.append(unquote("/".join(segments[at:end])))
        if found := _walk(node.deep, segments, end, values, method):
            if end == len(segments) and _longer(node.deep, segments, at, method):
                del values[mark:]
                continue
            return found
        del values[mark:]
    return None


def _longer(node: Node, segments: list[str], at: int, method: str) -> bool:
    """Whether a literal tail of this path is a route of its own (`…/{branch}/protection`)."""
    return any(
        segments[end] in node.literal and _walk(node, segments, end, [], method) is not None
        for end in range(at + 1, len(segments))
    )

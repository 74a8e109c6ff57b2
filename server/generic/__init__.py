"""Stateful answers for operations that nobody has written yet, from their declared effect alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..bodies import MULTIPART
from ..problems import Refused
from . import files, items, lists, singletons
from .naming import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..call import Call
    from ..operation import Operation

_VERBS: dict[str, Callable[..., Any]] = {
    "create": items.create, "read": items.read, "update": items.update, "replace": items.replace,
    "delete": items.delete, "act": items.act, "upload": files.upload, "download": files.download,
    "list": lists.listing, "search": lists.listing, "count": lists.count,
    "read_singleton": singletons.read, "write_singleton": singletons.write, "none": items.reckon,
}  # fmt: skip


def perform(call: Call, operation: Operation, arguments: dict[str, Any]) -> Any:
    """Answer by the operation's effect. Raises Refused for one whose effect says too little."""
    effect = operation.entry.get("effect")
    if effect is None or effect["verb"] not in _VERBS:
        raise Refused(f"{operation.name} has no effect that a generic answer could follow")
    if "graphql" in operation.entry:
        from ..graphql import generic

        return generic.perform(call, operation, arguments)
    if call.request.content_type == MULTIPART and effect["verb"] != "upload":
        arguments = files.named(arguments)
    kind = kind_of(call.clone, operation, arguments)
    if kind != effect["kind"]:
        effect = {**effect, "kind": kind}
    return _VERBS[effect["verb"]](call, operation, effect, arguments)


__all__ = ["perform"]

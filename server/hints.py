"""The nearest operation to a path that none answers, or why an operation is refused, for the header and the log."""

from difflib import SequenceMatcher

from .call import Call
from .operation import Operation
from .problems import NoRoute, Problem, Refused, WrongMethod


def nearest(call: Call, problem: Problem) -> str:
    """ "METHOD /path (operation)" of the operation that was most likely meant, or why one is refused; "" otherwise."""
    if isinstance(problem, Refused):
        return problem.message.encode("ascii", "replace").decode()
    if not isinstance(problem, NoRoute | WrongMethod) or problem.code == "refused":
        return ""
    wanted = call.request.path.strip("/").split("/")
    best, score = "", 0.0
    for operation in call.clone.operations.values():
        method, path = _target(call, operation)
        if not path:
            continue
        made = _likeness(wanted, path.strip("/").split("/"))
        made += 0.05 * (method == call.request.method)
        if made > score:
            best, score = f"{method} {path} ({operation.name})", made
    return best


def _target(call: Call, operation: Operation) -> tuple[str, str]:
    """Method and path of an operation; "" for one that has neither."""
    if "rpc" in operation.entry:
        return operation.entry["rpc"].get("verb", "POST"), call.clone.rpc_path(operation.entry["rpc"]["method"])
    http = operation.entry.get("http", {})
    return http.get("method", ""), http.get("path", "")


def _likeness(wanted: list[str], there: list[str]) -> float:
    """How alike two paths are, 0 to 1: placeholders fit anything a little, near spellings count by likeness."""
    alike = 0.0
    for one, other in zip(wanted, there, strict=False):
        if one == other:
            alike += 1
        elif other.startswith("{"):
            alike += 0.7
        else:
            alike += 0.6 * SequenceMatcher(None, one, other).ratio()
    return alike / max(len(wanted), len(there), 1)

"""How the graph words what is refused: a type and a message; https://docs.github.com/graphql/guides/forming-calls-with-graphql."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clonery.server.problems import Forbidden, MissingScope, NotFound, Problem, Taken

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

_WORDS = {
    "missing_field": "can't be blank", "missing": "can't be blank", "invalid": "is invalid",
    "already_exists": "has already been taken", "unprocessable": "is invalid",
}  # fmt: skip
_LEVELS = ("Must have push access", "Must have admin rights")
_DOCUMENTS = (
    (re.compile(r'Cannot query field "(?P<fieldName>\w+)" on type "(?P<typeName>\w+)"'), "undefinedField",
     "Field '{fieldName}' doesn't exist on type '{typeName}'"),
    (re.compile(r'Unknown argument "(?P<argumentName>\w+)" on field "\w+\.(?P<name>\w+)"'), "argumentNotAccepted",
     "Field '{name}' doesn't accept argument '{argumentName}'"),
    (re.compile(r'Field "(?P<className>\w+)" argument "(?P<arguments>\w+)" of type "[^"]+" is required'),
     "missingRequiredArguments", "Field '{className}' is missing required arguments: {arguments}"),
    (re.compile(r'Variable "\$(?P<name>\w+)" of (?:required type|non-null type) "(?P<type>[^"]+)"'), "",
     "Variable ${name} of type {type} was provided invalid value"),
    (re.compile(r'Unknown type "(?P<name>\w+)"'), "undefinedType", "{name} isn't a defined input type"),
)  # fmt: skip
"""Errors of documents: how GraphQL's reference words them, their code, and how GitHub's server does."""
NOT_THERE = "Could not resolve to a node with the global id given."


def failure(call: Call, problem: Problem) -> dict[str, Any]:
    """The error of one field: `type` and `message`."""
    shown = problem.details.get("shown")
    if shown:
        return {"message": problem.message, **shown}
    _, body = wording.error(call, problem)
    if isinstance(problem, MissingScope):
        return {"type": "INSUFFICIENT_SCOPES", "message": _scopes(problem)}
    if isinstance(problem, Forbidden):
        return {"type": "FORBIDDEN", "message": _forbidden(call, problem, body["message"])}
    if isinstance(problem, NotFound):
        message = body["message"] if body["message"] != "Not Found" else NOT_THERE
        return {"type": "NOT_FOUND", "message": message}
    kind = problem.code if problem.code.isupper() else "UNPROCESSABLE"
    return {"type": kind, "message": _sentence(body) if not isinstance(problem, Taken) else body["message"]}


def _forbidden(call: Call, problem: Problem, message: str) -> str:
    """Who lacks a permission hears which mutation it was for."""
    bound = call.operation.entry.get("graphql") if call.operation is not None else None
    field = problem.details.get("field") or (bound["field"] if bound else "")
    if not field or call.actor is None or not message.startswith(_LEVELS):
        return message
    return f"{call.actor.login} does not have the correct permissions to execute `{field[0].upper()}{field[1:]}`"


def _scopes(problem: Problem) -> str:
    needed, held = problem.details.get("needed") or [], problem.details.get("provided") or []
    return (
        "Your token has not been granted the required scopes to execute this query. It requires one of the following"
        f" scopes: {_list(needed)}, but your token has only been granted the: {_list(held)} scopes."
        " Please modify your token's scopes at: https://github.com/settings/tokens."
    )


def _list(names: Any) -> str:
    return "[" + ", ".join(f"'{name}'" for name in names) + "]"


def _sentence(body: dict[str, Any]) -> str:
    """The entries of `errors` as one sentence, else the message."""
    entries = body.get("errors") or []
    said = [_entry(entry) for entry in entries]
    return ", ".join(dict.fromkeys(each for each in said if each)) or str(body["message"])


def _entry(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    if entry.get("message"):
        return str(entry["message"])
    field = str(entry.get("field") or entry.get("resource") or "").replace("_", " ").capitalize()
    return f"{field} {_WORDS.get(entry.get('code', ''), 'is invalid')}"


def document_error(error: dict[str, Any]) -> dict[str, Any]:
    """One error of a document, as GitHub's server words it; one that it is not known for stays as it is."""
    for pattern, code, words in _DOCUMENTS:
        found = pattern.match(error["message"])
        if found:
            named = found.groupdict()
            extensions = {"code": code, **named} if code else {"value": None, "problems": [_EXPECTED]}
            return {**error, "message": words.format(**named), "extensions": extensions}
    return {name: value for name, value in error.items() if name != "extensions" or value}


_EXPECTED = {"path": [], "explanation": "Expected value to not be null"}

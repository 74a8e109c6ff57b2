"""The arguments of a call: gathered from path, query, headers and body, validated by the operation's schema."""

from collections.abc import Iterator
from typing import Any

from . import texts
from .bodies import FORM, MULTIPART
from .call import Call
from .operation import Argument, Operation
from .problems import Flaw, Invalid, NotFound
from .strangers import strangers
from .tool import Tool

_BODIED = ("POST", "PUT", "PATCH", "DELETE")


def gather(call: Call, operation: Operation, values: dict[str, str]) -> dict[str, Any]:
    """All arguments by name. Raises Malformed, NotFound (a path argument of the wrong form), Invalid."""
    request, dialect = call.request, call.clone.dialect
    if operation.entry.get("public"):
        return dict(values)  # it looks at the request itself, and refuses in words of its own
    if "rpc" in operation.entry:
        return _gather_named(call, operation)
    arguments: dict[str, Any] = {}
    query = request.pairs
    for argument in operation.arguments.values():
        place = argument.place
        if place == "path":
            text = values.get(argument.wire)
            if text is not None:
                arguments[argument.name] = made = _placed(call, argument, text)
                if "integer" in argument.types and "string" not in argument.types and isinstance(made, str):
                    raise NotFound(kind="path", id=text)
        elif place == "query":
            made = _queried(call, argument, query) if query else None
            if made is not None:
                arguments[argument.name] = made
            elif "default" in argument.schema:
                arguments[argument.name] = argument.schema["default"]
        elif place == "header" and argument.wire.lower() in request.headers:
            arguments[argument.name] = dialect.from_text(argument, [request.header(argument.wire.lower())])
    if request.method in _BODIED:
        _take_body(call, operation, arguments)
    elif dialect.refuses_unknown:
        known = {argument.wire for argument in operation.at("query")}
        _refuse_unknown([name for name, _ in query if name.partition("[")[0] not in known], "query")
    return arguments


def _placed(call: Call, argument: Argument, text: str) -> Any:
    """A path argument by its schema, be it there or named by reference."""
    if argument.types or "$ref" not in argument.schema:
        return call.clone.dialect.from_text(argument, [text])
    return texts.typed(argument.schema, text, call.clone.specs.schema)


def _queried(call: Call, argument: Argument, query: list[tuple[str, str]]) -> Any:
    """A query argument by its schema, in the style that it travels in; None where it is not there."""
    schemas = call.clone.specs.schema
    if "x-style" in argument.schema or "object" in argument.types:
        return texts.queried(argument, query, schemas)
    found = [text for name, text in query if name in (argument.wire, argument.wire + "[]")]
    if not found:
        return None
    if argument.types:
        return call.clone.dialect.from_text(argument, found)
    return texts.typed(argument.schema, found if len(found) > 1 else found[0], schemas)


def _gather_named(call: Call, operation: Operation) -> dict[str, Any]:
    """Arguments of a method that takes them by name, be they in the query, in a form or in a JSON object."""
    given: dict[str, Any] = dict(call.request.pairs)
    body = call.clone.dialect.body(call.request, operation)
    if isinstance(body, dict):
        given |= body
    elif body is not None and not isinstance(body, bytes):
        raise Invalid(flaws=(Flaw((), "type", body, ["object"]),))
    arguments, schemas = {}, call.clone.specs.schema
    for argument in operation.arguments.values():
        if argument.wire in given:
            arguments[argument.name] = texts.typed(argument.schema, given[argument.wire], schemas)
        elif "default" in argument.schema:
            arguments[argument.name] = argument.schema["default"]
    return arguments


def _take_body(call: Call, operation: Operation, arguments: dict[str, Any]) -> None:
    body = call.clone.dialect.body(call.request, operation)
    named = {argument.wire: argument for argument in operation.at("body")}
    if isinstance(body, dict) and call.request.content_type in (FORM, MULTIPART):
        schemas = call.clone.specs.schema
        body = {k: texts.typed(named[k].schema, v, schemas) if k in named else v for k, v in body.items()}
    whole = next((argument for argument in named.values() if argument.whole), None)
    if whole is not None:
        if body is not None:
            arguments[whole.name] = body
        return
    if body is None or isinstance(body, bytes):
        return
    if not isinstance(body, dict):
        raise Invalid(flaws=(Flaw((), "type", body, ["object"]),))
    unknown = []
    for name, value in body.items():
        if name in named:
            arguments[named[name].name] = value
        else:
            unknown.append(name)
    if unknown and (call.clone.dialect.refuses_unknown or _closed(operation)):
        _refuse_unknown(unknown, "body")


def _closed(operation: Operation) -> bool:
    return operation.entry.get("inputSchema", {}).get("additionalProperties") is False


def _refuse_unknown(names: list[str], place: str) -> None:
    if names:
        raise Invalid(flaws=tuple(Flaw((name,), "additionalProperties", None, None, place) for name in names))


def _strange(call: Call, operation: Operation, arguments: dict[str, Any]) -> Iterator[Flaw]:
    """A flaw for each name inside the arguments that no schema lists."""
    for name, value in arguments.items():
        if isinstance(value, dict | list) and name in operation.arguments:
            argument = operation.arguments[name]
            for path in strangers(argument.schema, value, call.clone.specs.schema, (argument.wire,)):
                yield Flaw(path, "additionalProperties", None, None, argument.place)


def of_tool(call: Call, tool: Tool, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a tool as its operation names them. Raises Invalid where they break the tool's own schema."""
    given = dict(given)
    flaws = tool.check(given)
    if flaws:
        flaws = call.clone.dialect.forgive(call, given, flaws)
    if flaws:
        raise Invalid(flaws=flaws)
    return tool.renamed(given)


def adopt(call: Call, operation: Operation, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a caller that names them itself: as from a body, with the defaults of the query. Raises Invalid.

    Whole numbers become integers: JSON knows no difference, and callers that are models write 5.0 now and then.
    """
    known = operation.arguments
    arguments = {
        name: argument.schema["default"]
        for name, argument in known.items()
        if argument.place == "query" and "default" in argument.schema and name not in given
    }
    unknown = []
    for name, value in given.items():
        if name not in known:
            unknown.append(name)
        elif isinstance(value, float) and value.is_integer() and {"integer", "number"} & set(known[name].types):
            arguments[name] = int(value)
        else:
            arguments[name] = value
    if unknown and (call.clone.dialect.refuses_unknown or _closed(operation)):
        _refuse_unknown(unknown, "body")
    if operation.entry.get("inputSchema", {}).get("additionalProperties"):
        arguments |= {name: given[name] for name in unknown}
    return arguments


def settle(call: Call, operation: Operation, arguments: dict[str, Any]) -> dict[str, Any]:
    """Validate, and take out what asks for a page: that is `call.paging` from here on. Raises Invalid."""
    if operation.entry.get("public"):
        return {}
    try:
        flaws = operation.check(arguments)
    except ValueError:
        flaws = operation.check(_without_bytes(arguments))
    if call.clone.dialect.refuses_unknown:
        flaws += tuple(_strange(call, operation, arguments))
    if flaws:
        flaws = call.clone.dialect.forgive(call, arguments, flaws)
    if flaws:
        raise Invalid(flaws=flaws)
    paging = call.clone.dialect.paging_arguments
    asked = {name: value for name, value in arguments.items() if name in paging}
    call.paging = call.clone.dialect.paging(call, asked)
    if not asked:
        return arguments
    takes = operation.takes
    return {name: value for name, value in arguments.items() if name not in asked or name in takes}


def _without_bytes(value: Any) -> Any:
    """The arguments as a schema may look at them: a file is a text, since descriptions call it one."""
    if isinstance(value, bytes) or (isinstance(value, dict) and isinstance(value.get("data"), bytes)):
        return "file"
    if isinstance(value, dict):
        return {name: _without_bytes(held) for name, held in value.items()}
    return [_without_bytes(held) for held in value] if isinstance(value, list) else value

"""Operations: the functions that answer, the entries that describe them, and how the two are bound by name."""

import inspect
import keyword
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import jsonschema_rs
import orjson

from .problems import Flaw

F = TypeVar("F", bound=Callable[..., Any])

WRITTEN, GENERIC, REFUSED = "written", "generic", "refused"
PLACES = ("path", "query", "header", "body")
OVERLAP = jsonschema_rs.ValidationErrorKind.OneOfMultipleValid
"""What fits several of the alternatives that a vendor published is no flaw: they often overlap."""


class BindingError(Exception):
    """A function and its entry don't fit; the clone can't be served until they do."""


def operation(*names: str) -> Callable[[F], F]:
    """Mark a function as the answer to the operations of these names (the vendor's operation ids)."""

    def mark(function: F) -> F:
        function.__dict__["operations"] = names
        return function

    return mark


def tool(name: str) -> Callable[[F], F]:
    """Mark a function as the answer to an MCP tool that composes more than one operation."""

    def mark(function: F) -> F:
        function.__dict__["tool"] = name
        return function

    return mark


def job(name: str) -> Callable[[F], F]:
    """Mark a function as what `call.schedule(at, name, …)` runs when its time has come."""

    def mark(function: F) -> F:
        function.__dict__["job"] = name
        return function

    return mark


def act(name: str, schema: dict[str, Any], summary: str = "") -> Callable[[F], F]:
    """Mark a function as an act: what a person or the outside world does; `schema` describes its arguments."""

    def mark(function: F) -> F:
        function.__dict__["act"] = (name, schema, summary)
        return function

    return mark


def python_name(name: str) -> str:
    """The parameter name for an argument: brackets, dashes and dots become `_`, keywords get a trailing `_`."""
    made = re.sub(r"\W+", "_", name).strip("_") or "_"
    made = f"_{made}" if made[0].isdigit() else made
    return f"{made}_" if keyword.iskeyword(made) else made


@dataclass(slots=True)
class Argument:
    """One argument: its name in the schema, its name on the wire, where it travels, its schema."""

    name: str
    wire: str
    place: str
    schema: dict[str, Any]
    whole: bool = False
    types: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.types = types_of(self.schema)


def types_of(schema: dict[str, Any]) -> tuple[str, ...]:
    """The JSON types that a schema names, also below anyOf and oneOf; () where it names none."""
    kinds = schema.get("type", ())
    found = [kinds] if isinstance(kinds, str) else list(kinds)
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        found += types_of(part)
    return tuple(dict.fromkeys(found))


@dataclass(slots=True)
class Operation:
    """One entry of tools.json with the function that answers it, if there is one."""

    entry: dict[str, Any]
    schemas: Callable[[str], Any] | None = None
    function: Callable[..., Any] | None = None
    fidelity: str = GENERIC
    reason: str = ""
    _arguments: dict[str, Argument] | None = None
    takes: frozenset[str] = frozenset()
    renamed: dict[str, str] = field(default_factory=dict)
    open: bool = False
    name: str = ""
    _validator: Any = None

    def __post_init__(self) -> None:
        self.name = self.entry["name"]
        if "refused" in self.entry:
            self.fidelity, self.reason = REFUSED, self.entry["refused"]

    @property
    def arguments(self) -> dict[str, Argument]:
        """The arguments by name, made when the first asks: most operations of a clone are never called."""
        if self._arguments is None:
            self._arguments = {}
            for name, schema in self.entry.get("inputSchema", {}).get("properties", {}).items():
                place = schema.get("x-in", "body")
                made = Argument(name, schema.get("x-name", name), place, schema, schema.get("x-whole", False))
                self._arguments[name] = made
        return self._arguments

    @property
    def method(self) -> str:
        return str(self.entry["http"]["method"]) if "http" in self.entry else "POST"

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")

    def at(self, place: str) -> list[Argument]:
        return [argument for argument in self.arguments.values() if argument.place == place]

    @property
    def status(self) -> int:
        """The first success status that the entry names."""
        return next((int(code) for code in sorted(self.entry.get("results", {})) if code.isdigit()), 200)

    def bind(self, function: Callable[..., Any]) -> None:
        """Take `function` as the answer. Raises BindingError where its parameters don't fit the entry."""
        where = f"{function.__module__}.{function.__name__} for {self.name}"
        parameters = list(inspect.signature(function).parameters.values())
        if not parameters or parameters[0].name != "call":
            raise BindingError(f"{where}: the first parameter must be `call`")
        known = {python_name(name): name for name in self.arguments}
        required = {python_name(name) for name in self.entry.get("inputSchema", {}).get("required", [])}
        taken = set()
        for parameter in parameters[1:]:
            if parameter.kind is parameter.VAR_KEYWORD:
                self.open = True
            elif parameter.name not in known:
                raise BindingError(f"{where}: no argument {parameter.name!r}; there are {', '.join(sorted(known))}")
            else:
                taken.add(parameter.name)
                if parameter.default is parameter.empty and parameter.name not in required:
                    schema = self.arguments[known[parameter.name]].schema
                    if "default" not in schema:
                        raise BindingError(f"{where}: {parameter.name!r} is optional and needs a default")
        missing = {name for name in required if self.arguments[known[name]].place == "path"} - taken
        if missing and not self.open:
            raise BindingError(f"{where}: takes no {', '.join(sorted(missing))}")
        self.function, self.fidelity = function, WRITTEN
        self.takes = frozenset(taken)
        self.renamed = {name: python_name(name) for name in self.arguments if python_name(name) != name}

    def check(self, arguments: dict[str, Any]) -> tuple[Flaw, ...]:
        """What in `arguments` breaks the input schema; () when nothing does."""
        validator = self._validator
        if validator is None:
            validator = self._validator = compiled(self.entry.get("inputSchema", {}), self.schemas)
        if validator.is_valid(arguments):
            return ()
        errors = (error for error in validator.iter_errors(arguments) if not isinstance(error.kind, OVERLAP))
        return tuple(self.flaw(inner) for error in errors for inner in _innermost(error))

    def flaw(self, error: Any) -> Flaw:
        """The validator's finding as a flaw."""
        path, rule, details = tuple(error.instance_path), error.kind.name, error.kind.as_dict()
        expected: Any = next(iter(details.values()), None)
        if rule == "required":
            path = (*path, expected)
        elif rule == "additionalProperties":
            path = (*path, *expected[:1])
        argument = self.arguments.get(str(path[0])) if path else None
        return Flaw(path, rule, getattr(error, "instance", None), expected, argument.place if argument else "body")

    def call(self, call: Any, arguments: dict[str, Any]) -> Any:
        """Run the function on validated arguments; those it does not name are left out."""
        assert self.function is not None
        renamed = self.renamed
        if renamed:
            arguments = {renamed.get(name, name): value for name, value in arguments.items()}
        if self.open:
            return self.function(call, **arguments)
        takes = self.takes
        return self.function(call, **{name: value for name, value in arguments.items() if name in takes})


def _innermost(error: Any) -> list[Any]:
    """The findings of the alternative that a value is of by its type and misses least; else the finding itself."""
    if error.kind.name not in ("anyOf", "oneOf"):
        return [error]
    place = list(error.instance_path)
    found = [branch for branch in getattr(error.kind, "context", ()) if all(_fits(each, place) for each in branch)]
    return [inner for each in min(found, key=len) for inner in _innermost(each)] if found else [error]


def _fits(error: Any, place: list[Any]) -> bool:
    """Whether a finding is not about what a value is at all."""
    return error.kind.name not in ("type", "enum", "const") or list(error.instance_path) != place


def compiled(schema: dict[str, Any], schemas: Callable[[str], Any] | None) -> Any:
    """A validator for `schema`; references into schemas.json are looked up one by one, when it is compiled."""

    def retrieve(uri: str) -> Any:
        assert schemas is not None, f"no schemas to resolve {uri}"
        return absolute(schemas(uri.removeprefix(_SCHEMA)))

    return jsonschema_rs.Draft202012Validator(absolute(schema), retriever=retrieve)


_SCHEMA = "clonery:///schema/"


def absolute(schema: Any) -> Any:
    """The schema with its references into schemas.json turned into addresses of single schemas."""
    text = orjson.dumps(schema)
    return orjson.loads(text.replace(b'"$ref":"schemas.json#/', f'"$ref":"{_SCHEMA}'.encode()))

"""A clone: its dialect, its kinds, its operations and tools, loaded from its folder when the first call needs them."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import orjson

from .dialect import Dialect
from .operation import GENERIC, REFUSED, WRITTEN, BindingError, Operation
from .routes import Routes
from .state.record import Record, open_kind
from .tool import Tool, composed


class Specs:
    """The committed tool_specs of one clone, read line by line so that what nobody asks for is never parsed."""

    def __init__(self, folder: Any) -> None:
        self.folder = folder

    def lines(self, section: str) -> Iterator[bytes]:
        """The entries of `operations` or `tools`, still as text."""
        path = self.folder.joinpath("tools.json")
        inside = False
        for line in path.read_bytes().split(b"\n") if path.is_file() else ():
            if b'"%s":[' % section.encode() in line[-40:]:
                inside = True
            elif line.startswith(b"]"):
                inside = b'"%s":[' % section.encode() in line
            elif inside:
                yield line.rstrip(b",")

    @cached_property
    def _schemas(self) -> dict[str, bytes]:
        path = self.folder.joinpath("schemas.json")
        found = {}
        for line in path.read_bytes().split(b"\n") if path.is_file() else ():
            name, separator, text = line.partition(b'":')
            if separator and name.startswith(b'"'):
                found[name[1:].decode()] = text.rstrip(b",")
        return found

    def schema(self, name: str) -> Any:
        """The result schema of that name."""
        return orjson.loads(self._schemas[name])


@dataclass(eq=False)
class Clone:
    """One clone as its folder's `__init__.py` declares it.

    `hosts` are the vendor's own host names. `env` maps variable names to templates over `{rest}`, `{mcp}`, `{token}`
    and the names of the session's credentials' `details`; `snippets` maps titles to texts with the same names, shown
    beside those that every clone has. `prefixes` are path prefixes that mean the same API; methods called by name
    stand at `methods` and their name; a graph is asked at the path `graphql`.
    """

    name: str
    title: str
    dialect: Dialect
    hosts: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    snippets: dict[str, str] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    methods: str = "/api/"
    graphql: str = ""
    package: str = ""
    folder: Path | None = None
    hidden: bool = False
    consent: bool = False
    """Whether the clone's `consent.py` declares OAuth; its addresses are served beside the published operations."""
    default_seed: str = "small-project"

    beyond: list[Operation] = field(default_factory=list, init=False)
    """Operations that no description has: what `consent` serves."""

    def __post_init__(self) -> None:
        self.package = self.package or f"clonery.clones.{self.name.replace('-', '_')}"
        self.dialect.clone = self

    @cached_property
    def specs(self) -> Specs:
        return Specs(self.folder or resources.files("clonery.tool_specs").joinpath(self.name))

    def module(self, name: str) -> ModuleType | None:
        """The clone's module of that name, if it has one."""
        try:
            return importlib.import_module(f"{self.package}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{self.package}.{name}":
                raise
            return None

    def modules(self) -> Iterator[ModuleType]:
        """All its modules that may hold marked functions: operations (with sub-folders), tools, events."""
        for name in ("operations", "tools", "events"):
            yield from self._below(name)

    def _below(self, name: str) -> Iterator[ModuleType]:
        """The module of that name and, where it is a folder, all modules in it."""
        module = self.module(name)
        if module is None:
            return
        yield module
        if hasattr(module, "__path__"):
            for found in pkgutil.walk_packages(module.__path__, f"{module.__name__}."):
                yield importlib.import_module(found.name)

    def bind(self) -> None:
        """Give the declared kinds their numbers, before any function of the clone runs."""
        assert self.kinds is not None

    @cached_property
    def graph(self) -> Any:
        """What the clone's `graphql` module declares of its graph, with the functions marked in it."""
        made = None
        for module in self._below("graphql"):
            made = made or module.graph
            made.take(value for value in vars(module).values() if callable(value))
        return made

    @cached_property
    def kinds(self) -> dict[str, type[Record]]:
        """The declared kinds by name; `kind` adds those that nobody declared."""
        found: dict[str, type[Record]] = {}
        for value in (value for module in self._below("records") for value in vars(module).values()):
            if isinstance(value, type) and issubclass(value, Record) and "KIND" in vars(value):
                value.KIND.bind(self.name)
                found |= dict.fromkeys((value.KIND.name, *value.ALSO), value)
        return found

    @cached_property
    def kinds_by_number(self) -> dict[int, type[Record]]:
        return {kind.KIND.number: kind for kind in self.kinds.values()}

    def kind(self, name: str, parent: str = "") -> type[Record]:
        """The kind of that name, made as an open one if nobody declared it."""
        if name not in self.kinds:
            from .generic.naming import names  # it knows clones

            made = self.kinds[name] = open_kind(name, self.name, parent, names(self, name))
            self.kinds_by_number[made.KIND.number] = made
        return self.kinds[name]

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """All operations by name, functions bound. Raises BindingError for one that does not fit."""
        return self._loaded[0]

    @cached_property
    def jobs(self) -> dict[str, Callable[..., Any]]:
        return self._loaded[1]

    @cached_property
    def acts(self) -> dict[str, tuple[Callable[..., Any], dict[str, Any], str]]:
        """What a person or the outside world does: name → function, argument schema, summary."""
        return self._loaded[2]

    @cached_property
    def _functions(self) -> list[Callable[..., Any]]:
        functions = []
        for module in self.modules():
            for value in vars(module).values():
                if callable(value) and getattr(value, "__module__", "") == module.__name__:
                    functions.append(value)
        return functions

    @cached_property
    def _loaded(self) -> tuple[dict[str, Operation], dict[str, Any], dict[str, Any]]:
        self.bind()
        operations = {}
        for line in self.specs.lines("operations"):
            made = Operation(orjson.loads(line), self.specs.schema)
            operations[made.name] = made
        jobs: dict[str, Any] = {}
        acts: dict[str, Any] = {}
        for function in self._functions:
            for name in vars(function).get("operations", ()):
                if name not in operations:
                    raise BindingError(f"{function.__module__}.{function.__name__}: no operation {name!r}")
                operations[name].bind(function)
            if "job" in vars(function):
                jobs[vars(function)["job"]] = function
            if "act" in vars(function):
                name, schema, summary = vars(function)["act"]
                acts[name] = (function, schema, summary)
        if self.consent:
            self._take_consent(operations, acts)
        return operations, jobs, acts

    def _take_consent(self, operations: dict[str, Operation], acts: dict[str, Any]) -> None:
        from .consent import addresses

        module = self.module("consent")
        assert module, f"{self.package} has no consent.py"
        self.beyond = addresses.bind(module.consent, self, operations.values())
        acts["register_app"] = addresses.register(module.consent)

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """The tools that MCP clients see, by name."""
        functions = {vars(made)["tool"]: made for made in self._functions if "tool" in vars(made)}
        found = {}
        for line in self.specs.lines("tools"):
            entry = orjson.loads(line)
            name, answering = entry["name"], self.operations.get(entry.get("operation", ""))
            if name in functions:
                found[name] = composed(name, entry, functions[name])
            elif answering is not None:
                found[name] = Tool(name, entry, answering)
        return found

    @cached_property
    def routes(self) -> Routes:
        """The trie over the REST paths of all operations."""
        routes = Routes()
        for operation in self.operations.values():
            http = operation.entry.get("http")
            if http:
                for path in (http["path"], *http.get("upload", ())):
                    routes.add(http["method"], path, tuple(http.get("deep", ())), operation)
            elif "rpc" in operation.entry:
                for method in ("GET", "POST"):
                    routes.add(method, self.rpc_path(operation.entry["rpc"]["method"]), (), operation)
        for operation in self.beyond:
            routes.add(operation.entry["http"]["method"], operation.entry["http"]["path"], (), operation)
        return routes

    def rpc_path(self, method: str) -> str:
        """Where a method is called that has a name instead of a path."""
        return self.methods + method

    @property
    def counts(self) -> dict[str, int]:
        """How many operations are written, generic and refused."""
        states = [operation.fidelity for operation in self.operations.values()]
        return {state: states.count(state) for state in (WRITTEN, GENERIC, REFUSED)}

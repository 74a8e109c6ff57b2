"""Reads all descriptions of a folder, each by the reader for its kind."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .answers import Answers, wrap_lists
from .discovery import DiscoveryDocument
from .documents import load
from .draft import Draft
from .generated_client import GeneratedClient
from .inventory import PLACEHOLDER, Inventory
from .methods import add_names, join_rates, join_shapes, method_drafts
from .openapi import Document
from .overrides import Overrides, Source, patch
from .report import DescriptionProblem, Json, Report
from .schemas import Normalizer
from .shapes import ClientShapes
from .store import SchemaStore, safe_name
from .tools import ToolSource, tool_sources

SUFFIXES = (".json", ".yaml", ".yml", ".graphql", ".gql")


class UnknownKind(DescriptionProblem):
    """A file that no reader knows: refused where it was named, left out where it only lies beside descriptions."""


@dataclass
class Described:
    """What a folder holds: operations, tools, a GraphQL schema, words that schema names start with."""

    drafts: list[Draft] = field(default_factory=list)
    tools: list[ToolSource] = field(default_factory=list)
    graphql: str = ""
    schema: Any = None
    strip: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


def read_folder(folder: Path, overrides: Overrides, store: SchemaStore, report: Report, own: bool = False) -> Described:
    """Everything in the folder that is a description; a folder without one is refused."""
    if not folder.exists():
        raise DescriptionProblem(str(folder), "there is no such file or folder")
    root = folder if folder.is_dir() else folder.parent
    made = Described()
    unknown: list[UnknownKind] = []
    for source in _sources(folder, overrides):
        if source.skip:
            continue
        source.lenient = own
        path = root / source.file
        made.prefixes += (source.prefix,) if source.prefix else ()
        made.strip = tuple(dict.fromkeys([*made.strip, *source.strip]))
        if not path.is_file():
            raise DescriptionProblem(source.file, "overrides.json names a file that is not there")
        try:
            _read(path, source, made, store, report)
        except UnknownKind as problem:
            if overrides.sources:
                raise
            unknown.append(problem)
    if overrides.additions:
        added = Source("overrides.json", options={"envelope": None})
        listed = [{"operation": name, **each} for name, each in sorted(overrides.additions.items())]
        made.drafts += _new(Inventory(added, {"operations": listed}, store).drafts(), made.drafts)
    if unknown and not made.drafts:
        raise unknown[0]
    for each in unknown:
        report.note(f"{each.place} is no description and was left out")
    if not made.drafts:
        raise DescriptionProblem(folder.name, "no description found: OpenAPI, Discovery, GraphQL or a list of methods")
    return made


def _sources(folder: Path, overrides: Overrides) -> list[Source]:
    if overrides.sources:
        return overrides.sources
    if folder.is_file():
        return [Source(folder.name)]
    names = sorted(path.name for path in folder.iterdir() if path.suffix in SUFFIXES)
    return [Source(name) for name in names]


def kind_of(name: str, data: Any) -> str:
    """What a file describes, by its content: openapi, discovery, tools, inventory, or "" for none of them."""
    if isinstance(data, dict):
        if "openapi" in data or "swagger" in data:
            return "openapi"
        if "discoveryVersion" in data or data.get("kind") == "discovery#restDescription":
            return "discovery"
    if isinstance(data, dict) and isinstance(data.get("operations"), list):
        return "inventory"
    if isinstance(data, dict) and isinstance(data.get("routes"), list):
        return "shapes"
    if name.startswith("mcp_tools"):
        return "tools"
    return ""


def _read(path: Path, source: Source, made: Described, store: SchemaStore, report: Report) -> None:
    if path.suffix in (".graphql", ".gql"):
        _read_graphql(path, source, made, store, report)
        return
    if path.suffix == ".whl":
        client = GeneratedClient(source, path, store)
        drafts = client.drafts()
        made.drafts += drafts
        made.prefixes += client.prefixes
        _tell(report, path.name, "client", {}, len(drafts))
        return
    data = load(path)
    patch(source, data)
    kind = source.kind or kind_of(path.name, data)
    before = len(made.drafts)
    if kind == "openapi":
        drafts = list(Document(source, data, store, report).drafts())
        if source.single_lists:
            wrap_lists(drafts, Answers(store, tuple(source.strip)))
        made.drafts += _new(drafts, made.drafts) if source.options.get("only_new") else drafts
    elif kind == "discovery":
        made.drafts += DiscoveryDocument(source, data, store, report).drafts()
    elif kind == "methods":
        made.drafts += method_drafts(source, data)
    elif kind == "method_names":
        made.drafts += add_names(source, data, made.drafts)
    elif kind == "method_shapes":
        shapes = list(Document(source, data, store, report).drafts())
        join_shapes(made.drafts, shapes, store, tuple(source.options.get("ignored_arguments", ())))
    elif kind == "method_rates":
        join_rates(made.drafts, data)
    elif kind == "inventory":
        made.drafts += _new(Inventory(source, data, store).drafts(), made.drafts)
    elif kind == "shapes":
        made.drafts += _new(ClientShapes(source, data, store, made.drafts).drafts(), made.drafts)
    elif kind == "schemas":
        add_schemas(source, data, store, report)
    elif kind == "tools":
        made.tools += tool_sources(path.name, data)
    else:
        raise UnknownKind(path.name, "no OpenAPI description: neither `openapi` nor `swagger` says its version")
    _tell(report, path.name, kind, data, len(made.drafts) - before)


def _new(drafts: list[Draft], known: list[Draft]) -> list[Draft]:
    """Those whose method and path no earlier file has: the earlier file knows more."""
    taken = {(draft.method, PLACEHOLDER.sub("{}", draft.path).rstrip("/")) for draft in known}
    return [draft for draft in drafts if (draft.method, PLACEHOLDER.sub("{}", draft.path).rstrip("/")) not in taken]


def add_schemas(source: Source, data: Any, store: SchemaStore, report: Report) -> None:
    """A file of plain JSON Schemas by name."""
    normalize = Normalizer(
        source.file, lambda reference, place: safe_name(reference.rsplit("/", 1)[-1]), report, types=source.types
    )
    for name, schema in sorted(data.items()):
        store.schemas[source.prefix + safe_name(name)] = normalize(schema, f"/{name}")


def _read_graphql(path: Path, source: Source, made: Described, store: SchemaStore, report: Report) -> None:
    try:
        from .sdl import GraphqlDocument
    except ImportError:
        raise DescriptionProblem(path.name, "reading GraphQL needs graphql-core: pip install graphql-core") from None
    older = source.options.get("defaults_from")
    document = GraphqlDocument(source, path.read_text(), store, (path.parent / older).read_text() if older else "")
    made.graphql, made.schema = document.text(), document.schema
    drafts = document.drafts() if source.options.get("operations", True) else []
    made.drafts += drafts
    _tell(report, path.name, "graphql", {}, len(drafts))


def _tell(report: Report, file: str, kind: str, data: Any, count: int) -> None:
    info: Json = data.get("info") or data if isinstance(data, dict) else {}
    if kind == "tools":
        count = sum(len(each.tools) for each in tool_sources(file, data))
    report.sources.append(
        {"file": file, "kind": kind, "title": info.get("title", ""), "version": info.get("version", ""), "count": count}
    )

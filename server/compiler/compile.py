"""Turns a folder of a vendor's descriptions into the files of one clone."""

from pathlib import Path
from typing import Any

from .answers import Answers
from .draft import Draft
from .effects import place_all
from .folder import Described, read_folder
from .output import check_facts, hoist, roots_of, schemas_lines, source_page, tools_lines, write_folder
from .overrides import Overrides, load_overrides
from .own_tools import own_tools
from .report import DescriptionProblem, Json, Report
from .store import SchemaStore
from .tools import Toolsmith


def compile_clone(clone: str, source: Path, out: Path, own: bool = False) -> Report:
    """Compile the file or folder `source` and the corrections in `out`/overrides.json into the folder `out`.

    Writes tools.json, schemas.json, SOURCE.md and, where a description is GraphQL, schema.graphql. A description of
    one's `own` may have keywords that nobody knows, and sentences; without a list of tools each operation is one.
    Raises `DescriptionProblem`, naming the place, and then leaves `out` as it was.
    """
    overrides = load_overrides(out / "overrides.json")
    report = Report(clone)
    store = SchemaStore()
    described = read_folder(source, overrides, store, report, own)
    drafts = _corrected(described.drafts, overrides, report)
    _check_unique(drafts)
    store.check_references([(draft.name, {"all": draft.results, "in": draft.input_schema()}) for draft in drafts])
    place_all(drafts, Answers(store, described.strip, described.prefixes), overrides, described.schema)
    _correct_effects(drafts, overrides)
    tools = Toolsmith(drafts, overrides, report).entries(described.tools)
    if own and not tools:
        tools = own_tools(drafts, store)
    hoist(drafts, store)
    operations = [draft.entry() for draft in sorted(drafts, key=lambda each: each.name)]
    store.prune([entry for _, entry in roots_of(operations, tools)])
    if not own:
        _check_facts(operations, tools, store)
    _count(report, drafts, tools, store, overrides)
    files = _files(clone, operations, tools, store, described)
    report.size_bytes = sum(len(content) for content in files.values())
    files["SOURCE.md"] = source_page(report).encode()
    write_folder(out, files)
    return report


def _check_facts(operations: list[Json], tools: list[Json], store: SchemaStore) -> None:
    for entry in [*operations, *tools]:
        check_facts(f"entry {entry['name']}", entry)
    for name, schema in store.schemas.items():
        check_facts(f"schema {name}", schema)


def _files(
    clone: str, operations: list[Json], tools: list[Json], store: SchemaStore, described: Described
) -> dict[str, bytes]:
    made = {
        "tools.json": tools_lines(clone, operations, tools, graphql=bool(described.graphql)),
        "schemas.json": schemas_lines(store.schemas),
    }
    return made | ({"schema.graphql": described.graphql.encode()} if described.graphql else {})


def _names(draft: Draft) -> tuple[str, ...]:
    if "http" in draft.binding:
        return draft.name, f"{draft.method} {draft.path}", f"{draft.file} {draft.method} {draft.path}"
    return draft.name, f"{draft.file} {draft.name}"


def _corrected(drafts: list[Draft], overrides: Overrides, report: Report) -> list[Draft]:
    """Drafts with corrected names, bindings and arguments; dropped ones are gone."""
    kept = []
    for draft in drafts:
        change = overrides.operation(*_names(draft))
        if change.get("drop"):
            report.note(f"{draft.name} was left out: {change['reason']}")
            continue
        if "name" in change:
            draft.name = change["name"]
        if draft.name in overrides.pages:
            overrides.used.add(("pages", draft.name))
            draft.page = overrides.pages[draft.name]
        if "path" in change:
            draft.binding["http"]["path"] = change["path"]
        if "refused" in change:
            draft.refused = change["refused"]
        for argument in draft.arguments:
            for name, value in change.get("arguments", {}).get(argument.wire, {}).items():
                setattr(argument, name, value)
        draft.changes = change
        deep = overrides.deep.get(draft.path, {})
        if deep:
            overrides.used.add(("deep", draft.path))
            draft.binding["http"]["deep"] = sorted({*draft.binding["http"].get("deep", ()), *deep["params"]})
        kept.append(draft)
    return kept


def _correct_effects(drafts: list[Draft], overrides: Overrides) -> None:
    for draft in drafts:
        change = draft.changes.get("effect")
        if change is not None:
            draft.effect = {key: value for key, value in {**draft.effect, **change}.items() if value is not None}
            draft.refused = ""
        if draft.changes.get("refused"):
            draft.refused = draft.changes["refused"]


def _check_unique(drafts: list[Draft]) -> None:
    names: dict[str, Draft] = {}
    places: dict[tuple[Any, ...], Draft] = {}
    for draft in drafts:
        other = names.setdefault(draft.name, draft)
        if other is not draft:
            raise DescriptionProblem(
                draft.file, f"two operations are named {draft.name!r}: {_names(other)[1]}, {_names(draft)[1]}"
            )
        place = _place(draft)
        other = places.setdefault(place, draft)
        if other is not draft:
            raise DescriptionProblem(draft.file, f"two operations on {' '.join(place)}: {other.name}, {draft.name}")


def _place(draft: Draft) -> tuple[str, ...]:
    if "http" in draft.binding:
        parts = [part if "{" not in part else _anonymous(part) for part in draft.path.split("/")]
        return draft.method, "/".join(parts)
    if "graphql" in draft.binding:
        return draft.binding["graphql"]["type"], draft.binding["graphql"]["field"]
    return ("rpc", draft.binding["rpc"]["method"])


def _anonymous(part: str) -> str:
    made = part
    while "{" in made:
        start = made.index("{")
        made = made[:start] + "*" + made[made.index("}", start) + 1 :]
    return made


def _count(report: Report, drafts: list[Draft], tools: list[Json], store: SchemaStore, overrides: Overrides) -> None:
    report.operations, report.tools, report.schemas = len(drafts), len(tools), len(store.schemas)
    for draft in drafts:
        if draft.refused:
            report.refused[draft.name] = draft.refused
        else:
            report.verbs[draft.effect["verb"]] += 1
    for remark in overrides.unused():
        report.note(remark)

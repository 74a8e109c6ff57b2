"""Writes a clone's folder: stable bytes, one entry a line, and nothing at all when something fails."""

import os
import shutil
import tempfile
from pathlib import Path

import orjson

from .draft import Draft
from .report import DescriptionProblem, Json, Report
from .schemas import LONGEST_TEXT, is_prose
from .store import SchemaStore, canonical, references, safe_name

HOIST_BYTES = 300
HANDMADE = ("overrides.json",)


def hoist(drafts: list[Draft], store: SchemaStore) -> None:
    """Large schemas written out in several answers become named ones; equal ones share a name."""
    known: dict[bytes, str] = {canonical(schema): name for name, schema in sorted(store.schemas.items(), reverse=True)}

    def named(schema: Json, name: str, least: int) -> Json:
        text = canonical(schema)
        if "$ref" in schema or len(text) < least:
            return schema
        if text not in known:
            wanted = safe_name(name)
            known[text] = wanted if wanted not in store.schemas else f"{wanted}-answer"
            store.schemas[known[text]] = schema
        return {"$ref": f"schemas.json#/{known[text]}"}

    for draft in sorted(drafts, key=lambda each: each.name):
        for status, schema in sorted(draft.results.items()):
            if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
                inner = named(schema["items"], f"{draft.name}.item", HOIST_BYTES)
                draft.results[status] = schema | {"items": inner}
            else:
                draft.results[status] = named(schema, f"{draft.name}.{status}", HOIST_BYTES)
        for status, schema in sorted(draft.errors.items()):
            draft.errors[status] = named(schema, f"{draft.name}.{status}", 1)


def tools_lines(clone: str, operations: list[Json], tools: list[Json], *, graphql: bool) -> bytes:
    """tools.json: one JSON object whose entries stand one a line."""
    head = b'{"clone":%s,"format":1,"operations":[' % orjson.dumps(clone)
    middle = b"]," + (b'"graphql":"schema.graphql",' if graphql else b"") + b'"schemas":"schemas.json","tools":['
    return b"\n".join([head, *_listed(operations), middle, *_listed(tools), b"]}", b""])


def _listed(entries: list[Json]) -> list[bytes]:
    lines = [canonical(entry) for entry in entries]
    return [line + b"," for line in lines[:-1]] + lines[-1:]


def schemas_lines(schemas: Json) -> bytes:
    """schemas.json: one JSON object, one schema a line."""
    lines = [orjson.dumps(name) + b":" + canonical(schema) for name, schema in sorted(schemas.items())]
    return b"\n".join([b"{", *(line + b"," for line in lines[:-1]), *lines[-1:], b"}", b""])


def check_facts(place: str, value: object) -> None:
    """No string is long, none is a sentence; descriptions of tools are our own words and may be sentences."""
    waiting = [(value, "")]
    while waiting:
        each, key = waiting.pop()
        if isinstance(each, dict):
            waiting += [(inner, str(name)) for name, inner in each.items()]
            waiting += [(name, "") for name in each]
        elif isinstance(each, list):
            waiting += [(inner, key) for inner in each]
        elif isinstance(each, str):
            if len(each) > LONGEST_TEXT:
                raise DescriptionProblem(place, f"a string of {len(each)} characters: {each[:60]!r}…")
            if key not in ("description", "refused") and is_prose(each):
                raise DescriptionProblem(place, f"prose is no fact: {each[:60]!r}…")


def source_page(report: Report) -> str:
    """SOURCE.md: what was compiled, and the counts."""
    lines = [
        f"# Sources of {report.clone}",
        "",
        "| file | kind | title | version | operations |",
        "|---|---|---|---|---|",
    ]
    for each in report.sources:
        lines.append(
            "| " + " | ".join(str(each.get(key, "")) for key in ("file", "kind", "title", "version", "count")) + " |"
        )
    lines += ["", f"{report.operations} operations, {report.tools} tools, {report.schemas} shared schemas; "]
    lines[-1] += f"{len(report.refused)} operations are refused."
    lines += ["", "| effect | operations |", "|---|---|"]
    lines += [f"| {verb} | {count} |" for verb, count in sorted(report.verbs.items())]
    if report.refused:
        lines += ["", "| refused | reason |", "|---|---|"]
        lines += [f"| `{name}` | {reason} |" for name, reason in sorted(report.refused.items())]
    if report.remarks:
        lines += ["", "Left out or changed on the way:", "", *(f"- {remark}" for remark in sorted(report.remarks))]
    return "\n".join(lines) + "\n"


def write_folder(out: Path, files: dict[str, bytes]) -> None:
    """Replaces the folder's compiled files in one step; what was made by hand stays."""
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        fresh.chmod(0o755)
        if out.is_dir():
            for path in out.iterdir():
                if path.name not in files and (path.name in HANDMADE or not _is_ours(path.name)):
                    (shutil.copytree if path.is_dir() else shutil.copy2)(path, fresh / path.name)
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if out.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
            os.replace(out, old / out.name)
            os.replace(fresh, out)
            shutil.rmtree(old)
        else:
            os.replace(fresh, out)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def _is_ours(name: str) -> bool:
    return name in ("tools.json", "schemas.json", "schema.graphql", "SOURCE.md")


def roots_of(operations: list[Json], tools: list[Json]) -> list[tuple[str, Json]]:
    """What keeps schemas alive: entries that refer to any."""
    return [(f"operation {entry['name']}", entry) for entry in [*operations, *tools] if references(entry)]

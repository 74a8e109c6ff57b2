"""What was decided by hand for one clone, each with its reason: the file overrides.json beside tools.json."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from .listed import listed_set
from .report import DescriptionProblem, Json

SECTIONS = listed_set("sources operations deep kinds tools toolsets aliases additions bases synonyms pages")


@dataclass
class Source:
    """How one file of the folder is read; all but `file` may be absent."""

    file: str
    kind: str = ""
    base: str | None = None
    prefix: str = ""
    name_prefix: str = ""
    reason: str = ""
    skip: bool = False
    lenient: bool = False
    ignored_keywords: dict[str, str] = field(default_factory=dict)
    types: dict[str, Json] = field(default_factory=dict)
    open: bool = False
    strip: list[str] = field(default_factory=list)
    single_lists: bool = False
    scopes_from: list[str] = field(default_factory=list)
    patches: list[Json] = field(default_factory=list)
    options: Json = field(default_factory=dict)


@dataclass
class Overrides:
    """`sources` in the order they are read, `operations` by name or by "METHOD /path", `tools` by name, `kinds` by the
    kind that the rules find, `deep` by path, `aliases` the arguments that name a kind, `additions` operations that no
    description has, by name, `bases` the beginning of a path that is the same as another, `synonyms` the
    names that operations have for an argument of tools, `pages` where the vendor's documentation speaks of an
    operation, by its name."""

    sources: list[Source] = field(default_factory=list)
    operations: dict[str, Json] = field(default_factory=dict)
    deep: dict[str, Json] = field(default_factory=dict)
    kinds: dict[str, Json] = field(default_factory=dict)
    tools: dict[str, Json] = field(default_factory=dict)
    toolsets: Json = field(default_factory=dict)
    aliases: dict[str, Json] = field(default_factory=dict)
    additions: dict[str, Json] = field(default_factory=dict)
    bases: dict[str, Json] = field(default_factory=dict)
    synonyms: dict[str, Json] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def operation(self, *names: str) -> Json:
        """The corrections of one operation by any of its names, marked as used."""
        found: Json = {}
        for name in names:
            if name in self.operations:
                self.used.add(("operations", name))
                found |= self.operations[name]
        return found

    def kind(self, name: str) -> str:
        if name in self.kinds:
            self.used.add(("kinds", name))
            return str(self.kinds[name]["kind"])
        return name

    def unused(self) -> Iterable[str]:
        """Corrections that met nothing, which a new version of a description leaves behind."""
        for section in ("operations", "kinds", "tools", "deep", "aliases", "pages"):
            for name in getattr(self, section):
                if (section, name) not in self.used:
                    yield f"overrides.json: {section} {name!r} met nothing"


def load_overrides(path: Path) -> Overrides:
    """The file's content, or nothing where there is no file; a correction without a reason is refused."""
    if not path.is_file():
        return Overrides()
    try:
        data: Any = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as problem:
        raise DescriptionProblem(path.name, f"no JSON: {problem}") from None
    if not isinstance(data, dict):
        raise DescriptionProblem(path.name, "expected an object")
    for section in data:
        if section not in SECTIONS:
            raise DescriptionProblem(path.name, f"unknown section {section!r}")
    made = Overrides()
    for number, each in enumerate(data.get("sources", [])):
        known = {key: value for key, value in each.items() if key in Source.__dataclass_fields__}
        if not each.get("file") or not each.get("reason"):
            raise DescriptionProblem(f"{path.name}#/sources/{number}", "a source needs a file and a reason")
        made.sources.append(Source(**known, options={key: each[key] for key in each if key not in known}))
    for section in SECTIONS - {"sources", "toolsets", "pages"}:
        for name, each in data.get(section, {}).items():
            if not isinstance(each, dict) or not each.get("reason"):
                raise DescriptionProblem(f"{path.name}#/{section}/{name}", "a correction needs a reason")
            getattr(made, section)[name] = each
    made.toolsets = data.get("toolsets", {})
    made.pages = data.get("pages", {})
    return made


def patch(source: Source, data: Any) -> None:
    """Replaces what stands at each patch's JSON pointer; a pointer that leads nowhere is refused."""
    for each in source.patches:
        at: Any = data
        *way, last = [part.replace("~1", "/").replace("~0", "~") for part in str(each["at"]).split("/")[1:]]
        try:
            for part in way:
                at = at[int(part)] if isinstance(at, list) else at[part]
            at[int(last) if isinstance(at, list) else last]  # it must be there
        except (KeyError, IndexError, ValueError, TypeError):
            raise DescriptionProblem(source.file, f"nothing to patch at {each['at']!r}") from None
        at[int(last) if isinstance(at, list) else last] = each["value"]

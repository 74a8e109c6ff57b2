"""Tools that MCP clients see: names and parameters of the vendor's servers, joined with the operations behind them."""

import re
from dataclasses import dataclass, field
from typing import Any

from .draft import Draft
from .listed import listed_set
from .matching import alike, equal, synonym, tail
from .overrides import Overrides
from .parameters import parameter_schema
from .report import DescriptionProblem, Json, Report
from .words import VERBS, singular, snake, split_words

CALL = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\s+(/[^\s|;,)(\]]*)")
FIELD = re.compile(r"\b(query|mutation)\s+([a-zA-Z]\w*)")
READING = listed_set("read list search count download read_singleton none")
READING_WORDS = listed_set("get list search read find fetch query retrieve show view describe count check lookup")
TOLD = {"operation", "calls", "actions"}


@dataclass
class ToolSource:
    """One server's list of tools: the file, the server's label, the raw tools."""

    file: str
    server: str
    tools: list[Json] = field(default_factory=list)


def tool_sources(file: str, data: Any) -> list[ToolSource]:
    """A list of tools, or a list of servers with their tools."""
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise DescriptionProblem(file, "expected a list of tools or of servers with tools")
    if data and "tools" in data[0]:
        return [ToolSource(file, str(each.get("server", "")), each["tools"]) for each in data]
    stem = file.removesuffix(".json").removeprefix("mcp_tools").strip("_.")
    return [ToolSource(file, stem, data)]


class Toolsmith:
    """Makes the entries; operations are found by method and path, RPC name or root field."""

    def __init__(self, drafts: list[Draft], overrides: Overrides, report: Report) -> None:
        self.overrides = overrides
        self.report = report
        self.by_name = {draft.name: draft for draft in drafts}
        self.by_call: dict[tuple[str, str], Draft] = {}
        self.by_field: dict[tuple[str, str], Draft] = {}
        self.by_rpc: dict[str, Draft] = {}
        for draft in drafts:
            if "http" in draft.binding:
                self.by_call.setdefault((draft.method, _form(draft.path)), draft)
            elif "graphql" in draft.binding:
                self.by_field[draft.binding["graphql"]["type"], draft.binding["graphql"]["field"]] = draft
            else:
                self.by_rpc[draft.binding["rpc"]["method"]] = draft

    def entries(self, sources: list[ToolSource]) -> list[Json]:
        """All tools by name; where several servers have one name, the first server's parameters hold."""
        made: dict[str, Json] = {}
        labels = sorted({source.server for source in sources})
        for source in sources:
            for number, tool in enumerate(source.tools):
                name = str(tool.get("name", ""))
                if not name:
                    raise DescriptionProblem(f"{source.file}#/{number}", "a tool without a name")
                entry = made.get(name)
                if entry is None or not (TOLD & entry.keys() or not tool.get("rest")):
                    entry = made[name] = self._entry(tool, f"{source.file}#/{name}") | _servers(entry)
                if len(labels) > 1 or tool.get("server"):
                    server = str(tool.get("server") or source.server)
                    if server and server not in entry.setdefault("server", []):
                        entry["server"].append(server)
        for name, change in sorted(self.overrides.tools.items()):
            if name not in made and change.get("add"):
                self.overrides.used.add(("tools", name))
                plain = {"name": name, "inputSchema": {"type": "object"}, "read_only": False}
                made[name] = plain | _without(change, "reason", "add")
        return [made[name] for name in sorted(made)]

    def _entry(self, tool: Json, place: str) -> Json:
        name = tool["name"]
        change = self.overrides.tools.get(name, {})
        if change:
            self.overrides.used.add(("tools", name))
        schema = self._schema(tool, place)
        entry: Json = {"name": name, "inputSchema": schema}
        calls = self._calls(tool.get("rest"))
        if "operation" in change:
            calls = [self._known(change["operation"], place)]
        if len(calls) == 1 and self._is_plain(tool.get("rest"), change):
            self._join(entry, calls[0], schema, change)
        if "operation" not in entry and calls:
            entry["calls"] = [draft.name for draft in calls]
        entry["read_only"] = self._reads(tool, calls)
        toolset = tool.get("toolset") or (self._toolset(calls[0]) if calls else "")
        if toolset:
            entry["toolset"] = toolset
        entry["description"] = describe(name, calls[0] if "operation" in entry else None)
        if isinstance(tool.get("actions"), dict):
            self._set_actions(entry, tool["actions"], place)
        if tool.get("params_unpublished"):
            entry["inputSchema"] = {"type": "object"}
        return entry | _without(change, "reason", "add", "operation" if "arguments" not in change else "")

    def _known(self, name: str, place: str) -> Draft:
        if name not in self.by_name:
            raise DescriptionProblem(place, f"the operation {name!r} behind this tool is not known")
        return self.by_name[name]

    def _schema(self, tool: Json, place: str) -> Json:
        properties, required = {}, []
        for name, parameter in sorted((tool.get("params") or {}).items()):
            properties[name] = parameter_schema(str(parameter.get("type", "any")), f"{place}/{name}")
            if parameter.get("required") is True:
                required.append(name)
        made: Json = {"type": "object", "properties": properties}
        return made | ({"required": required} if required else {})

    def _calls(self, rest: Any) -> list[Draft]:
        texts = rest if isinstance(rest, list) else [rest] if rest else []
        found: list[Draft] = []
        for text in texts:
            for method, path in CALL.findall(text):
                draft = self.by_call.get((method, _form(self._based(path.split("?")[0]))))
                draft = draft or self.by_rpc.get(path.rsplit("/", 1)[-1].split("?")[0])
                if draft is not None:
                    found.append(draft)
            for kind, name in FIELD.findall(text):
                if (kind, name) in self.by_field:
                    found.append(self.by_field[kind, name])
        return list({id(draft): draft for draft in found}.values())

    def _based(self, path: str) -> str:
        """A path below a base that means another: version 2 of an API whose version 3 is described."""
        for base, other in self.overrides.bases.items():
            if path.startswith(base + "/"):
                return str(other["base"]) + path.removeprefix(base)
        return path

    def _called(self, name: str, other: str, _place: str) -> bool:
        return other in self.overrides.synonyms.get(name, {}).get("names", ())

    @staticmethod
    def _is_plain(rest: Any, change: Json) -> bool:
        """One call and nothing else behind the tool."""
        if "operation" in change:
            return True
        texts = rest if isinstance(rest, list) else [rest]
        if len(texts) != 1 or not isinstance(texts[0], str):
            return False
        text = re.sub(r"\((hosted|302|with [^)]*)\)", "", texts[0])
        field_call = re.fullmatch(r"POST /graphql (query|mutation) \w+", text.strip())
        return bool(field_call) or (
            bool(re.fullmatch(r"(GET|POST|PUT|PATCH|DELETE) /\S*", text.strip())) and "|" not in text
        )

    def _join(self, entry: Json, draft: Draft, schema: Json, change: Json) -> None:
        """The operation behind a tool and the arguments whose names differ; nothing where too much would be lost."""
        wanted = draft.named()
        given = list(schema["properties"])
        arguments = dict(change.get("arguments", {}))
        taken = set(arguments.values())
        for rule in (equal, alike, self._called, synonym, tail):
            for name in given:
                if name in arguments:
                    continue
                found = [other for other in wanted if other not in taken and rule(name, other, wanted[other].place)]
                if len(found) == 1:
                    arguments[name] = found[0]
                    taken.add(found[0])
        missing = [name for name, each in wanted.items() if each.required and name not in taken]
        unused = [name for name in given if name not in arguments]
        lossy = set(unused) & set(schema.get("required", ())) or len(unused) > max(2, len(given) // 3)
        if "operation" not in change and (missing or lossy):
            return
        entry["operation"] = draft.name
        differing = {name: other for name, other in sorted(arguments.items()) if name != other}
        if differing:
            entry["arguments"] = differing
        if unused:
            entry["unused"] = sorted(unused)

    def _reads(self, tool: Json, calls: list[Draft]) -> bool:
        if "write" in tool:
            return tool["write"] is False
        if calls:
            return all(draft.effect.get("verb") in READING for draft in calls)
        words = split_words(tool["name"])
        return any(word in READING_WORDS for word in words[:3])

    def _toolset(self, draft: Draft) -> str:
        category = snake(draft.category)
        return str(self.overrides.toolsets.get(category, category))

    def _set_actions(self, entry: Json, actions: Json, place: str) -> None:
        """A tool that takes a list of actions, each by its own name and with its own arguments."""
        made: Json = {}
        for name, action in sorted(actions.items()):
            inner = self._entry({"name": name, **action}, f"{place}/{name}")
            made[name] = {
                key: inner[key]
                for key in ("operation", "arguments", "calls", "inputSchema", "read_only")
                if key in inner
            }
        entry["actions"] = made
        entry["read_only"] = all(each["read_only"] for each in made.values())
        items = {"type": "object", "properties": {name: {"type": "object"} for name in made}}
        if "actions" in entry["inputSchema"]["properties"]:
            entry["inputSchema"]["properties"]["actions"] = {"type": "array", "items": items}


def describe(name: str, draft: Draft | None) -> str:
    """One short sentence from the tool's name and the effect behind it."""
    words = split_words(name)
    text = " ".join(words)
    for number, word in enumerate(words[:3]):
        if word in VERBS and words[0] not in VERBS:
            text = " ".join([word, *words[:number], *words[number + 1 :]])
            break
    if draft is not None:
        parents = [each["kind"] for each in draft.effect.get("parents", ())]
        parent = parents[-1].replace("_", " ") if parents else ""
        if parent and not {singular(word) for word in words} & set(parent.split()):
            article = "an" if parent[0] in "aeiou" else "a"
            text += f" of {article} {parent}"
    return text[:1].upper() + text[1:] + "."


def _servers(entry: Json | None) -> Json:
    return {"server": entry["server"]} if entry and "server" in entry else {}


def _without(value: Json, *names: str) -> Json:
    return {key: each for key, each in value.items() if key not in names}


def _form(path: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/") or "/"

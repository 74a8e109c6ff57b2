"""Which services a project speaks to, by its dependencies, variables and MCP configurations."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

SDKS = {
    "github": ("pygithub", "githubkit", "ghapi", "octokit", "@octokit/rest", "@octokit/core", "@actions/github"),
    "gitlab": ("python-gitlab", "@gitbeaker/rest", "@gitbeaker/node"),
    "stripe": ("stripe", "@stripe/agent-toolkit", "stripe-agent-toolkit"),
    "slack": ("slack-sdk", "slack-bolt", "@slack/web-api", "@slack/bolt"),
    "linear": ("@linear/sdk", "linear-api"),
    "jira": ("jira", "atlassian-python-api", "jira.js"),
    "sentry": ("sentry-sdk", "@sentry/node", "@sentry/browser"),
    "supabase": ("supabase", "@supabase/supabase-js", "postgrest"),
    "hubspot": ("hubspot-api-client", "@hubspot/api-client"),
    "google-workspace": ("google-api-python-client", "googleapis"),
    "datadog": ("datadog", "datadog-api-client", "@datadog/datadog-api-client"),
    "webflow": ("webflow", "webflow-api"),
    "apify": ("apify-client",),
    "calcom": ("@calcom/embed-react",),
    "customerio": ("customerio", "customerio-node"),
    "unipile": ("unipile-node-sdk",),
}
NAMES = {"google-workspace": ("GOOGLE_",), "datadog": ("DD_", "DATADOG_"), "calcom": ("CAL_", "CALCOM_")}
"""How variables begin that are not called like the clone."""
MCP_FILES = (".mcp.json", ".cursor/mcp.json", ".vscode/mcp.json", "mcp.json", "claude_desktop_config.json")
ENV_FILES = (".env", ".env.example", ".env.sample", ".env.template", ".env.local")
_VARIABLE = re.compile(r"^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=", re.M)
_PACKAGE = re.compile(r"^[@\w./-]+")


def look(folder: Path, clones: Collection[str]) -> dict[str, list[str]]:
    """The clones that a project needs, each with what says so; those with most first."""
    found: dict[str, list[str]] = {}
    packages = dict(_packages(folder))
    for clone, names in SDKS.items():
        for name in names:
            if name in packages:
                found.setdefault(clone, []).append(f"{name} in {packages[name]}")
    for file in ENV_FILES:
        for variable in dict.fromkeys(_VARIABLE.findall(_text(folder / file))):
            for clone in clones:
                begins = NAMES.get(clone, (clone.upper().replace("-", "_") + "_",))
                if variable.startswith(begins):
                    found.setdefault(clone, []).append(f"{variable} in {file}")
    for file in MCP_FILES:
        for server, text in _servers(folder / file):
            for clone in clones:
                if re.search(rf"(?<![a-z]){re.escape(clone)}(?![a-z])", text.lower()):
                    found.setdefault(clone, []).append(f"server {server} in {file}")
    there = {clone: list(dict.fromkeys(why)) for clone, why in found.items() if clone in clones}
    return dict(sorted(there.items(), key=lambda item: -len(item[1])))


def _packages(folder: Path) -> Iterator[tuple[str, str]]:
    """The dependencies of a project, each with the file that names it."""
    for path in sorted(folder.glob("requirements*.txt")):
        for line in _text(path).splitlines():
            yield from _named(line, path.name)
    project = _toml(folder / "pyproject.toml")
    table = project.get("project", {})
    groups = [table.get("dependencies", []), *table.get("optional-dependencies", {}).values()]
    groups += project.get("dependency-groups", {}).values()
    for group in groups:
        for line in group:
            yield from _named(line, "pyproject.toml") if isinstance(line, str) else ()
    for name in project.get("tool", {}).get("poetry", {}).get("dependencies", {}):
        yield from _named(name, "pyproject.toml")
    package = _json(folder / "package.json")
    for group in ("dependencies", "devDependencies"):
        for name in package.get(group) or {}:
            yield str(name).lower(), "package.json"


def _named(line: str, file: str) -> Iterator[tuple[str, str]]:
    match = _PACKAGE.match(line.strip())
    if match:
        yield match[0].lower().replace("_", "-"), file


def _servers(path: Path) -> Iterator[tuple[str, str]]:
    made = _json(path)
    for key in ("mcpServers", "servers"):
        held = made.get(key)
        if isinstance(held, dict):
            yield from ((name, f"{name} {json.dumps(server)}") for name, server in held.items())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


def _json(path: Path) -> dict[str, Any]:
    try:
        made = json.loads(_text(path) or "{}")
    except ValueError:
        return {}
    return made if isinstance(made, dict) else {}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError:
        return {}

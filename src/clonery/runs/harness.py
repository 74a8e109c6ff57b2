"""A harness: the command that starts an agent, what it is given, and the files that describe one."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from clonery.session import Session

from .process import MARK

MANIFESTS = ("archal-harness.json", "harness.json")
KEPT = (
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TEMP", "TMP", "TERM",
    "VIRTUAL_ENV", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY",
    "HTTPS_PROXY", "http_proxy", "https_proxy", "SYSTEMROOT",
)  # fmt: skip
"""What a harness inherits; LC_ variables and those of model providers as well, and what `pass-env` names."""
MODELS = ("OPENAI_", "ANTHROPIC_", "AZURE_OPENAI_", "GEMINI_", "MISTRAL_", "OPENROUTER_", "OLLAMA_")
_VARIABLE = re.compile(r"\$\{(\w+)\}")


class HarnessError(ValueError):
    """A harness that can't be what it says; the message names the file and the place in it."""


@dataclass(frozen=True)
class Harness:
    """`command` is started in `cwd`, with `env` beside what every harness gets; `prompt_files` go before the prompt."""

    command: tuple[str, ...]
    cwd: Path
    env: Mapping[str, str] = field(default_factory=dict)
    prompt_files: tuple[Path, ...] = ()
    model: str | None = None
    pass_env: tuple[str, ...] = ()
    archal: bool = False
    """Whether the older variables of the closed product are set as well."""

    def task(self, prompt: str) -> str:
        """What the agent is told: the prompt files, then the prompt. Raises HarnessError."""
        try:
            parts = [path.read_text("utf-8").strip() for path in self.prompt_files]
        except (OSError, UnicodeDecodeError) as error:
            raise HarnessError(f"a prompt file can't be read: {error}") from None
        return "\n\n".join([*parts, prompt])


def parse(text: str, cwd: Path) -> Harness:
    """The harness that `--harness` names: a command, or a manifest or the folder of one. Raises HarnessError."""
    place = cwd / text
    if place.is_dir():
        found = manifest(place)
        if found is None:
            raise HarnessError(f"{text} has neither {' nor '.join(MANIFESTS)}: give a command, or a folder with one")
        return found
    if text.endswith(".json") and (place.is_file() or len(text.split()) == 1):
        return _manifest(place, _object(place))
    try:
        command = tuple(shlex.split(text))
    except ValueError as error:
        raise HarnessError(f"the command {text!r} can't be read: {error}") from None
    if not command:
        raise HarnessError("the harness's command is empty")
    return Harness(command, cwd)


def manifest(folder: Path) -> Harness | None:
    """The harness that a folder describes, if it does. Raises HarnessError."""
    for name in MANIFESTS:
        if (folder / name).is_file():
            return _manifest(folder / name, _object(folder / name))
    package = folder / "package.json"
    if package.is_file():
        inner = _object(package).get("archal")
        said = inner.get("harness") if isinstance(inner, dict) else None
        if isinstance(said, dict):
            return _manifest(package, said)
        if isinstance(said, str):
            return _named(folder, said)
    return None


def _named(folder: Path, said: str) -> Harness:
    """A harness by a text: the path of its manifest or of that one's folder, else a command."""
    place = folder / said
    if place.is_dir() and place.resolve() != folder.resolve() and (found := manifest(place)) is not None:
        return found
    return _manifest(place, _object(place)) if place.suffix == ".json" and place.is_file() else parse(said, folder)


def agent(given: Any, cwd: Path, source: str) -> Harness:
    """The harness of an `agent` entry: a command's text, or {command, args, env}. Raises HarnessError."""
    if isinstance(given, str):
        return parse(given, cwd)
    if not isinstance(given, dict) or not isinstance(given.get("command"), str) or not given["command"]:
        raise HarnessError(f"{source}: a harness is a command's text, or an object with command, args and env")
    args, env = given.get("args") or [], given.get("env") or {}
    if not isinstance(args, list) or not all(isinstance(part, str) for part in args):
        raise HarnessError(f"{source}: args is a list of texts")
    if not isinstance(env, dict):
        raise HarnessError(f"{source}: env is an object of names and texts")
    # The command alone is one word, unless there are no args: then it may be a line.
    words = (given["command"],) if args else tuple(shlex.split(given["command"]))
    filled = {str(name): _filled(str(value)) for name, value in env.items()}
    return Harness((*words, *map(_filled, args)), cwd, filled)


def _manifest(path: Path, data: Mapping[str, Any]) -> Harness:
    version = data.get("version", 1)
    if version != 1:
        raise HarnessError(f"{path}: version {version!r} is unknown; 1 is known")
    local = data.get("local", data if "command" in data else None)
    if not isinstance(local, dict | str):
        raise HarnessError(f"{path}: local with a command is missing")
    files = data.get("promptFiles") or []
    if not isinstance(files, list) or not all(isinstance(name, str) for name in files):
        raise HarnessError(f"{path}: promptFiles is a list of paths")
    missing = [name for name in files if not (path.parent / name).is_file()]
    if missing:
        raise HarnessError(f"{path}: promptFiles names {missing[0]}, which is not there")
    model = data.get("defaultModel")
    made = agent(local, path.parent, f"{path}: local")
    prompts = tuple(path.parent / name for name in files)
    return replace(made, prompt_files=prompts, model=model if isinstance(model, str) else None)


def _object(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise HarnessError(f"{path}: {error.strerror}") from None
    except ValueError as error:
        raise HarnessError(f"{path}: no JSON: {error}") from None
    if not isinstance(data, dict):
        raise HarnessError(f"{path}: not an object")
    return data


def _filled(text: str) -> str:
    return _VARIABLE.sub(lambda name: os.environ.get(name[1], ""), text)


def surroundings(
    harness: Harness, session: Session, *, task: str, model: str, run_id: str, clones: Sequence[str], mcp_file: Path
) -> dict[str, str]:
    """The whole environment of a harness: what is kept of ours, the addresses, the SDKs' variables, its own."""
    urls = {name: session[name].url for name in clones}
    made = {**inherited(harness.pass_env), **session.env}
    made |= {
        "AGENT_TASK": task, "AGENT_MODEL": model, "AGENT_CLONE_URLS": json.dumps(urls),
        "AGENT_ROUTE_HEADERS": json.dumps({"X-Clonery-Session": session.id}),
        "CLONERY_URL": session.farm.url, "CLONERY_SESSION": session.id, MARK: run_id,
        "CLONERY_MCP_CONFIG": str(mcp_file), "CLONERY_MCP_URL": f"{session.url}/mcp", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    for name in clones:
        of, clone = _upper(name), session[name]
        made |= {f"CLONERY_{of}_URL": clone.url, f"CLONERY_{of}_MCP_URL": clone.mcp, f"CLONERY_{of}_TOKEN": clone.token}
    if harness.archal:
        made |= {
            "ARCHAL_ENGINE_TASK": task, "ARCHAL_ENGINE_MODEL": model, "ARCHAL_TWIN_NAMES": ",".join(clones),
            "ARCHAL_TWIN_URLS": json.dumps(urls), "ARCHAL_MCP_CONFIG": str(mcp_file),
        }  # fmt: skip
        for name in clones:
            of, clone = _upper(name), session[name]
            made |= {f"ARCHAL_{of}_URL": clone.mcp, f"ARCHAL_{of}_BASE_URL": clone.url}
    return {**made, **harness.env}


def inherited(also: Iterable[str] = ()) -> dict[str, str]:
    """What a harness keeps of this process's environment: no credentials but those of model providers."""
    named = {*KEPT, *also}
    kept = {
        name: value for name, value in os.environ.items()
        if name in named or name.startswith(("LC_", *MODELS))
    }  # fmt: skip
    # A harness named `python` finds one even where PATH has none: that which runs clonery.
    kept["PATH"] = os.pathsep.join(part for part in (kept.get("PATH"), str(Path(sys.executable).parent)) if part)
    # A proxy may be needed for the model, and must not stand between agent and clones.
    beside = [part for name in ("NO_PROXY", "no_proxy") for part in os.environ.get(name, "").split(",") if part]
    kept["NO_PROXY"] = kept["no_proxy"] = ",".join(dict.fromkeys([*beside, "127.0.0.1", "localhost", ".localhost"]))
    return kept


def servers(session: Session, clones: Sequence[str]) -> dict[str, Any]:
    """The document for MCP clients: one server a clone."""
    made = {}
    for name in clones:
        clone = session[name]
        made[name] = {"type": "http", "url": clone.mcp, "headers": {"Authorization": f"Bearer {clone.token}"}}
    return {"mcpServers": made}


def _upper(clone: str) -> str:
    return clone.upper().replace("-", "_")

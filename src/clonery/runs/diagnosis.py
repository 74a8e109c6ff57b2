"""What stands in the way of a farm on this machine, each finding with its fix."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

OLDEST = (3, 11)
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `wrong` keeps something from working, a `note` may be meant so."""

    level: Literal["fine", "note", "wrong"]
    what: str
    fix: str = ""


def look(folder: Path, port: int) -> list[Finding]:
    """Everything that is looked at, in order."""
    from clonery.server.registry import Registry

    url = (os.environ.get("CLONERY_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    return [
        *_python(), *_farm(url, port), *_proxies(url), *_variables(url, Registry()), *_settings(folder),
        *_space(folder),
    ]  # fmt: skip


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= OLDEST:
        yield Finding("fine", f"Python {version}")
    else:
        yield Finding("wrong", f"Python {version} is too old", "install Python 3.11 or newer")
    where = shutil.which("clonery")
    own = Path(sys.executable).parent
    if where is None:
        yield Finding("note", "`clonery` is not in PATH", f'export PATH="{own}:$PATH"')
    elif Path(where).parent != own:
        yield Finding("note", f"`clonery` in PATH is another one: {where}", f'export PATH="{own}:$PATH"')


def _farm(url: str, port: int) -> Iterator[Finding]:
    named = os.environ.get("CLONERY_URL")
    health, said = _health(url)
    if health is not None:
        yield Finding("fine", f"a farm of {len(health['clones'])} clones answers at {url}")
    elif named:
        yield Finding("wrong", f"CLONERY_URL is {named}, and no farm answers there ({said})",
                      "start one with `clonery serve`, or `unset CLONERY_URL`")  # fmt: skip
    elif _taken(port):
        yield Finding("wrong", f"port {port} is in use by something that is no farm ({said})",
                      "`clonery serve --port 7171`, and `export CLONERY_URL=http://127.0.0.1:7171`")  # fmt: skip
    else:
        yield Finding("fine", f"port {port} is free; no farm runs yet: `clonery serve`")


def _health(url: str) -> tuple[dict[str, Any] | None, str]:
    try:
        # Proxies are for other hosts than one's own farm.
        with build_opener(ProxyHandler({})).open(f"{url}/_clonery/health", timeout=3) as answer:
            made = json.loads(answer.read())
    except (OSError, ValueError) as error:
        return None, str(error)
    return (made, "") if isinstance(made, dict) and "clones" in made else (None, "it answers something else")


def _taken(port: int) -> bool:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _proxies(url: str) -> Iterator[Finding]:
    proxies = [name for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy") if os.environ.get(name)]
    passed = {part.strip() for name in ("NO_PROXY", "no_proxy") for part in os.environ.get(name, "").split(",")}
    host = urlsplit(url).hostname or ""
    if proxies and host not in passed and "*" not in passed:
        yield Finding("wrong", f"{proxies[0]} is set, and SDKs would ask the proxy for {host}",
                      f'export NO_PROXY="{",".join(sorted({*passed, *HERE[:2]} - {""}))}"')  # fmt: skip


def _variables(url: str, registry: Any) -> Iterator[Finding]:
    """Variables by which an SDK finds a clone: of one clone all lead to the farm, or none."""
    farm = urlsplit(url)
    for name in registry.names:
        clone = registry.get(name)
        addresses = [key for key, text in clone.env.items() if "{" in text and ("rest" in text or "root" in text)]
        tokens = [key for key, text in clone.env.items() if key not in addresses]
        held = {key: os.environ[key] for key in addresses if os.environ.get(key)}
        fix = f'eval "$(clonery env {name})"'
        for key, value in held.items():
            parts = urlsplit(value if "//" in value else f"//{value}")
            if parts.hostname in HERE and parts.port not in (farm.port, None):
                yield Finding("note", f"{key} leads to port {parts.port}, and the farm is at {url}", fix)
            elif parts.hostname not in HERE and parts.hostname != farm.hostname:
                yield Finding("note", f"{key} leads to {parts.hostname}, not to the farm", fix)
        secret = [key for key in tokens if os.environ.get(key)]
        if secret and not held and addresses:
            yield Finding("note", f"{secret[0]} is set and {addresses[0]} is not: SDKs call the real service",
                          f"{fix}   # harnesses of `clonery run` never get the real one")  # fmt: skip


def _settings(folder: Path) -> Iterator[Finding]:
    from .config import ConfigError, load
    from .harness import HarnessError

    try:
        project = load(folder)
        harness = project.the_harness()
    except (ConfigError, HarnessError) as error:
        yield Finding("wrong", str(error), "correct that line")
        return
    if project.source:
        yield Finding("fine", f"{project.source} is read")
    if harness is not None:
        program = harness.command[0]
        if shutil.which(program, path=f"{os.environ.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}") is None:
            yield Finding("wrong", f"the harness's command {program!r} can't be found", "install it, or name its path")
        else:
            yield Finding("fine", f"the harness is {' '.join(harness.command)}")


def _space(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < 200 * 1024 * 1024:
        yield Finding(
            "wrong", f"{free // 2**20} MB are free here", "make room: runs keep their evidence in .clonery/runs"
        )
    if not os.access(folder, os.W_OK):
        yield Finding(
            "wrong", f"{folder.resolve()} can't be written to", "runs keep their evidence in .clonery/runs there"
        )

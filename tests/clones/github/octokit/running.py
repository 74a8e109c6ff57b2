"""Runs the scripts of this folder with @octokit/rest and its plugins, as npm has them."""

from pathlib import Path
from typing import Any

from tests.node import javascript

PACKAGES = ("@octokit/plugin-retry", "@octokit/plugin-throttling", "@octokit/rest", "@octokit/webhooks")
HERE = Path(__file__).parent
SHARED = HERE / "clients.mjs"
"""Put before each script, whose import of it goes: a script runs as one file, beside the packages."""


def octokit(name: str, **env: Any) -> Any:
    """What the script of that name prints."""
    lines = (HERE / f"{name}.mjs").read_text().splitlines(keepends=True)
    shared = SHARED.read_text().replace("export ", "")
    own = "".join(line for line in lines if "./clients.mjs" not in line)
    return javascript(shared + own, *PACKAGES, **env)

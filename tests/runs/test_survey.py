"""Which services a project speaks to."""

import json
from pathlib import Path

from clonery.runs.survey import NAMES, SDKS, look
from clonery.server.registry import Registry

CLONES = ("github", "stripe", "slack", "google-workspace", "datadog")


def test_dependencies_variables_and_mcp_configurations_tell(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\nversion = "1"\ndependencies = ["PyGithub>=2", "httpx"]\n'
        '[dependency-groups]\ntest = ["slack_sdk[x]", {include-group = "y"}]\n'
    )
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"stripe": "^1", "@octokit/rest": "1"}}))
    (tmp_path / ".env.example").write_text("GITHUB_TOKEN=\nexport DD_API_KEY=x\n# STRIPE_KEY=\nOTHER=1\n")
    server = {"type": "http", "url": "https://api.githubcopilot.com/mcp"}
    (tmp_path / ".mcp.json").write_text(json.dumps({"mcpServers": {"github": server}}))
    found = look(tmp_path, CLONES)
    assert found["github"] == [
        "pygithub in pyproject.toml", "@octokit/rest in package.json", "GITHUB_TOKEN in .env.example",
        "server github in .mcp.json",
    ]  # fmt: skip
    assert found["stripe"] == ["stripe in package.json"]
    assert found["datadog"] == ["DD_API_KEY in .env.example"]
    assert next(iter(found)) == "github"
    assert "google-workspace" not in found


def test_files_that_cannot_be_read_tell_nothing(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "package.json", ".mcp.json"):
        (tmp_path / name).write_text("{[")
    (tmp_path / "requirements.txt").write_text("-r other.txt\n\nstripe==1\n")
    assert look(tmp_path, CLONES) == {"stripe": ["stripe in requirements.txt"]}
    assert look(tmp_path / "none", CLONES) == {}


def test_every_service_that_is_looked_for_is_served() -> None:
    assert {*SDKS, *NAMES} <= set(Registry().names)

"""What stands in the way, each finding with its fix."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from clonery.farm import Farm
from clonery.runs import diagnosis
from clonery.runs.diagnosis import Finding


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name not in ("PATH", "HOME", "PYTEST_CURRENT_TEST", "TMPDIR"):
            monkeypatch.delenv(name)


def found(folder: Path, port: int, part: str) -> Finding:
    (made,) = [one for one in diagnosis.look(folder, port) if part in one.what]
    return made


def test_a_free_port_and_this_python_are_fine(tmp_path: Path, free_port: Callable[[], int]) -> None:
    port = free_port()
    assert found(tmp_path, port, f"port {port} is free").level == "fine"
    assert found(tmp_path, port, "Python 3").level == "fine"
    assert all(one.level != "wrong" for one in diagnosis.look(tmp_path, port))


def test_a_farm_that_answers_is_fine(tmp_path: Path, hub: Farm) -> None:
    port = int(hub.url.rpartition(":")[2])
    assert found(tmp_path, port, "a farm of 1 clones answers").level == "fine"


def test_a_port_of_something_else_is_wrong(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        made = found(tmp_path, other.getsockname()[1], "is in use by something that is no farm")
    assert made.level == "wrong"
    assert "clonery serve --port" in made.fix


def test_a_farm_that_is_named_and_away_is_wrong(
    tmp_path: Path, free_port: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLONERY_URL", f"http://127.0.0.1:{free_port()}")
    made = found(tmp_path, 7070, "CLONERY_URL is")
    assert (made.level, "unset CLONERY_URL" in made.fix) == ("wrong", True)


def test_a_proxy_between_sdk_and_farm_is_wrong(
    tmp_path: Path, free_port: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:1")
    made = found(tmp_path, port, "HTTP_PROXY is set")
    assert made.level == "wrong"
    assert made.fix == 'export NO_PROXY="127.0.0.1,localhost"'
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    assert not [one for one in diagnosis.look(tmp_path, port) if "PROXY" in one.what]


def test_variables_that_lead_elsewhere_are_noted(
    tmp_path: Path, free_port: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_real")
    made = found(tmp_path, port, "GITHUB_TOKEN is set and GITHUB_API_URL is not")
    assert (made.level, 'eval "$(clonery env github)"' in made.fix) == ("note", True)
    monkeypatch.setenv("GITHUB_API_URL", "https://api.github.com")
    assert found(tmp_path, port, "GITHUB_API_URL leads to api.github.com").level == "note"
    monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{port + 1}/github")
    assert found(tmp_path, port, f"GITHUB_API_URL leads to port {port + 1}").level == "note"
    monkeypatch.setenv("GITHUB_API_URL", f"http://127.0.0.1:{port}/github")
    assert not [one for one in diagnosis.look(tmp_path, port) if "GITHUB" in one.what]


def test_the_projects_settings_are_looked_at(tmp_path: Path, free_port: Callable[[], int]) -> None:
    (tmp_path / "clonery.toml").write_text("harness = 'no-such-thing agent.py'\n")
    assert found(tmp_path, free_port(), "'no-such-thing' can't be found").level == "wrong"
    (tmp_path / "clonery.toml").write_text("harness = 'python agent.py'\n")
    assert found(tmp_path, free_port(), "the harness is python agent.py").level == "fine"
    (tmp_path / "clonery.toml").write_text("harnes = 'x'\n")
    assert found(tmp_path, free_port(), "unknown key 'harnes'").level == "wrong"

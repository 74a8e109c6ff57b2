"""The plugin, in pytest runs of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clonery.pytest_plugin import CLONES
from clonery.server.registry import Registry

from .runs.conftest import AGENT, ISSUE

TESTS = """
import json
from urllib.request import Request, urlopen

import pytest


def call(clone, method, path, body=None):
    sent = {"Authorization": "Bearer " + clone.token}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(clone.url + path, data, sent, method=method)) as answer:
        return json.loads(answer.read() or b"null")


@pytest.mark.parametrize("n", [1, 2])
def test_each_test_begins_anew(n, github):
    made = call(github, "POST", "/repos/acme/webapp/issues", {"title": "Mine"})
    assert len([x for x in github.records("issue") if x["title"] == "Mine"]) == 1
    github.assert_diff(added=[{"kind": "issue", "title": "Mine"}])
    assert github.calls()[-1]["operation"] == "issues/create"
    assert github.env["GITHUB_API_URL"] == github.url


def test_clones_share_the_tests_session(clonery, github, webflow):
    assert clonery.clones == ("github", "webflow")
    assert github.session is webflow.session is clonery


@pytest.mark.clonery(seed="stale-issues", clock="2026-08-01T00:00:00Z")
class TestMarked:
    def test_by_its_class(self, github):
        assert github.clock.now == "2026-08-01T00:00:00.000Z"
        assert len(github.records("repository")) == 1

    @pytest.mark.clonery(clock="2027-08-01T00:00:00Z", seed={"github": "empty"})
    def test_the_nearer_mark_has_its_way(self, github):
        assert github.clock.now == "2027-08-01T00:00:00.000Z"
        assert github.records("repository") == []


@pytest.mark.clonery(clones=["github"])
def test_clones_by_mark(clonery):
    assert clonery.clones == ("github",)
"""
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def pytest_in(tmp_path: Path) -> Run:
    """Runs pytest in an empty folder with these tests; the exit code has to be `code`."""

    def run(text: str, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        (tmp_path / "test_it.py").write_text(text)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CLONERY"))}
        loaded = ["-p", "clonery.pytest_plugin"] if not installed() else []
        loaded += ["-p", "no:schemathesis", "-p", "no:hypothesispytest"]  # a second of imports for each process
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *loaded, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return run


def installed() -> bool:
    from importlib.metadata import entry_points

    return bool([one for one in entry_points(group="pytest11") if one.name == "clonery"])


def test_there_is_a_fixture_for_every_clone() -> None:
    assert sorted(name.replace("_", "-") for name in CLONES) == sorted(Registry().names)


@pytest.mark.parametrize("how", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_fixtures_give_sessions_and_the_report_has_their_evidence(
    how: tuple[str, ...], pytest_in: Run, tmp_path: Path
) -> None:
    done = pytest_in(TESTS, "--clonery-report", "out/page.html", *how)
    assert "6 passed" in done.stdout
    assert "the calls and differences of each test are in out/page.html" in done.stdout.replace("\n", " ")
    page = (tmp_path / "out" / "page.html").read_text()
    assert "test_each_test_begins_anew[1] · passed" in page
    assert "issues/create" in page
    assert '"title": "Mine"' in page.replace("&quot;", '"')


def test_a_failed_difference_reads_well(pytest_in: Run) -> None:
    text = "def test_it(github):\n    github.assert_diff(added=[{'kind': 'issue', 'title': 'X'}])\n"
    done = pytest_in(text, code=1)
    assert re.search(r"E +AssertionError: the diff lacks:\nE +\+ {\"kind\": \"issue\", \"title\": \"X\"}", done.stdout)
    assert "differences.py" not in done.stdout


def test_a_wrong_mark_is_named(pytest_in: Run) -> None:
    wrong = {
        "sed='x'": "unknown field 'sed'; did you mean 'seed'", "seed='none'": "github has no seed 'none'",
        "clock='noon'": "is no time",
    }  # fmt: skip
    tests = [f"@pytest.mark.clonery({mark})\ndef test_{n}(github): pass\n" for n, mark in enumerate(wrong)]
    printed = pytest_in("import pytest\n" + "".join(tests), code=1).stdout
    assert "3 errors" in printed
    assert [said for said in wrong.values() if said not in printed] == []


def test_scenario_files_are_tests_when_asked(pytest_in: Run, tmp_path: Path) -> None:
    (tmp_path / "theme.md").write_text(ISSUE)
    (tmp_path / "README.md").write_text("# No scenario\n")
    steps = '[{"clone": "github", "call": "PATCH /repos/acme/webapp/issues/2", "body": {"state": "closed"}}]'
    (tmp_path / "good.json").write_text(steps)
    (tmp_path / "bad.json").write_text("[]")
    nothing = "def test_it(): pass\n"
    harness = f"{sys.executable} {AGENT}"
    done = pytest_in(nothing, "--clonery-scenarios", "--clonery-harness", f"{harness} good.json")
    assert "2 passed" in done.stdout
    done = pytest_in(nothing, "--clonery-scenarios", "--clonery-harness", f"{harness} bad.json", code=1)
    assert "1 failed, 1 passed" in done.stdout
    assert 'The issue "Add a dark theme" is closed (' in done.stdout
    (tmp_path / "broken.md").write_text(ISSUE.replace("## Prompt", "## Promt") + "\n## Task\n\n")
    done = pytest_in(nothing, "--clonery-scenarios", "--clonery-harness", f"{harness} good.json", code=2)
    assert re.search(r"broken\.md:\d+: ", done.stdout)

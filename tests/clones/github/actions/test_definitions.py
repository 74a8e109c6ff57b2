"""What a workflow file says."""

import pytest

from clonery.clones.github.actions.definitions import Definition, definition

FILE = """
name: CI
on:
  push:
    branches: [main, 'release/**', '!release/old']
  pull_request:
    types: [opened]
  workflow_dispatch:
    inputs: {target: {required: true, options: [a, b]}}
jobs:
  build:
    name: Build it
    runs-on: [self-hosted, linux]
    strategy: {matrix: {os: [linux, mac], python: ["3.11"], include: [{os: x}]}}
    steps:
      - uses: actions/checkout@v4
      - run: |
          make
          make test
      - name: Upload
        run: ./up
  deploy:
    needs: build
"""


def read(text: str) -> Definition:
    made = definition(".github/workflows/x.yml", text)
    assert made is not None
    return made


def test_names_jobs_and_inputs() -> None:
    made = read(FILE)
    assert (made.name, list(made.inputs)) == ("CI", ["target"])
    assert [job.name for job in made.jobs] == ["Build it (linux, 3.11)", "Build it (mac, 3.11)", "deploy"]
    assert made.jobs[0].steps == ["Run actions/checkout@v4", "Run make", "Upload"]
    assert made.jobs[0].labels == ["self-hosted", "linux"]
    assert (made.jobs[2].needs, made.jobs[2].labels) == (["build"], ["ubuntu-latest"])


@pytest.mark.parametrize(
    ("event", "branch", "tag", "action", "starts"),
    [
        ("push", "main", "", "", True), ("push", "topic", "", "", False), ("push", "release/1/2", "", "", True),
        ("push", "release/old", "", "", False), ("push", "", "v1", "", False), ("schedule", "main", "", "", False),
        ("pull_request", "main", "", "opened", True), ("pull_request", "main", "", "synchronize", False),
        ("workflow_dispatch", "any", "", "", True),
    ],
)  # fmt: skip
def test_what_starts_it(event: str, branch: str, tag: str, action: str, starts: bool) -> None:
    assert read(FILE).starts(event, branch, tag, action) is starts


def test_short_triggers_and_ignored_names() -> None:
    assert read("on: push\njobs: {a: {}}").starts("push", "any")
    assert read("on: push\njobs: {a: {}}").starts("push", "", tag="v1")
    assert read("on: [push, pull_request]\njobs: {a: {}}").starts("pull_request", "x", action="synchronize")
    ignoring = read("on: {push: {branches-ignore: ['wip/*'], tags: ['v*']}}\njobs: {a: {}}")
    assert not ignoring.starts("push", "wip/a")
    assert ignoring.starts("push", "main")
    assert (ignoring.starts("push", "", tag="v1"), ignoring.starts("push", "", tag="x")) == (True, False)
    assert read("on: push\njobs: {a: {}}").name == ".github/workflows/x.yml"


@pytest.mark.parametrize("text", ["", "a: [", "- x", "on: push", "jobs: 3"])
def test_what_is_no_workflow(text: str) -> None:
    assert definition("x.yml", text) is None
